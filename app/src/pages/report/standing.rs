//! What became of a report as a whole: whether it was accepted, and what holds instead of it now.

use leptos::prelude::*;

use crate::standing::Status;

/// What was decided, for the line under the headline; nothing while the report is only a proposal.
pub(super) fn status(status: &Status) -> Option<AnyView> {
    match status {
        Status::Proposed => None,
        Status::Accepted => Some(view! { <b>"Accepted"</b> }.into_any()),
        Status::Superseded(by) => {
            let shown = if by.starts_with('/') { "another report".to_owned() } else { by.clone() };
            let by = by.clone();
            Some(view! { <b>"Superseded"</b>" by "<a href=by rel="noopener">{shown}</a> }.into_any())
        }
    }
}
