//! The list of what to do first: fix findings, then build what the mechanisms need, then answer open questions.
//!
//! All advice comes from rules and findings. This module only puts it in order and removes repetitions.

use advice::{
    assessment::AdviceVerdict,
    rule::{Rule, RuleKind},
    terms::Severity,
};
use leptos::prelude::*;

use super::{
    findings::step_at,
    revision::{FlowPart, ResolvedRevision, StepPart},
};
use crate::{
    components::reason::{rule_link, ticked, user_text},
    wording,
};

/// Maximum number of findings that are listed.
const MOST_FINDINGS: usize = 8;

/// Maximum number of steps that an entry links to.
const MOST_STEPS: usize = 12;

/// The list.
pub(super) fn view(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    let steps: Vec<&StepPart<'_>> = flows.iter().flat_map(|flow| &flow.steps).collect();
    let items: Vec<AnyView> = mend(revision, flows)
        .into_iter()
        .chain(build(revision, &steps))
        .chain(whole(revision))
        .chain(ask(revision, &steps))
        .collect();
    if items.is_empty() {
        return ().into_any();
    }
    view! {
        <section aria-labelledby="first">
            <h2 id="first">"Do first"</h2>
            <ol class="first">{items}</ol>
        </section>
    }
    .into_any()
}

/// Errors and warnings, the most severe first.
fn mend(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> Vec<AnyView> {
    let mut findings: Vec<_> =
        revision.assessment.findings.iter().filter(|finding| finding.severity != Severity::Info).collect();
    findings.sort_by_key(|finding| finding.severity);
    let more = findings.len().saturating_sub(MOST_FINDINGS);
    let more = (more > 0).then(|| {
        view! { <li><p><a href="#findings">"Fix "{wording::count(more, "more finding")}</a>"."</p></li> }.into_any()
    });
    findings
        .into_iter()
        .take(MOST_FINDINGS)
        .map(|finding| {
            let at: Vec<&StepPart<'_>> = step_at(flows, &finding.at).into_iter().collect();
            view! { <li><p>{ticked(&finding.advice)}</p>{concerns(revision, &at)}</li> }.into_any()
        })
        .chain(more)
        .collect()
}

/// The infrastructure that the chosen mechanisms need, each mechanism once.
fn build(revision: &ResolvedRevision<'_>, steps: &[&StepPart<'_>]) -> Vec<AnyView> {
    let turn = |rule: &Rule| match &rule.kind {
        RuleKind::Mechanism(mechanism) => mechanism.means.build_turn,
        _ => None,
    };
    let mut rules: Vec<(u8, &Rule)> = revision.book().rules().filter_map(|rule| Some((turn(rule)?, rule))).collect();
    rules.sort_by_key(|(turn, _)| *turn);
    rules
        .into_iter()
        .filter_map(|(_, rule)| {
            let uses = |step: &&&StepPart<'_>| {
                let consistency = &step.assessed.consistency;
                consistency.mechanism == rule.id || consistency.also.contains(&rule.id)
            };
            let concerned: Vec<&StepPart<'_>> = steps.iter().filter(uses).copied().collect();
            (!concerned.is_empty()).then(|| {
                view! {
                    <li>
                        <p><b>{rule_link(&rule.id, &rule.name)}</b>". "{rule.advice.to_string()}</p>
                        {concerns(revision, &concerned)}
                    </li>
                }
                .into_any()
            })
        })
        .collect()
}

/// Advice for the whole system with the verdict "recommended".
fn whole(revision: &ResolvedRevision<'_>) -> Vec<AnyView> {
    let advice = &revision.assessment.advice;
    [("event_sourcing", &advice.event_sourcing), ("cqrs", &advice.cqrs)]
        .into_iter()
        .filter(|(_, advised)| advised.verdict == AdviceVerdict::Recommended)
        .filter_map(|(id, _)| revision.book().find(id).find(|rule| rule.kind.name() == "advice"))
        .map(|rule| {
            view! { <li><p><b>{rule_link(&rule.id, &rule.name)}</b>". "{rule.advice.to_string()}</p></li> }.into_any()
        })
        .collect()
}

/// An entry for the open questions.
fn ask(revision: &ResolvedRevision<'_>, steps: &[&StepPart<'_>]) -> Option<AnyView> {
    let open: Vec<&StepPart<'_>> = steps.iter().filter(|step| !step.assessed.settled).copied().collect();
    (!open.is_empty()).then(|| {
        view! {
            <li>
                <p><a href="#questions">"Answer the open questions"</a>", because they can still change the advice."</p>
                {concerns(revision, &open)}
            </li>
        }
        .into_any()
    })
}

/// Links to the steps that an entry is about.
fn concerns(revision: &ResolvedRevision<'_>, steps: &[&StepPart<'_>]) -> AnyView {
    if steps.is_empty() {
        return ().into_any();
    }
    let links: Vec<_> = steps
        .iter()
        .take(MOST_STEPS)
        .enumerate()
        .map(|(index, step)| {
            let comma = (index > 0).then_some(", ");
            view! { {comma}<a href=revision.way(step)>{user_text(&step.described.action)}</a> }
        })
        .collect();
    let more = steps.len().saturating_sub(MOST_STEPS);
    let more = (more > 0).then(|| format!(" and {}", wording::count(more, "more step")));
    view! { <small class="soft">"Concerns: "{links}{more}</small> }.into_any()
}
