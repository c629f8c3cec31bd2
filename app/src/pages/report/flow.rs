//! One flow: its advice, its picture, and its decisions step by step.

use leptos::prelude::*;

use super::{
    decisions, picture,
    revision::{FlowPart, ResolvedRevision},
};
use crate::{
    components::{reason::user_text, verdict},
    wording,
};

/// A flow as a section. `told` is whether its advice already appears at the top.
pub(super) fn view(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, index: usize, told: bool) -> AnyView {
    let id = format!("flow-{index}");
    let sentence = (!told && revision.begins(flow)).then(|| view! { <p>{revision.sentence(flow).to_string()}</p> });
    let set_off = flow.described.trigger.as_ref().and_then(wording::timing::set_off);
    let set_off = set_off.map(|set_off| view! { <p class="soft">"Runs "{user_text(&set_off)}"."</p> });
    let chip = (!flow.steps.is_empty()).then(|| verdict::chip(flow.assessed.verdict));
    view! {
        <section class="flow" aria-labelledby=id>
            <h2 id=id.clone()><bdi>{flow.name().to_owned()}</bdi>" "{chip}</h2>
            {set_off}
            {sentence}
            {picture::view(revision, flow, index)}
            {decisions::view(revision, flow, &id)}
        </section>
    }
    .into_any()
}
