//! The steps of a flow as a way through them: each with the sign of its verdict, and a question mark while it is open.

use leptos::prelude::*;

use super::{Drafting, FlowPart, StepPart};
use crate::{
    components::{reason::own, verdict::sign},
    editing::Place,
    wording,
};

/// Steps on one page of a flow, and on the way beside the questions of one of them.
pub(super) const STEPS_A_PAGE: usize = 50;

/// The way through the steps of a flow; `here` is the one whose page it is.
pub(super) fn view(drafting: &Drafting<'_>, flow: &FlowPart<'_>, here: &StepPart<'_>) -> AnyView {
    let first = here.index() / STEPS_A_PAGE * STEPS_A_PAGE;
    let shown = flow.steps.iter().skip(first).take(STEPS_A_PAGE);
    let items: Vec<AnyView> = shown.map(|step| item(drafting, flow, step, step.index() == here.index())).collect();
    let number = flow.steps.len();
    let whole = drafting.address(&Place::of(flow.id(), ""));
    let add = format!("{whole}#add");
    let all = (number > STEPS_A_PAGE).then(|| {
        view! { <p><a class="add" href=whole>{format!("All {number} steps")}</a></p> }
    });
    view! {
        <nav class="walk" aria-label="Steps" data-live="steps">
            <details id="way">
                <summary>{format!("Step {} of {number}", here.number)}<span class="soft">{settled(flow)}</span></summary>
                <ol>{items}</ol>
                {all}
                <p><a class="add" href=add>"Add a step"</a></p>
            </details>
        </nav>
    }
    .into_any()
}

/// How far the flow is: `3 of 4 settled`.
pub(super) fn settled(flow: &FlowPart<'_>) -> String {
    match flow.steps.len() {
        0 => "no steps yet".to_owned(),
        all if flow.settled() == all => format!("all {} settled", wording::count(all, "step")),
        all => format!("{} of {all} settled", flow.settled()),
    }
}

fn item(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>, is_here: bool) -> AnyView {
    let address = drafting.address(&Place::of(flow.id(), step.id()));
    view! {
        <li>
            <a href=address aria-current=is_here.then_some("step")>
                <span class="number">{step.number}</span>
                {own(&step.described.action)}
                {signs(step)}
            </a>
        </li>
    }
    .into_any()
}

/// The sign of a step's verdict, and a question mark while an answer could move it; said in words to those who listen.
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
