//! Links to the steps of a flow. Each has the sign of its verdict, and a question mark as long as the step is
//! not settled.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{Drafting, FlowPart, StepPart};
use crate::{
    components::{reason::user_text, verdict::sign},
    editing::DraftPage,
    wording,
};

/// Number of steps on one page of a flow, and in the list beside the questions of a step.
pub(super) const STEPS_A_PAGE: usize = 50;

/// Maximum number of steps of the flow that the form offers as predecessors.
const MOST_OFFERED: usize = 60;

/// Links to the steps of a flow. `here` is the step of the current page.
pub(super) fn view(drafting: &Drafting<'_>, flow: &FlowPart<'_>, here: &StepPart<'_>) -> AnyView {
    let first = here.index() / STEPS_A_PAGE * STEPS_A_PAGE;
    let shown = flow.steps.iter().skip(first).take(STEPS_A_PAGE);
    let items: Vec<AnyView> = shown.map(|step| item(drafting, flow, step, step.index() == here.index())).collect();
    let number = flow.steps.len();
    let whole = drafting.address(&DraftPage::of(flow.id(), ""));
    let add = format!("{whole}#add");
    let all = (number > STEPS_A_PAGE).then(|| {
        view! { <p><a class="add" href=whole>{format!("All {number} steps")}</a></p> }
    });
    view! {
        <nav class="walk" aria-label="Steps" data-live="steps">
            <details id="way">
                <summary>
                    {format!("Step {} of {number}", here.number)}<span class="soft">{settled(flow)}</span>
                </summary>
                <ol>{items}</ol>
                {all}
                <p><a class="add" href=add>"Add a step"</a></p>
                <p><a class="add" href=drafting.address(&DraftPage::Asking)>"One question at a time"</a></p>
            </details>
        </nav>
    }
    .into_any()
}

/// The other steps that a step's form offers: those around it, and those that are `chosen`.
pub(super) fn offered<'f, 'a>(flow: &'f FlowPart<'a>, step: &StepPart<'_>, chosen: &[&str]) -> Vec<&'f StepPart<'a>> {
    let first = step.index().saturating_sub(MOST_OFFERED / 2).min(flow.steps.len().saturating_sub(MOST_OFFERED + 1));
    let around = first..=first + MOST_OFFERED;
    let chosen: BTreeSet<&str> = chosen.iter().copied().collect();
    let is_offered = |other: &&StepPart<'_>| {
        other.index() != step.index() && (around.contains(&other.index()) || chosen.contains(other.id()))
    };
    flow.steps.iter().filter(is_offered).collect()
}

/// The number of settled steps, such as `3 of 4 settled`.
pub(super) fn settled(flow: &FlowPart<'_>) -> String {
    match flow.steps.len() {
        0 => "no steps yet".to_owned(),
        all if flow.settled() == all => format!("all {} settled", wording::count(all, "step")),
        all => format!("{} of {all} settled", flow.settled()),
    }
}

fn item(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>, is_here: bool) -> AnyView {
    let address = drafting.address(&DraftPage::of(flow.id(), step.id()));
    view! {
        <li>
            <a href=address aria-current=is_here.then_some("step")>
                <span class="number">{step.number}</span>
                {user_text(&step.described.action)}
                {signs(step)}
            </a>
        </li>
    }
    .into_any()
}

/// The sign of a step's verdict, with a question mark if an answer could move it, and both as text for screen readers.
pub(super) fn signs(step: &StepPart<'_>) -> AnyView {
    let verdict = step.assessed.verdict;
    let open = !step.assessed.settled;
    let words = format!("{}, {}", wording::verdict(verdict), if open { "not settled" } else { "settled" });
    view! {
        <span class="signs">
            {open.then(|| view! { <span class="open-sign" aria-hidden="true">"?"</span> })}
            {sign(verdict)}
            <span class="unseen">{words}</span>
        </span>
    }
    .into_any()
}
