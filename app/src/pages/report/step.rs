//! One step: what decided, every reason with who says so, and the message that carries it.

use engine::assessment::{Flip, MessageKind, Step};
use leptos::prelude::*;

use super::reading::{Reading, StepPart};
use crate::{
    components::{
        balance, disagreement,
        reason::{own, rule_link, ticked},
        verdict,
        why::{self, Caveats},
    },
    wording,
};

/// A step as something to open; `open` from the start or not. Its anchor stands inside, so that a browser that is led to
/// it opens the step by itself.
pub(super) fn view(reading: &Reading<'_>, step: &StepPart<'_>, open: bool) -> AnyView {
    let assessed = step.assessed;
    view! {
        <details class="step" open=open>
            <summary>
                <h4><span class="number">{step.number}</span>" "{own(&step.described.action)}</h4>
                {balance::view(assessed)}
                {verdict::chip(assessed.verdict)}
            </summary>
            <div class="reasoning" id=step.anchor() tabindex="-1">
                {notes(step)}
                <p>{why::decided(assessed)}</p>
                {why::reasons(reading.book(), assessed, Caveats::OnTheRule, |question| reading.words(step, question))}
                {disagreements(reading, step)}
                {standing(assessed)}
                {flips(reading, &assessed.flips)}
                {message(reading, step)}
                {today(reading, step)}
            </div>
        </details>
    }
    .into_any()
}

/// What was said beside the action.
fn notes(step: &StepPart<'_>) -> AnyView {
    let notes = step.described.notes.as_deref().map(own);
    notes.map(|notes| view! { <p class="soft">"Said beside it: "{notes}</p> }).into_any()
}

/// Where sources disagree about a step like this; told at the first step of its flow that it bears on.
fn disagreements(reading: &Reading<'_>, step: &StepPart<'_>) -> AnyView {
    let folded: Vec<AnyView> = reading
        .disagreements(step)
        .filter_map(|id| reading.book().find(id).find(|rule| rule.kind.name() == "disagreement"))
        .map(disagreement::folded)
        .collect();
    folded.into_any()
}

/// How firmly the verdict stands.
fn standing(step: &Step<'_>) -> AnyView {
    let (settled, means) = if step.settled {
        ("Settled.", "No answer to an open question would move it between waiting and not waiting.")
    } else {
        ("Not settled.", "An open question could still move it between waiting and not waiting.")
    };
    let robust = step.robustness.map(|percent| format!(" It holds under {percent} % of the weightings."));
    view! { <p class="standing"><b>{settled}</b>" "{means}" "{why::range(step)}{robust}</p> }.into_any()
}

fn flips(reading: &Reading<'_>, flips: &[Flip<'_>]) -> AnyView {
    let items: Vec<_> = flips
        .iter()
        .map(|flip| {
            let changes: Vec<String> = flip
                .change
                .iter()
                .map(|(rule, answer)| {
                    format!("{}: \u{201c}{}\u{201d}", reading.question(rule), reading.answer(rule, answer))
                })
                .collect();
            view! { <li>{wording::spoken(&changes)}" "{verdict::chip(flip.verdict)}</li> }
        })
        .collect();
    (!items.is_empty()).then(|| view! { <p>"It would change with"</p> <ul>{items}</ul> }).into_any()
}

/// The message that carries the step, and what it announces.
fn message(reading: &Reading<'_>, step: &StepPart<'_>) -> AnyView {
    let message = &step.assessed.message;
    let kind = match message.kind {
        MessageKind::Event => "event",
        MessageKind::Command => "command",
        MessageKind::Query => "query",
    };
    let event = reading.announced(step);
    let same = event.is_some_and(|event| event.name == message.name);
    let announces = event.map(|event| {
        let consumers: Vec<&str> = event.consumers.iter().map(|id| reading.named(id)).collect();
        let consumers =
            if consumers.is_empty() { "whoever wants to know".to_owned() } else { wording::spoken(&consumers) };
        let verb = if same { "; it is published here" } else { "; announces " };
        let name = (!same).then(|| view! { <code>{event.name.to_string()}</code> });
        view! { {verb}{name}", for "<bdi>{consumers}</bdi> }
    });
    let left_out: Vec<_> = event
        .into_iter()
        .flat_map(|event| &event.left_out)
        .map(|left| {
            let field = left.field.to_string();
            view! { <p class="message">"Left out of the event: "<code>{field}</code>". "{left.because.to_string()}</p> }
        })
        .collect();
    let style = step.assessed.style.as_ref();
    view! {
        <p class="message">
            {rule_link(style, reading.style(style))}": the "{kind}" "
            <code>{message.name.to_string()}</code>{announces}"."
        </p>
        {left_out}
    }
    .into_any()
}

/// How the step is built now, where that was said.
fn today(reading: &Reading<'_>, step: &StepPart<'_>) -> AnyView {
    let Some(today) = &step.described.today else { return ().into_any() };
    let style = today.style.as_deref().map(|style| reading.style(style).to_owned());
    let message = today.message.clone().map(|name| view! { ", "<code>{name}</code> });
    let waits = match today.waits {
        Some(true) if reading.waits_by_habit(step) => ", and somebody waits for it, without need",
        Some(true) => ", and somebody waits for it",
        Some(false) => ", and nobody waits for it",
        None => "",
    };
    let moves: Vec<_> = reading.moves(step).map(|step| view! { <li>{ticked(&step.says)}</li> }).collect();
    let moves = (!moves.is_empty()).then(|| {
        view! {
            <p class="message">"To move, and "<a href="#today">"when"</a>":"</p>
            <ul>{moves}</ul>
        }
    });
    view! {
        <p class="message">"Today: "{style.unwrap_or_else(|| "built already".to_owned())}{message}{waits}"."</p>
        {moves}
    }
    .into_any()
}
