//! The quiet line under the headline: what holds of the report as a whole now. A revision never changes; this may.

use leptos::prelude::*;

use super::revision::ResolvedRevision;
use crate::standing::Status;

/// The line; nothing if there is nothing to say.
pub(super) fn view(revision: &ResolvedRevision<'_>) -> AnyView {
    match status(&revision.report.standing.status) {
        Some(status) => view! { <p class="status">{status}</p> }.into_any(),
        None => ().into_any(),
    }
}

/// What was decided; nothing while the report is only a proposal.
fn status(status: &Status) -> Option<AnyView> {
    match status {
        Status::Proposed => None,
        Status::Accepted => Some(view! { <b>"Accepted"</b> }.into_any()),
        Status::Superseded(by) => {
            let (shown, by) = (by.clone(), by.clone());
            // Another site does not learn from which report somebody comes: pages send no referrer.
            Some(view! { <b>"Superseded"</b>" by "<a href=by rel="noopener">{shown}</a> }.into_any())
        }
    }
}
