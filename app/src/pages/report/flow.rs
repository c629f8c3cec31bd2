//! One flow: its advice, its picture, and the reasons step by step.

use leptos::prelude::*;

use super::{
    failure, picture,
    revision::{FlowPart, Here, ResolvedRevision, StepPart},
    step,
};
use crate::{
    components::{
        reason::{user_text, word},
        verdict,
    },
    wording,
};

/// Maximum number of steps whose reasons are all unfolded at first.
const MOST_OPEN: usize = 4;

/// A flow as a section. `told` is whether its advice already appears at the top.
pub(super) fn view(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, index: usize, told: bool) -> AnyView {
    let id = format!("flow-{index}");
    let name = flow.described.name.clone().unwrap_or_else(|| flow.assessed.flow.to_string());
    let sentence = (!told && revision.begins(flow)).then(|| view! { <p>{revision.sentence(flow)}</p> });
    let set_off = flow.described.trigger.as_ref().and_then(wording::timing::set_off);
    let set_off = set_off.map(|set_off| view! { <p class="soft">"Runs "{user_text(&set_off)}"."</p> });
    let shown: Vec<&StepPart<'_>> = flow.steps.iter().filter(|step| revision.shows(step)).collect();
    let few = shown.len() <= MOST_OPEN;
    let steps: Vec<AnyView> =
        shown.iter().enumerate().map(|(position, part)| step::view(revision, part, position == 0 || few)).collect();
    let words = (index == 0 || revision.here != Here::All).then(words);
    let why =
        (!steps.is_empty()).then(|| view! { <h3>"Why, step by step"</h3> {words} <div class="steps">{steps}</div> });
    view! {
        <section class="flow" aria-labelledby=id>
            <h2 id=id.clone()><bdi>{name}</bdi>" "{verdict::chip(flow.assessed.verdict)}</h2>
            {set_off}
            {sentence}
            {picture::view(revision, flow, index)}
            {failure::view(revision, flow, &id)}
            {why}
        </section>
    }
    .into_any()
}

/// Links to the words that describe steps. They appear once on a page.
fn words() -> AnyView {
    const WORDS: [(&str, &str); 6] = [
        ("synchronous_call", "synchronous"),
        ("event_driven", "event-driven"),
        ("hybrid", "hybrid"),
        ("lean", "lean"),
        ("settled", "settled"),
        ("style", "style"),
    ];
    let links: Vec<_> = WORDS
        .into_iter()
        .enumerate()
        .map(|(index, (id, text))| {
            let apart = (index > 0).then_some(", ");
            view! { {apart}{word(id, text)} }
        })
        .collect();
    view! { <p class="soft legend">"What the words mean: "{links}"."</p> }.into_any()
}
