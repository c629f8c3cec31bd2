//! The findings of a report: anti-patterns that the system has.

use advice::{assessment::Finding, terms::Severity};
use leptos::prelude::*;

use super::revision::{FlowPart, Here, ResolvedRevision, StepPart};
use crate::{
    components::reason::{rule_link, sources, ticked, user_text},
    wording,
};

/// Number of findings on the first page of a large report, and on each page of the complete list.
const WORST: usize = 12;
pub(super) const A_PAGE: usize = 60;

/// The findings that belong on this page, the most severe first.
pub(super) fn view(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    let mut findings: Vec<&Finding<'_>> = revision.assessment.findings.iter().collect();
    findings.sort_by_key(|finding| finding.severity);
    let all = findings.len();
    match &revision.here {
        Here::All => {}
        Here::Overview => findings.truncate(WORST),
        Here::Steps(flow, steps) => findings.retain(|finding| match step_at(flows, &finding.at) {
            Some(step) => revision.shows(step),
            None => steps.start == 0 && is_at(finding, *flow),
        }),
        Here::List(range) => findings = findings.get(range.clone()).unwrap_or_default().to_vec(),
    }
    if findings.is_empty() {
        return ().into_any();
    }
    let more = (revision.here == Here::Overview && all > findings.len()).then(|| {
        let address = format!("{}/findings", revision.address());
        view! { <p><a href=address>{format!("All {all} findings")}</a>", the most severe first."</p> }
    });
    let items: Vec<AnyView> = findings.into_iter().map(|finding| item(revision, flows, finding)).collect();
    view! {
        <section aria-labelledby="findings">
            <h2 id="findings">"Findings"</h2>
            <ul class="findings">{items}</ul>
            {more}
        </section>
    }
    .into_any()
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

fn item(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>], finding: &Finding<'_>) -> AnyView {
    let class = match finding.severity {
        Severity::Error => "severity error",
        Severity::Warning => "severity warning",
        Severity::Info => "severity info",
    };
    let place = step_at(flows, &finding.at).map(|step| {
        view! { <a href=revision.way(step)>{step.number}" "{user_text(&step.described.action)}</a>" · " }
    });
    let name = revision.book().find(&finding.rule).find(|rule| rule.kind.name() == "finding");
    let name = name.map_or_else(|| finding.rule.to_string(), |rule| rule.name.to_string());
    view! {
        <li>
            <span class=class>{wording::severity(finding.severity)}</span>
            <div>
                <p>{ticked(&finding.message)}</p>
                <p>{ticked(&finding.advice)}</p>
                <small class="soft">{place}{rule_link(&finding.rule, &name)}</small>
                {sources(&finding.sources)}
            </div>
        </li>
    }
    .into_any()
}
