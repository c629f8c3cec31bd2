//! The consistency of a step: its level, its mechanism, and the mechanisms that were rejected.

use advice::{assessment::StrongBy, terms::Level};
use leptos::prelude::*;

use super::revision::{ResolvedRevision, StepPart};
use crate::{
    components::{
        level,
        reason::{rule_link, sources},
    },
    wording,
};

/// What stands with the step's reasons.
pub(super) fn of_step(revision: &ResolvedRevision<'_>, step: &StepPart<'_>) -> AnyView {
    let consistency = &step.assessed.consistency;
    let also: Vec<_> = consistency
        .also
        .iter()
        .enumerate()
        .map(|(index, id)| {
            let comma = (index > 0).then_some(", ");
            view! { {comma}{rule_link(id, revision.mechanism(id))} }
        })
        .collect();
    let also = (!also.is_empty()).then(|| view! { <p class="soft">"Together with: "{also}</p> });
    let rejected: Vec<_> = consistency
        .rejected
        .iter()
        .map(|rejected| {
            let id = rejected.mechanism.as_ref();
            view! { <li>{rule_link(id, revision.mechanism(id))}": "{rejected.because.to_string()}</li> }
        })
        .collect();
    let rejected = (!rejected.is_empty()).then(|| {
        let title = format!("{} rejected", wording::count(rejected.len(), "alternative"));
        view! { <details><summary>{title}</summary><ul>{rejected}</ul></details> }
    });
    let id = consistency.mechanism.as_ref();
    view! {
        <h4>"Consistency"</h4>
        <p>{level::mark(consistency.level)}{at_owner(step)}</p>
        <p><b>{rule_link(id, revision.mechanism(id))}</b>". "{consistency.because.to_string()}</p>
        {also}
        {sources(&consistency.sources)}
        {rejected}
    }
    .into_any()
}

/// What holds at the owner of the data, if it is not what others see or what a rule asks for.
fn at_owner(step: &StepPart<'_>) -> Option<String> {
    let consistency = &step.assessed.consistency;
    match consistency.level {
        level if level != consistency.at_owner => {
            Some(format!("; {} at its owner", wording::level(consistency.at_owner)))
        }
        Level::Strong if step.assessed.needs.strong != Some(StrongBy::Need) => {
            Some(" at its owner; no rule asks for more".to_owned())
        }
        _ => None,
    }
}
