//! The balance of a step: one bar from synchronous to events, with a block for each answer's contribution.
//!
//! Position, corner shape and, last, colour tell the two sides apart.

use advice::{
    assessment::Step,
    terms::{DecidedBy, Verdict},
};
use leptos::prelude::*;

use crate::wording;

/// Half the width of the bar, in units of the drawing.
const HALF: i32 = 200;

/// The bar between the labels of its two ends. A text gives the same information.
pub fn view(step: &Step<'_>) -> AnyView {
    view! {
        <div class="balance">
            <span aria-hidden="true">"synchronous"</span>
            {bar(step)}
            <span aria-hidden="true">"events"</span>
        </div>
    }
    .into_any()
}

fn bar(step: &Step<'_>) -> AnyView {
    let (mut left, mut right) = (HALF, HALF);
    let blocks: Vec<AnyView> = step
        .contributions
        .iter()
        .enumerate()
        .filter(|(_, contribution)| contribution.lean != 0)
        .map(|(index, contribution)| {
            // One hundred points are 170 units wide, which leaves room for the sign of a gate. A gap of two
            // units separates blocks.
            let width = contribution.lean.abs().min(100) * 17 / 10;
            let shade = if index % 2 == 0 { "full" } else { "pale" };
            if contribution.lean < 0 {
                left -= width;
                block(left, width, format!("sync-fill {shade}"), "0")
            } else {
                right += width;
                block(right - width, width, format!("event-fill {shade}"), "7")
            }
        })
        .collect();
    let at = HALF + step.lean.clamp(-100, 100) * 17 / 10;
    let [least, greatest] = step.lean_range.map(|lean| HALF + lean.clamp(-100, 100) * 17 / 10);
    view! {
        <svg viewBox="0 0 400 34" role="img" aria-label=words(step)>
            <path class="axis" d=format!("M{HALF} 2V32")/>
            {blocks}
            {decided(step)}
            <path class="range" d=format!("M{least} 29H{greatest}")/>
            <path class="lean" d=format!("M{at} 25l4 7h-8z")/>
        </svg>
    }
    .into_any()
}

/// The sign of a gate, which decides before answers are weighed. It stands at the end of the bar that the
/// gate decides for.
fn decided(step: &Step<'_>) -> AnyView {
    match (step.decided_by, step.verdict) {
        (DecidedBy::Gate, Verdict::EventDriven) => {
            view! { <circle class="event-fill" cx="391" cy="13" r="8"/> }.into_any()
        }
        (DecidedBy::Gate, _) => view! { <rect class="sync-fill" x="1" y="5" width="16" height="16"/> }.into_any(),
        _ => ().into_any(),
    }
}

fn block(x: i32, width: i32, class: String, corner: &'static str) -> AnyView {
    let width = (width - 2).max(1);
    view! { <rect class=class x=x.to_string() y="6" width=width.to_string() height="14" rx=corner/> }.into_any()
}

/// The bar as text. The contribution of each answer is listed with the reasons, not here.
fn words(step: &Step<'_>) -> String {
    let [least, greatest] = step.lean_range.map(wording::signed);
    let decided = match (step.decided_by, step.verdict) {
        (DecidedBy::Gate, Verdict::EventDriven) => "A fact decides for events. ",
        (DecidedBy::Gate, _) => "A fact decides for a call. ",
        _ => "",
    };
    let lean = wording::signed(step.lean);
    format!("{decided}Lean {lean}, of \u{2212}100, synchronous, to +100, events; open answers: {least} to {greatest}.")
}
