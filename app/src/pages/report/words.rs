//! The text that a report was read from, as a topic, if its writer agreed to show it.

use leptos::prelude::*;

use super::{
    revision::ResolvedRevision,
    topic::{self, Section},
};
use crate::{
    pages::sentences::{self, Steps},
    problem::Problem,
    wording,
    words::Words,
};

/// Maximum number of sentences that are shown; the JSON has them all.
const MOST_SENTENCES: usize = 300;

/// The text with what each of its sentences became; nothing if the report has no text.
///
/// # Errors
/// The stored words cannot be read back, which is our fault.
pub(super) fn view(revision: &ResolvedRevision<'_>) -> Result<Option<Section>, Problem> {
    let Some(kept) = &revision.report.content.words else { return Ok(None) };
    let words = Words::kept(kept)?.standing(revision.model.description());
    let flows = revision.flows();
    let steps = Steps::of(&flows, |step, question| revision.words(step, question).map(str::to_owned));
    let all = words.sentences.len();
    let list = sentences::list(&words, &steps, 0..all.min(MOST_SENTENCES), |_, _| None);
    let more = (all > MOST_SENTENCES).then(|| {
        let number = wording::count(all - MOST_SENTENCES, "more sentence");
        view! { <p class="soft">{number}" in the report as JSON"</p> }
    });
    let body = view! { <div class="read-from">{list}{more}</div> };
    let summary = wording::count(all, "sentence");
    Ok(Some(topic::view(revision, "words", "The text that it was read from", summary, body.into_any())))
}
