//! The flows of a large report: the picture of each, its first decisions as a table, and the list of its other steps.
//!
//! Every step leads to its reasons, which are on the pages of the flows.

use leptos::prelude::*;

use super::{
    decisions,
    paging::{Capacity, written},
    picture,
    revision::{FlowPart, ResolvedRevision, StepPart},
};
use crate::{
    components::{
        pager,
        reason::user_text,
        verdict::{self, sign},
    },
    wording,
};

/// Maximum number of characters of an action in this list.
const MOST_CHARACTERS: usize = 80;

/// Maximum number of steps listed on one page, and of the bytes that they take.
const MOST_STEPS: usize = 2_000;
const MOST_BYTES: usize = 450_000;

/// Maximum number of lines of the tables on one page, and of the bytes that they take.
const MOST_LINES: usize = 40;
const MOST_BYTES_OF_LINES: usize = 200_000;

/// What is left on a page for each way to show steps.
struct Left {
    pictures: Capacity,
    lines: Capacity,
    items: Capacity,
}

/// Every flow with its steps. `told` is whether the flows' advice already appears above.
pub(super) fn view(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>], told: bool) -> AnyView {
    let mut left = Left {
        pictures: picture::capacity(),
        lines: Capacity::new(MOST_LINES, MOST_BYTES_OF_LINES),
        items: Capacity::new(MOST_STEPS, MOST_BYTES),
    };
    let flows: Vec<AnyView> =
        flows.iter().enumerate().map(|(index, part)| flow(revision, part, index, told, &mut left)).collect();
    view! { <div class="directory">{flows}</div> }.into_any()
}

fn flow(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, index: usize, told: bool, left: &mut Left) -> AnyView {
    let id = format!("flow-{index}");
    let picture = picture::overview(revision, flow, index, &mut left.pictures);
    let (lines, number) = decisions::leading(revision, flow, &id, &mut left.lines);
    let others = &flow.steps[number..];
    let listed: Vec<AnyView> = others
        .iter()
        .map_while(|step| {
            let way = revision.way(step);
            let bytes = 330 + 2 * way.len() + 6 * MOST_CHARACTERS.min(written(&step.described.action));
            left.items.takes(1, bytes).then(|| item(step, way))
        })
        .collect();
    let more = others.len() - listed.len();
    let more = (more > 0).then(|| {
        let words = format!("{} on the pages of this flow.", wording::count(more, "more step"));
        view! { <p class="soft">{words}</p> }
    });
    let begins = (number > 0).then(|| view! { <p class="soft">"The other steps:"</p> });
    let listed = (!listed.is_empty()).then(|| view! { {begins}<ol class="short-steps">{listed}</ol> });
    let chip = (!flow.steps.is_empty()).then(|| verdict::chip(flow.assessed.verdict));
    let sentence = (!told).then(|| view! { <p>{revision.sentence(flow).to_string()}</p> });
    view! {
        <section class="flow" aria-labelledby=id>
            <h2 id=id.clone()><a href=revision.flow_address(flow.id(), 1)>{user_text(flow.name())}</a>" "{chip}</h2>
            {sentence}
            {picture}
            {lines}
            {listed}
            {more}
            {pages(revision, flow, 0)}
        </section>
    }
    .into_any()
}

/// Links to the pages of a flow, labelled with the numbers of their steps. `here` is the current page, from
/// 1.
pub(super) fn pages(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, here: usize) -> AnyView {
    let pages = revision.paging.pages(flow.model.index);
    let address = |page: usize| revision.flow_address(flow.id(), page);
    let name =
        |page: usize| pages.get(page - 1).map_or_else(String::new, |steps| pager::range(steps.start + 1, steps.end));
    pager::view(("Steps", flow.name()), here, pages.len(), address, name)
}

/// A step in the list. It has the step's anchor, so that a link into the whole report finds the step here,
/// with the link to its reasons.
fn item(step: &StepPart<'_>, way: String) -> AnyView {
    let (action, verdict) = (&step.described.action, step.assessed.verdict);
    let short: String = action.chars().take(MOST_CHARACTERS).collect();
    let cut = (short.len() < action.len()).then_some("\u{2026}");
    view! {
        <li id=step.anchor()>
            <a href=way>
                <span class="number">{step.number}</span>
                <span>{user_text(&short)}{cut}</span>
                <span class="signs">{sign(verdict)}<span class="unseen">{wording::verdict(verdict)}</span></span>
            </a>
        </li>
    }
    .into_any()
}
