//! What the system has and should not have.

use advice::assessment::{Finding, Severity};
use leptos::prelude::*;

use super::reading::{FlowPart, Reading, StepPart};
use crate::{
    components::reason::{own, rule_link, sources, ticked},
    wording,
};

/// The findings, the worst first.
pub(super) fn view(reading: &Reading<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    let mut findings: Vec<&Finding<'_>> = reading.assessment.findings.iter().collect();
    if findings.is_empty() {
        return ().into_any();
    }
    findings.sort_by_key(|finding| finding.severity);
    let items: Vec<AnyView> = findings.into_iter().map(|finding| item(reading, flows, finding)).collect();
    view! {
        <section aria-labelledby="findings">
            <h2 id="findings">"Findings"</h2>
            <ul class="findings">{items}</ul>
        </section>
    }
    .into_any()
}

/// The step that a pointer into the description leads to.
pub(super) fn step_at<'s>(flows: &'s [FlowPart<'s>], at: &str) -> Option<&'s StepPart<'s>> {
    let mut parts = at.strip_prefix("/flows/")?.split('/');
    let flow: usize = parts.next()?.parse().ok()?;
    let step: usize = parts.nth(1)?.parse().ok()?;
    flows.get(flow)?.steps.get(step)
}

fn item(reading: &Reading<'_>, flows: &[FlowPart<'_>], finding: &Finding<'_>) -> AnyView {
    let class = match finding.severity {
        Severity::Error => "severity error",
        Severity::Warning => "severity warning",
        Severity::Info => "severity info",
    };
    let place = step_at(flows, &finding.at).map(|step| {
        view! { <a href=format!("#{}", step.anchor())>{step.number}" "{own(&step.described.action)}</a>" · " }
    });
    let name = reading.book().find(&finding.rule).find(|rule| rule.kind.name() == "finding");
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
