//! What became of a report as a whole: whether it was accepted, and what holds instead of it now.

use leptos::prelude::*;

use crate::standing::Status;

/// That the report was accepted, for the line under the headline.
pub(super) fn accepted(status: &Status) -> Option<AnyView> {
    matches!(status, Status::Accepted).then(|| view! { <b>"Accepted"</b> }.into_any())
}

/// What the report was superseded by, for the notice at the top.
pub(super) fn superseded(status: &Status) -> Option<AnyView> {
    let Status::Superseded(by) = status else { return None };
    let shown = if by.starts_with('/') { "another report".to_owned() } else { by.clone() };
    let by = by.clone();
    Some(view! { <b>"Superseded"</b>" by "<a href=by rel="noopener">{shown}</a>"." }.into_any())
}
