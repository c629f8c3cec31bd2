//! Links to the steps that a statement is about.

use leptos::prelude::*;

use super::revision::{ResolvedRevision, StepPart};
use crate::{components::reason::user_text, wording};

/// Maximum number of steps that are named, and of those that are linked by their number alone.
const MOST_NAMED: usize = 3;
const MOST_NUMBERED: usize = 12;

/// Up to three steps by number and action, more by number: `2 Hold the room, 3 Charge the card`. Numbers count in a flow,
/// so that steps of several flows are always named.
pub(super) fn links(revision: &ResolvedRevision<'_>, steps: &[&StepPart<'_>]) -> AnyView {
    let is_one_flow = steps.iter().all(|step| step.flow == steps[0].flow);
    let are_named = steps.len() <= MOST_NAMED || !is_one_flow;
    let most = if are_named { MOST_NAMED } else { MOST_NUMBERED };
    let links: Vec<AnyView> = steps
        .iter()
        .take(most)
        .enumerate()
        .map(|(index, step)| {
            let comma = (index + 1 < steps.len().min(most)).then_some(",");
            let action = &step.described.action;
            let name = if are_named {
                view! { " "{user_text(action)} }.into_any()
            } else {
                view! { <span class="unseen">" "{user_text(action)}</span> }.into_any()
            };
            // The comma stays with the link before it.
            view! { <span><a href=revision.way(step)>{step.number}{name}</a>{comma}</span>" " }.into_any()
        })
        .collect();
    let more = steps.len().saturating_sub(most);
    let more = (more > 0).then(|| format!("and {}", wording::count(more, "more step")));
    let label = (!are_named).then_some("steps ");
    (!links.is_empty()).then(|| view! { <small class="concerned">{label}{links}{more}</small> }).into_any()
}
