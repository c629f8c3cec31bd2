//! One step: what decided, every reason with who says so, and the message that carries it.

use engine::{
    assessment::{Contribution, DecidedBy, Flip, Gate, MessageKind, Step, Verdict},
    rule::Basis,
};
use leptos::prelude::*;

use super::{
    balance,
    reading::{Reading, StepPart},
};
use crate::{
    components::{
        reason::{own, rule_link, sources},
        verdict,
    },
    wording,
};

/// A step as something to open; `open` from the start or not.
pub(super) fn view(reading: &Reading<'_>, step: &StepPart<'_>, open: bool) -> AnyView {
    let assessed = step.assessed;
    view! {
        <details class="step" id=step.anchor() open=open>
            <summary>
                <h4><span class="number">{step.number}</span>" "{own(&step.described.action)}</h4>
                {balance::view(assessed)}
                {verdict::chip(assessed.verdict)}
            </summary>
            <p>{decided(assessed)}</p>
            {reasons(reading, assessed)}
            {standing(assessed)}
            {flips(reading, &assessed.flips)}
            {message(reading, step)}
            {today(reading, step)}
        </details>
    }
    .into_any()
}

/// What decided, in a sentence.
fn decided(step: &Step<'_>) -> String {
    let side = match step.verdict {
        Verdict::EventDriven => "events",
        Verdict::Synchronous | Verdict::Hybrid => "a call",
    };
    match step.decided_by {
        DecidedBy::Gate => "A fact decides this before anything is weighed.".to_owned(),
        DecidedBy::Matrix => {
            format!("No single fact decides, so the answers are weighed; together they lean to {side}.")
        }
        DecidedBy::Default if step.constraints.iter().any(|turned| turns(turned)) => {
            format!("The answers leave a tie; what is said of order or scale turns it to {side}.")
        }
        DecidedBy::Default if step.verdict == Verdict::EventDriven => {
            "The answers leave a tie. Nobody waits behind the commit point, so an event is the default.".to_owned()
        }
        DecidedBy::Default => {
            "The answers leave a tie. Where somebody may wait, the simpler thing, a call, is the default.".to_owned()
        }
    }
}

fn turns(reason: &Gate<'_>) -> bool {
    matches!(reason.effect.as_ref(), "synchronous" | "event_driven")
}

/// Gates, then weights, then what shapes the step.
fn reasons(reading: &Reading<'_>, step: &Step<'_>) -> AnyView {
    let gates = step.gates.iter().map(|gate| {
        let side = if gate.effect == "synchronous" { "to-sync" } else { "to-event" };
        let sign = if gate.effect == "synchronous" { "decides: a call" } else { "decides: events" };
        fact(reading, gate, sign, side)
    });
    let weights = step.contributions.iter().map(|contribution| weight(reading, contribution));
    let constraints = step.constraints.iter().map(|constraint| {
        if turns(constraint) {
            let side = if constraint.effect == "synchronous" { "to-sync" } else { "to-event" };
            return fact(reading, constraint, "turns the tie", side);
        }
        let sign = match constraint.effect.as_ref() {
            "consistency" => "consistency",
            "delivery" => "delivery",
            "message" => "message",
            "style" => "style",
            _ => "shapes",
        };
        fact(reading, constraint, sign, "soft")
    });
    let reasons: Vec<AnyView> = gates.chain(weights).chain(constraints).collect();
    if reasons.is_empty() {
        let text = "Nothing has been answered about this step, so only its place in the flow speaks.";
        return view! { <p class="soft">{text}</p> }.into_any();
    }
    view! { <ul class="reasons">{reasons}</ul> }.into_any()
}

fn fact(reading: &Reading<'_>, reason: &Gate<'_>, sign: &'static str, side: &'static str) -> AnyView {
    line(reading, sign.to_owned(), side, &reason.because, &reason.rule, &reason.answer, reason.basis, &reason.sources)
}

fn weight(reading: &Reading<'_>, contribution: &Contribution<'_>) -> AnyView {
    let Contribution { rule, answer, basis, lean, because, sources } = contribution;
    let side = match lean {
        0 => "soft",
        1.. => "to-event",
        _ => "to-sync",
    };
    line(reading, wording::signed(*lean), side, because, rule, answer, *basis, sources)
}

#[expect(clippy::too_many_arguments, reason = "a gate and a contribution have these in common and no type")]
fn line(
    reading: &Reading<'_>,
    sign: String,
    side: &'static str,
    because: &str,
    rule: &str,
    answer: &str,
    basis: Basis,
    named: &[impl AsRef<str>],
) -> AnyView {
    let known = match basis {
        Basis::Stated => None,
        Basis::Derived => Some(" (the structure says so)"),
        Basis::Inferred => Some(" (the words say so)"),
    };
    view! {
        <li>
            <b class=side>{sign}</b>
            <div>
                <p>{because.to_owned()}</p>
                <small class="soft">
                    {rule_link(rule, reading.question(rule))}": "{reading.answer(rule, answer).to_owned()}{known}
                </small>
                {sources(named)}
            </div>
        </li>
    }
    .into_any()
}

/// How firmly the verdict stands.
fn standing(step: &Step<'_>) -> AnyView {
    let [least, greatest] = step.lean_range.map(wording::signed);
    let lean = if step.contributions.is_empty() {
        "Nothing is weighed yet".to_owned()
    } else {
        format!("Lean {}", wording::signed(step.lean))
    };
    let range = format!("{lean}; with the open answers, between {least} and {greatest}.");
    let (settled, means) = if step.settled {
        ("Settled.", "No answer to an open question would move it between waiting and not waiting.")
    } else {
        ("Not settled.", "An open question could still move it between waiting and not waiting.")
    };
    let robust = step.robustness.map(|percent| format!(" It holds under {percent} % of the weightings."));
    view! { <p class="standing"><b>{settled}</b>" "{means}" "{range}{robust}</p> }.into_any()
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
        Some(true) if step.waits_by_habit() => ", and somebody waits for it, without need",
        Some(true) => ", and somebody waits for it",
        Some(false) => ", and nobody waits for it",
        None => "",
    };
    view! { <p class="message">"Today: "{style.unwrap_or_else(|| "built already".to_owned())}{message}{waits}"."</p> }
        .into_any()
}
