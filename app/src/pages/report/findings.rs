//! The findings of a report: anti-patterns that the system has.

use advice::{assessment::Finding, terms::Severity};
use leptos::prelude::*;

use super::{
    revision::{Assessed, FlowPart, Here, ResolvedRevision, StepPart},
    steps,
    topic::{self, Section},
};
use crate::{
    components::reason::{rule_link, sources, ticked},
    pages::learn::at_work,
    wording,
};

/// Maximum number of errors and warnings that the list of what to do has. The others stand with the notes.
const MOST_URGENT: usize = 8;

/// Number of findings on the first page of a large report, and on each page of the complete list.
const WORST: usize = 12;
pub(super) const A_PAGE: usize = 60;

/// All findings, the most severe first.
pub(super) fn sorted<'r>(revision: &'r Assessed<'_>) -> Vec<&'r Finding<'r>> {
    let mut findings: Vec<&Finding<'_>> = revision.assessment.findings.iter().collect();
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// The errors and warnings that come first in the list of what to do, the most severe first.
pub(super) fn urgent<'r>(revision: &'r Assessed<'_>) -> Vec<&'r Finding<'r>> {
    let urgent = sorted(revision).into_iter().filter(|finding| finding.severity != Severity::Info);
    urgent.take(MOST_URGENT).collect()
}

/// The findings that stand on the report's own page but not in the list of what to do first, as a topic.
pub(super) fn others(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> Option<Section> {
    let mut findings = sorted(revision);
    let all = findings.len();
    findings.drain(..urgent(revision).len());
    if findings.is_empty() {
        return None;
    }
    let summary = wording::count(findings.len(), "more finding");
    let is_short = revision.here == Here::Overview;
    findings.truncate(if is_short { WORST } else { findings.len() });
    let more = is_short.then(|| {
        let address = format!("{}/findings", revision.address());
        view! { <p><a href=address>{format!("All {all} findings")}</a>", the most severe first."</p> }
    });
    let body = view! { {list(revision, flows, findings)}{more} };
    Some(topic::view(revision, "findings", "What else we noticed", summary, body.into_any()))
}

/// The findings that belong on a further page of a large report, the most severe first.
pub(super) fn view(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    let mut findings = sorted(revision);
    match &revision.here {
        Here::All | Here::Overview => {}
        Here::Steps(flow, steps) => findings.retain(|finding| match step_at(flows, &finding.at) {
            Some(step) => revision.shows(step),
            None => steps.start == 0 && is_at(finding, *flow),
        }),
        Here::List(range) => findings = findings.get(range.clone()).unwrap_or_default().to_vec(),
    }
    if findings.is_empty() {
        return ().into_any();
    }
    view! {
        <section aria-labelledby="findings">
            <h2 id="findings">"Findings"</h2>
            {list(revision, flows, findings)}
        </section>
    }
    .into_any()
}

fn list(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>], findings: Vec<&Finding<'_>>) -> AnyView {
    let items: Vec<AnyView> = findings.into_iter().map(|finding| item(revision, flows, finding)).collect();
    view! { <ul class="findings">{items}</ul> }.into_any()
}

/// Whether a finding is about a flow or a part of it.
fn is_at(finding: &Finding<'_>, flow: usize) -> bool {
    let mut parts = finding.at.split('/').skip(1);
    parts.next() == Some("flows") && parts.next().is_some_and(|part| part.parse() == Ok(flow))
}

/// The step that a JSON Pointer into the description leads to.
pub(super) fn step_at<'s>(flows: &'s [FlowPart<'s>], at: &str) -> Option<&'s StepPart<'s>> {
    let mut parts = at.strip_prefix("/flows/")?.split('/');
    let flow: usize = parts.next()?.parse().ok()?;
    let step: usize = parts.nth(1)?.parse().ok()?;
    flows.get(flow)?.steps.get(step)
}

/// The word for how much a finding matters.
pub(super) fn severity(finding: &Finding<'_>) -> AnyView {
    let class = match finding.severity {
        Severity::Error => "severity error",
        Severity::Warning => "severity warning",
        Severity::Info => "severity info",
    };
    view! { <span class=class>{wording::severity(finding.severity)}</span> }.into_any()
}

fn item(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>], finding: &Finding<'_>) -> AnyView {
    let at: Vec<&StepPart<'_>> = step_at(flows, &finding.at).into_iter().collect();
    let apart = (!at.is_empty()).then_some(" · ");
    view! {
        <li>
            {severity(finding)}
            <div>
                <p>{ticked(&finding.message)}</p>
                <p>{ticked(&finding.advice)}</p>
                <small class="soft">
                    {steps::links(revision, &at)}{apart}{rule_link(&finding.rule, revision.rule_name("finding", &finding.rule))}
                    {at_work(&finding.rule).map(|link| view! { " · "{link} })}
                </small>
                {sources(&finding.sources)}
            </div>
        </li>
    }
    .into_any()
}
