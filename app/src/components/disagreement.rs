//! A question on which published sources disagree: the position of each source, and the one that the advice follows.
//!
//! It appears on the rule's own page, on the pages of the rules that it concerns, and in reports. It takes no
//! side itself.

use advice::{
    rule::{Citation, Disagreement, Grade, Rule, RuleKind},
    source,
};
use leptos::prelude::*;

use super::reason::{rule_link, source_link};

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
            let cited: Vec<AnyView> = side.citations.iter().enumerate().map(cited).collect();
            view! { <li><p>{side.says.to_string()}</p><small class="sources">{cited}</small></li> }
        })
        .collect();
    view! { <ul class="sides">{sides}</ul> <p><b>"What we follow. "</b>{dispute.follows.to_string()}</p> }.into_any()
}

/// A source with the section cited, apart from the one before it. It says if we only infer the statement from there.
fn cited((index, citation): (usize, &Citation)) -> AnyView {
    let name = match source::find(&citation.source) {
        Some(source) => source_link(source),
        None => citation.source.to_string().into_any(),
    };
    let apart = (index > 0).then_some("; ");
    let grade = match citation.grade {
        Grade::States => "",
        Grade::Implies => " (we infer it from there)",
    };
    view! { {apart}{name}": "{citation.section.to_string()}{grade} }.into_any()
}
