//! A flow at the size of a stamp: how many steps somebody waits for, which of them are strong, and how many react.
//!
//! The verdicts are the engine's. The picture has no words, so the name of the system must stand beside it.

use advice::{assess, model, rules, terms::Level, terms::Verdict};
use leptos::prelude::*;

use crate::document::{self, Format};

/// Maximum number of boxes on each side. More could not be told apart at this size.
const MOST: usize = 4;

/// What a thumbnail shows of a flow.
pub(super) struct Shape {
    /// The steps that somebody waits for, each with whether it is strong.
    waited: Vec<bool>,
    /// The number of steps that react to an event.
    reacting: usize,
}

impl Shape {
    /// The shape of a description's first flow, from its text. A text with faults has an empty shape.
    pub(super) fn of(text: &str) -> Self {
        let mut shape = Self { waited: Vec::new(), reacting: 0 };
        let Ok(tree) = document::parse(text, Format::Yaml) else { return shape };
        let Ok(model) = model::read(text, &tree, rules::shipped()) else { return shape };
        let assessment = assess(&model);
        let first = assessment.flows.first().map(|flow| flow.flow.clone());
        for step in assessment.steps.iter().filter(|step| Some(&step.flow) == first.as_ref()) {
            if step.verdict == Verdict::EventDriven {
                shape.reacting += 1;
            } else {
                shape.waited.push(step.consistency.level == Level::Strong);
            }
        }
        shape.waited.truncate(MOST);
        shape.reacting = shape.reacting.min(MOST);
        shape
    }
}

/// The picture, 156 by 64 units.
pub(super) fn view(shape: &Shape) -> AnyView {
    let waited = shape.waited.len();
    // Without reactions the steps that are waited for have the whole width.
    let room = if shape.reacting == 0 { 154 } else { 16 + 26 * waited };
    let called = (waited > 0).then(|| called(&shape.waited, room));
    let told = (shape.reacting > 0).then(|| told(if waited > 0 { room } else { 0 }, shape.reacting));
    view! { <svg class="thumbnail" viewBox="0 0 156 64" aria-hidden="true">{called}{told}</svg> }.into_any()
}

/// The caller, the line that waits, and the boxes below it.
fn called(strong: &[bool], room: usize) -> AnyView {
    let every = (room - 16) / strong.len();
    let boxes = strong.iter().enumerate().map(|(index, strong)| {
        let x = 8 + every * index + (every - 16) / 2;
        let hold = strong.then(|| {
            view! { <rect class="hold" x=x - 3 y="41" width="22" height="17" rx="2"/> }
        });
        view! {
            <path class="call" d=format!("M{} 33V44", x + 8)/>
            {hold}
            <rect class="waited" x=x y="44" width="16" height="11" rx="1"/>
        }
    });
    view! {
        <rect class="wash" x="1" y="1" width=room - 1 height="62"/>
        <path class="call" d=format!("M9 10V31M{} 31V10", room - 8)/>
        <circle class="sync-fill" cx="9" cy="10" r="3.5"/>
        <rect class="sync-fill" x="7" y="30" width=room - 13 height="3.5"/>
        {boxes.collect_view()}
    }
    .into_any()
}

/// The commit point at `from`, the event, and those that react to it.
fn told(from: usize, reacting: usize) -> AnyView {
    let heights: &[usize] = match reacting {
        1 => &[32],
        2 => &[19, 45],
        3 => &[11, 32, 53],
        _ => &[9, 24, 40, 55],
    };
    let reacts = heights.iter().map(|y| {
        view! {
            <path class="publish" d=format!("M110 {y}H121")/>
            <rect class="reacts" x="122" y=format!("{}.5", y - 6) width="32" height="11" rx="5.5"/>
        }
    });
    let (first, last) = (heights.first().copied().unwrap_or(32), heights.last().copied().unwrap_or(32));
    let pill = usize::midpoint(from, 110) - 11;
    let commit = (from > 0).then(|| view! { <path class="commit" d=format!("M{} 1V63", from + 2)/> });
    let path = format!("M{} 32H{pill}M{} 32H110M110 {first}V{last}", from + 2, pill + 22);
    view! {
        {commit}
        <path class="publish" d=path/>
        <rect class="event-pill" x=pill y="26.5" width="22" height="11" rx="5.5"/>
        {reacts.collect_view()}
    }
    .into_any()
}
