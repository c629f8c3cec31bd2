//! The table of delays: how late others may see the change of a step, compared with delays that people accept.

use advice::{
    assessment::Level,
    rules::constraints::{ACCEPTED_DELAYS, Delay},
};
use leptos::prelude::*;

use super::reading::{FlowPart, Reading, StepPart};
use crate::components::reason::{own, rule_link};

/// Maximum number of steps that one row names.
const MOST_NAMED: usize = 6;

/// A row of the table: a time scale, the answer that states it, and the range of delays on this scale, in hours.
struct Scale {
    name: &'static str,
    bound: Option<&'static str>,
    hours: std::ops::RangeInclusive<u16>,
}

/// The scales, the shortest first.
#[rustfmt::skip]
const SCALES: [Scale; 5] = [
    Scale { name: "Seconds", bound: Some("seconds"), hours: 0..=0 },
    Scale { name: "Minutes", bound: Some("minutes"), hours: 0..=0 },
    Scale { name: "Hours", bound: Some("hours"), hours: 1..=23 },
    Scale { name: "A day", bound: None, hours: 24..=24 },
    Scale { name: "Days", bound: None, hours: 25..=u16::MAX },
];

/// The table; nothing if no change is seen late.
pub(super) fn view(reading: &Reading<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    let late: Vec<&StepPart<'_>> = flows.iter().flat_map(|flow| &flow.steps).filter(|step| is_late(step)).collect();
    if late.is_empty() || reading.book().question("staleness").is_none() {
        return ().into_any();
    }
    let stated = |bound: Option<&str>| -> Vec<&StepPart<'_>> {
        late.iter().filter(|step| step.assessed.consistency.staleness.as_deref() == bound).copied().collect()
    };
    let rows: Vec<AnyView> = SCALES
        .iter()
        .filter_map(|scale| {
            let here = scale.bound.map(|bound| stated(Some(bound))).unwrap_or_default();
            let accepted: Vec<&Delay> =
                ACCEPTED_DELAYS.iter().filter(|delay| scale.hours.contains(&delay.hours)).collect();
            (!here.is_empty() || !accepted.is_empty()).then(|| row(reading, scale.name, &here, &accepted))
        })
        .collect();
    let unsaid = stated(None);
    let unsaid = (!unsaid.is_empty()).then(|| row(reading, "Nobody said", &unsaid, &[]));
    view! {
        <h3 id="lateness">"How late is too late?"</h3>
        <p>
            "The bounds of this system beside delays that people live with. They show what one gets used to, not what yours will "
            "accept: "{rule_link("staleness", "agree on the bound")}"."
        </p>
        <table class="stacked lateness" aria-labelledby="lateness">
            <thead>
                <tr>
                    <th scope="col">"Others see it after"</th>
                    <th scope="col">"In this system"</th>
                    <th scope="col">"People live with"</th>
                </tr>
            </thead>
            <tbody>{rows}{unsaid}</tbody>
        </table>
    }
    .into_any()
}

fn is_late(step: &StepPart<'_>) -> bool {
    let consistency = &step.assessed.consistency;
    consistency.level != Level::Strong && consistency.staleness.as_deref() != Some("fresh")
}

fn row(reading: &Reading<'_>, scale: &'static str, here: &[&StepPart<'_>], accepted: &[&Delay]) -> AnyView {
    let more = here.len().saturating_sub(MOST_NAMED);
    let more = (more > 0).then(|| view! { <li class="soft">{format!("and {more} more")}</li> });
    let steps: Vec<_> = here
        .iter()
        .take(MOST_NAMED)
        .map(|step| view! { <li><a href=reading.way(step)>{own(&step.described.action)}</a></li> })
        .collect();
    let steps = (!here.is_empty()).then(|| view! { <ul>{steps}{more}</ul> });
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
