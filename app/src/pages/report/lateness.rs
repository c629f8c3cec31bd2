//! The table of delays: how late others may see the change of a step, compared with delays that people accept.

use advice::{
    lateness::{Lateness, Scale},
    rules::constraints::{ACCEPTED_DELAYS, Delay},
};
use leptos::prelude::*;

use super::{
    revision::{Assessed, FlowPart, ResolvedRevision, StepPart},
    topic::{self, Section},
};
use crate::{
    components::reason::{rule_link, user_text},
    wording::capital,
};

/// Maximum number of steps that one row names.
const MOST_NAMED: usize = 6;

/// A scale in words, inside a sentence.
pub(super) fn scale_in_words(scale: Scale) -> &'static str {
    match scale {
        Scale::Seconds => "seconds",
        Scale::Minutes => "minutes",
        Scale::Hours => "hours",
        Scale::Day => "a day",
        Scale::Days => "days",
    }
}

/// Whether the rules ask how late a change may be seen. A pack may leave that question out, and the table with it.
pub(super) fn is_asked(revision: &Assessed<'_>) -> bool {
    revision.book().question("staleness").is_some()
}

/// The table as a topic; nothing if no change is seen late.
pub(super) fn view(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> Option<Section> {
    let steps = flows.iter().flat_map(|flow| &flow.steps);
    let late: Vec<(Lateness, &StepPart<'_>)> = steps
        .map(|step| (Lateness::of(&step.assessed.consistency), step))
        .filter(|(lateness, _)| *lateness != Lateness::AtOnce)
        .collect();
    if late.is_empty() || !is_asked(revision) {
        return None;
    }
    let steps_at = |wanted: Lateness| -> Vec<&StepPart<'_>> {
        late.iter().filter(|(lateness, _)| *lateness == wanted).map(|(_, step)| *step).collect()
    };
    let rows: Vec<AnyView> = Scale::ALL
        .into_iter()
        .filter_map(|scale| {
            let steps = steps_at(Lateness::Within(scale));
            let accepted: Vec<&Delay> = ACCEPTED_DELAYS.iter().filter(|delay| Scale::of(delay) == scale).collect();
            let is_empty = steps.is_empty() && accepted.is_empty();
            (!is_empty).then(|| row(revision, capital(scale_in_words(scale)), &steps, &accepted))
        })
        .collect();
    let unbounded = steps_at(Lateness::Unbounded);
    let unbounded = (!unbounded.is_empty()).then(|| row(revision, "No limit stated".to_owned(), &unbounded, &[]));
    let summary = match longest(&late) {
        Some(scale) => format!("Others see changes within {}", scale_in_words(scale)),
        None => "No limit is stated".to_owned(),
    };
    let body = view! {
        <p>
            "The limits of this system beside delays that people live with elsewhere. They show what people get used \
             to, not what "
            "your users will accept: "{rule_link("staleness", "agree on the limit")}"."
        </p>
        <table class="stacked lateness" aria-labelledby="lateness-title">
            <thead>
                <tr>
                    <th scope="col">"Others see it after"</th>
                    <th scope="col">"In this system"</th>
                    <th scope="col">"People live with"</th>
                </tr>
            </thead>
            <tbody>{rows}{unbounded}</tbody>
        </table>
    };
    Some(topic::view(revision, "lateness", "How late is too late?", summary, body.into_any()))
}

/// The longest delay of these steps; `None` if one of them has no limit on the scale.
fn longest(late: &[(Lateness, &StepPart<'_>)]) -> Option<Scale> {
    let scales = late.iter().map(|(lateness, _)| match lateness {
        Lateness::Within(scale) => Some(*scale),
        _ => None,
    });
    scales.collect::<Option<Vec<Scale>>>()?.into_iter().max()
}

fn row(revision: &ResolvedRevision<'_>, scale: String, steps: &[&StepPart<'_>], accepted: &[&Delay]) -> AnyView {
    let more = steps.len().saturating_sub(MOST_NAMED);
    let more = (more > 0).then(|| view! { <li class="soft">{format!("and {more} more")}</li> });
    let named: Vec<_> = steps
        .iter()
        .take(MOST_NAMED)
        .map(|step| view! { <li><a href=revision.way(step)>{user_text(&step.described.action)}</a></li> })
        .collect();
    let steps = (!steps.is_empty()).then(|| view! { <ul>{named}{more}</ul> });
    let delays: Vec<_> = accepted.iter().map(|delay| view! { <li>{delay.what}": "{delay.how_late}</li> }).collect();
    let delays = (!accepted.is_empty()).then(|| view! { <ul>{delays}</ul> });
    view! {
        <tr>
            <th scope="row">{scale}</th>
            <td data-label="In this system">{steps}</td>
            <td data-label="People live with" class="soft">{delays}</td>
        </tr>
    }
    .into_any()
}
