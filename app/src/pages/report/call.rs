//! How a step is called, what happens if the call fails, and the reason for each.

use advice::{
    assessment::{Call, Step},
    description::Period,
    rule::RuleKind,
};
use leptos::prelude::*;

use super::revision::ResolvedRevision;
use crate::components::reason::{rule_link, sources, ticked};

/// The terms of the step's call as a fold; nothing for a step that a message carries.
pub(super) fn view(revision: &ResolvedRevision<'_>, step: &Step<'_>) -> AnyView {
    let Some(call) = &step.call else { return ().into_any() };
    let terms: Vec<AnyView> = call
        .terms
        .iter()
        .map(|term| {
            view! {
                <div>
                    <dt>{rule_link(&term.rule, revision.rule_name("call", &term.rule))}</dt>
                    <dd>
                        <div class="settled">{settled(revision, call, &term.rule)}</div>
                        <p class="soft">{ticked(&term.because)}</p>
                        {sources(&term.sources)}
                    </dd>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <details class="delivery">
            <summary>"How "<code>{step.message.name.to_string()}</code>" is called"</summary>
            <dl class="facts">{terms}</dl>
        </details>
    }
    .into_any()
}

/// The value of a term of a call for people: the label that its rule gives, or else the value itself.
fn settled(revision: &ResolvedRevision<'_>, call: &Call<'_>, part: &str) -> AnyView {
    let value = match part {
        "time_limit" => Some(&call.time_limit),
        "retry" => call.retry.as_ref(),
        "idempotency_key" => call.idempotency_key.as_ref(),
        "if_down" => Some(&call.if_down),
        _ => None,
    };
    let because = call.terms.iter().find(|term| term.rule == part).map(|term| &term.because);
    let cases = revision.book().find(part).filter_map(|rule| match &rule.kind {
        RuleKind::Call(terms) => Some(terms.cases.iter()),
        _ => None,
    });
    let case = cases.flatten().find(|case| Some(case.because.as_ref()) == because.map(AsRef::as_ref));
    match (case.and_then(|case| case.label.as_ref()), value) {
        (Some(label), _) => label.to_string().into_any(),
        // A number of retries is written for programs, as `3_times`.
        (None, Some(value)) if part == "retry" => value.replace('_', " ").into_any(),
        (None, Some(value)) => match Period::parse(value) {
            Some(period) => period.in_words().into_any(),
            None => view! { <code>{value.to_string()}</code> }.into_any(),
        },
        (None, None) => "none".into_any(),
    }
}
