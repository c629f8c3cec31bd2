//! The sections of a report, and those of them that are topics below the decisions: folds whose line says what is in
//! it, and what it comes to.

use leptos::prelude::*;

use super::revision::ResolvedRevision;

/// A part of the report with a title. The contents on paper name it.
pub(super) struct Section {
    /// The id to link to.
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) view: AnyView,
}

/// The topic `title` with the id `id`. `summary` is what it comes to in a few words. The id is inside the fold, so that a
/// browser that follows a link to it unfolds it.
pub(super) fn view(
    revision: &ResolvedRevision<'_>,
    id: &'static str,
    title: &'static str,
    summary: String,
    body: AnyView,
) -> Section {
    let heading = format!("{id}-title");
    let labelled_by = heading.clone();
    let view = view! {
        <section class="topic" aria-labelledby=labelled_by>
            <details open=revision.unfolded>
                <summary><h2 id=heading>{title}</h2><span class="soft">{summary}</span></summary>
                <div class="within" id=id tabindex="-1">{body}</div>
            </details>
        </section>
    };
    Section { id, title, view: view.into_any() }
}
