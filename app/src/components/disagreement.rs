//! A question on which published sources disagree: the position of each source, and the one that the advice follows.
//!
//! It appears on the rule's own page, on the pages of the rules that it concerns, and in reports. It takes no
//! side itself.

use advice::{
    rule::{Citation, Disagreement, Grade, Rule, RuleKind},
    source,
};
use leptos::prelude::*;

use super::reason::rule_link;

/// The rule's disagreement; `None` for a rule of another kind.
pub fn of(rule: &Rule) -> Option<&Disagreement> {
    match &rule.kind {
        RuleKind::Disagreement(dispute) => Some(dispute),
        _ => None,
    }
}

/// The disagreement as a fold with a link to its rule; nothing for a rule of another kind.
pub fn folded(rule: &Rule) -> AnyView {
    let Some(dispute) = of(rule) else { return ().into_any() };
    view! {
        <details class="dispute">
            <summary>"Sources disagree: "{dispute.question.to_string()}</summary>
            {sides(dispute)}
            <p class="soft">{rule_link(&rule.id, &rule.name)}</p>
        </details>
    }
    .into_any()
}

/// Each position with its sources, then the position that the advice follows.
pub fn sides(dispute: &Disagreement) -> AnyView {
    let sides: Vec<_> = dispute
        .sides
        .iter()
        .map(|side| {
            let cited: Vec<String> = side.citations.iter().map(cited).collect();
            view! { <li><p>{side.says.to_string()}</p><small class="sources">{cited.join("; ")}</small></li> }
        })
        .collect();
    view! { <ul class="sides">{sides}</ul> <p><b>"What we follow. "</b>{dispute.follows.to_string()}</p> }.into_any()
}

/// A source with the section cited. It says if we only infer the statement from there.
fn cited(citation: &Citation) -> String {
    let name = source::find(&citation.source).map_or(citation.source.as_ref(), |source| source.short);
    let grade = match citation.grade {
        Grade::States => "",
        Grade::Implies => " (we infer it from there)",
    };
    format!("{name}: {}{grade}", citation.section)
}
