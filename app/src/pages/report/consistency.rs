//! The consistency of each step: its level, its mechanism, and the mechanisms that were rejected.

use advice::{
    assessment::{Consistency, StrongBy},
    lateness::Lateness,
    terms::Level,
};
use leptos::prelude::*;

use super::{
    lateness::{self, scale_in_words},
    revision::{FlowPart, Here, ResolvedRevision, StepPart},
};
use crate::{
    components::{
        level,
        reason::{rule_link, sources, user_text},
    },
    wording,
};

/// The table with one row per step.
pub(super) fn view(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    let rows: Vec<AnyView> = flows
        .iter()
        .flat_map(|flow| flow.steps.iter().map(move |step| (flow, step)))
        .filter(|(_, step)| revision.shows(step))
        .map(|(flow, step)| row(revision, flow, step, flows.len() > 1 && revision.here == Here::All))
        .collect();
    let table = (!rows.is_empty()).then(|| {
        view! {
            <table class="stacked consistency" aria-labelledby="consistency">
                <thead>
                    <tr>
                        <th scope="col">"Step"</th>
                        <th scope="col">"Level"</th>
                        <th scope="col">"How"</th>
                        <th scope="col">"Others see it"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    let lateness = matches!(revision.here, Here::All | Here::Overview).then(|| lateness::view(revision, flows));
    let away = (revision.here == Here::Overview).then(|| {
        view! { <p>"The reasons of each step say how consistent it must be, and which mechanism ensures it."</p> }
    });
    if flows.iter().all(|flow| flow.steps.is_empty()) {
        return ().into_any();
    }
    view! {
        <section aria-labelledby="consistency">
            <h2 id="consistency">"How consistent"</h2>
            {away}
            {table}
            {lateness}
        </section>
    }
    .into_any()
}

fn row(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>, several: bool) -> AnyView {
    let consistency = &step.assessed.consistency;
    let name = several
        .then(|| flow.described.name.clone())
        .flatten()
        .map(|name| view! { <small class="soft"><bdi>{name}</bdi></small> });
    view! {
        <tr>
            <th scope="row">
                <a href=revision.way(step)>{step.number}" "{user_text(&step.described.action)}</a>
                {name}
            </th>
            <td data-label="Level">{levels(step)}</td>
            <td data-label="How">{how(revision, consistency)}</td>
            <td data-label="Others see it">{seen(revision, consistency)}</td>
        </tr>
    }
    .into_any()
}

fn levels(step: &StepPart<'_>) -> AnyView {
    let consistency = &step.assessed.consistency;
    let is_needed = step.assessed.needs.strong == Some(StrongBy::Need);
    let at_owner = match consistency.level {
        level if level != consistency.at_owner => {
            Some(format!("{} at its owner", wording::level(consistency.at_owner)))
        }
        Level::Strong if !is_needed => Some("at its owner; no rule asks for more".to_owned()),
        _ => None,
    };
    let at_owner = at_owner.map(|text| view! { <small class="soft">{text}</small> });
    view! { {level::mark(consistency.level)}{at_owner} }.into_any()
}

fn how(revision: &ResolvedRevision<'_>, consistency: &Consistency<'_>) -> AnyView {
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
        <div>
            <p><b>{rule_link(id, revision.mechanism(id))}</b>". "{consistency.because.to_string()}</p>
            {also}
            {sources(&consistency.sources)}
            {rejected}
        </div>
    }
    .into_any()
}

fn seen(revision: &ResolvedRevision<'_>, consistency: &Consistency<'_>) -> AnyView {
    let text = match Lateness::of(consistency) {
        Lateness::AtOnce => "at once".to_owned(),
        Lateness::Within(scale) => format!("within {}", scale_in_words(scale)),
        Lateness::OffScale => {
            revision.answer("staleness", consistency.staleness.as_deref().unwrap_or_default()).to_owned()
        }
        Lateness::Unbounded => "later; no limit stated".to_owned(),
    };
    text.into_any()
}
