//! The list of flows and steps of a large report, with links to their reasons.
//!
//! It shows verdicts. The reasons are on the pages of the flows.

use leptos::prelude::*;

use super::{
    paging::{Capacity, written},
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
const MOST_BYTES: usize = 650_000;

/// Every flow with its steps. `told` is whether the flows' advice already appears above.
pub(super) fn view(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>], told: bool) -> AnyView {
    let steps: usize = flows.iter().map(|flow| flow.steps.len()).sum();
    let intro = format!(
        "This report has {}, too many for one page. Each flow has its own page, with its picture and all reasons.",
        wording::count(steps, "step")
    );
    let mut left = Capacity::new(MOST_STEPS, MOST_BYTES);
    let cards: Vec<AnyView> = flows.iter().map(|flow| card(revision, flow, told, &mut left)).collect();
    view! {
        <section aria-labelledby="directory">
            <h2 id="directory">"Step by step"</h2>
            <p>{intro}</p>
            <ul class="flows directory">{cards}</ul>
        </section>
    }
    .into_any()
}

fn card(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, told: bool, left: &mut Capacity) -> AnyView {
    let listed: Vec<AnyView> = flow
        .steps
        .iter()
        .map_while(|step| {
            let way = revision.way(step);
            let bytes = 330 + 2 * way.len() + 6 * MOST_CHARACTERS.min(written(&step.described.action));
            left.takes(1, bytes).then(|| item(step, way))
        })
        .collect();
    let more = flow.steps.len() - listed.len();
    let more = (more > 0).then(|| {
        let words = format!("{} on the pages of this flow.", wording::count(more, "more step"));
        view! { <p class="soft">{words}</p> }
    });
    let chip = (!flow.steps.is_empty()).then(|| verdict::chip(flow.assessed.verdict));
    let number = wording::count(flow.steps.len(), "step");
    let sentence = (!told).then(|| view! { <p>{revision.sentence(flow).to_string()}</p> });
    view! {
        <li class="flow-card">
            <div class="row">
                <h3><a href=revision.flow_address(flow.id(), 1)>{user_text(flow.name())}</a></h3>
                {chip}
                <span class="soft">{number}</span>
            </div>
            {sentence}
            {pages(revision, flow, 0)}
            <ol class="short-steps">{listed}</ol>
            {more}
        </li>
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
