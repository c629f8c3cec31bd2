//! The list of what to do first: fix findings, then build what the mechanisms need.
//!
//! All advice comes from rules and findings. This module only puts it in order and removes repetitions.

use advice::{
    assessment::{AdviceVerdict, Finding},
    rule::{Rule, RuleKind},
};
use leptos::prelude::*;

use super::{
    findings::{self, step_at},
    revision::{Assessed, FlowPart, ResolvedRevision, StepPart},
    steps,
    topic::Section,
};
use crate::components::reason::{rule_link, ticked};

/// Number of entries that are shown at first.
const SHOWN: usize = 5;

/// The list; nothing if there is nothing to do.
pub(super) fn view(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> Option<Section> {
    let mut items: Vec<AnyView> = entries(revision, flows).iter().map(|entry| item(revision, entry)).collect();
    if items.is_empty() {
        return None;
    }
    // A fold for a single entry would take as much room as the entry.
    let rest = if items.len() > SHOWN + 1 { items.split_off(SHOWN) } else { Vec::new() };
    let more = (!rest.is_empty()).then(|| {
        let title = format!("{} more, in this order", rest.len());
        let start = (SHOWN + 1).to_string();
        view! {
            <details class="more" open=revision.unfolded>
                <summary>{title}</summary>
                <ol class="first" start=start>{rest}</ol>
            </details>
        }
    });
    let (id, title) = ("first", "Do first");
    let view = view! {
        <section aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <ol class="first">{items}</ol>
            {more}
        </section>
    };
    Some(Section { id, title, view: view.into_any() })
}

/// Something to do.
pub(super) struct Entry<'e> {
    /// The rule that asks for it.
    pub(super) rule: &'e str,
    /// The name of the rule.
    pub(super) name: &'e str,
    /// What to do. Backticks mark code.
    pub(super) advice: &'e str,
    /// What is wrong, if something is.
    pub(super) finding: Option<&'e Finding<'e>>,
    /// The steps that it is about; none if it is about the whole system.
    pub(super) steps: Vec<&'e StepPart<'e>>,
}

/// Everything to do, in order: what is wrong, what the mechanisms need, what is recommended for the whole system.
pub(super) fn entries<'e>(revision: &'e Assessed<'_>, flows: &'e [FlowPart<'e>]) -> Vec<Entry<'e>> {
    mend(revision, flows).into_iter().chain(build(revision, flows)).chain(whole(revision)).collect()
}

fn item(revision: &ResolvedRevision<'_>, entry: &Entry<'_>) -> AnyView {
    let Entry { rule, name, advice, finding, steps } = entry;
    let links = steps::links(revision, steps);
    match finding {
        // The rule's page says the rest.
        None => {
            view! { <li><p><b>{rule_link(rule, name)}</b>". "{first_sentence(advice)}" "{links}</p></li> }.into_any()
        }
        Some(finding) => view! {
            <li>
                <p>{ticked(advice)}</p>
                <p class="soft">{findings::severity(finding)}" "{ticked(&finding.message)}" "{links}</p>
                <small class="soft">{rule_link(rule, name)}</small>
            </li>
        }
        .into_any(),
    }
}

/// The first sentence of a text of ours.
fn first_sentence(text: &str) -> String {
    text.split_once(". ").map_or_else(|| text.to_owned(), |(first, _)| format!("{first}."))
}

/// The errors and warnings that are listed here, the most severe first.
fn mend<'e>(revision: &'e Assessed<'_>, flows: &'e [FlowPart<'e>]) -> Vec<Entry<'e>> {
    let entry = |finding: &'e Finding<'e>| Entry {
        rule: &finding.rule,
        name: revision.rule_name("finding", &finding.rule),
        advice: &finding.advice,
        finding: Some(finding),
        steps: step_at(flows, &finding.at).into_iter().collect(),
    };
    findings::urgent(revision).into_iter().map(entry).collect()
}

/// The infrastructure that the chosen mechanisms need, each mechanism once.
fn build<'e>(revision: &'e Assessed<'_>, flows: &'e [FlowPart<'e>]) -> Vec<Entry<'e>> {
    let turn = |rule: &Rule| match &rule.kind {
        RuleKind::Mechanism(mechanism) => mechanism.means.build_turn,
        _ => None,
    };
    let mut rules: Vec<(u8, &Rule)> = revision.book().rules().filter_map(|rule| Some((turn(rule)?, rule))).collect();
    rules.sort_by_key(|(turn, _)| *turn);
    let entry = |(_, rule): (u8, &'e Rule)| {
        let uses = |step: &&StepPart<'_>| {
            let consistency = &step.assessed.consistency;
            consistency.mechanism == rule.id || consistency.also.contains(&rule.id)
        };
        let steps: Vec<&StepPart<'_>> = flows.iter().flat_map(|flow| &flow.steps).filter(uses).collect();
        (!steps.is_empty()).then(|| Entry { steps, ..advised(rule) })
    };
    rules.into_iter().filter_map(entry).collect()
}

/// Advice for the whole system with the verdict "recommended".
fn whole<'e>(revision: &'e Assessed<'_>) -> Vec<Entry<'e>> {
    let advice = &revision.assessment.advice;
    [("event_sourcing", &advice.event_sourcing), ("cqrs", &advice.cqrs)]
        .into_iter()
        .filter(|(_, advised)| advised.verdict == AdviceVerdict::Recommended)
        .filter_map(|(id, _)| revision.book().find(id).find(|rule| rule.kind.name() == "advice"))
        .map(advised)
        .collect()
}

/// A rule's advice for the whole system.
fn advised(rule: &Rule) -> Entry<'_> {
    Entry { rule: &rule.id, name: &rule.name, advice: &rule.advice, finding: None, steps: Vec::new() }
}
