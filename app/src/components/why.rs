//! The reasons of a step's verdict: what decided, every reason with its sources, and how firm the verdict is.
//!
//! It puts an assessment into words. It does not know on which page the step is shown, and it decides nothing.

use advice::{
    Rulebook,
    assessment::{Contribution, Gate, Step},
    terms::{Basis, DecidedBy, Verdict},
};
use leptos::prelude::*;

use super::reason::{inferred, rule_link, sources};
use crate::wording::{self, names};

/// Where the page shows the caveat of a weighed answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caveats {
    /// Next to the reason.
    Here,
    /// Only on the rule's page.
    OnTheRule,
}

/// States in a sentence what decided the verdict.
pub fn decided(step: &Step<'_>) -> String {
    let side = match step.verdict {
        Verdict::EventDriven => "events",
        Verdict::Synchronous | Verdict::Hybrid => "a call",
    };
    match step.decided_by {
        DecidedBy::Gate => "One answer decides this; the decision matrix is not needed.".to_owned(),
        DecidedBy::Matrix => {
            format!("No single answer decides, so the answers are weighed; together they lean to {side}.")
        }
        DecidedBy::Default if step.constraints.iter().any(turns) => {
            format!("The answers are tied; the answer about order or scaling turns the tie to {side}.")
        }
        DecidedBy::Default if step.verdict == Verdict::EventDriven => {
            "The answers are tied. Nobody waits behind the commit point, so an event is the default.".to_owned()
        }
        DecidedBy::Default => {
            "The answers are tied. Where somebody may wait, a call is the default, because it is simpler.".to_owned()
        }
    }
}

/// Every reason: gates, then weights, then constraints. `words` returns the words from which an answer was read.
pub fn reasons<'w>(
    book: &Rulebook,
    step: &Step<'_>,
    caveats: Caveats,
    words: impl Fn(&str) -> Option<&'w str>,
) -> AnyView {
    let gates = step.gates.iter().map(|gate| {
        let (sign, side) = match gate.effect.as_ref() {
            "synchronous" => ("decides: a call", "to-sync"),
            _ => ("decides: events", "to-event"),
        };
        fact(book, gate, sign, side, words(&gate.rule))
    });
    let weights =
        step.contributions.iter().map(|contribution| weight(book, contribution, caveats, words(&contribution.rule)));
    let constraints = step.constraints.iter().map(|constraint| {
        let (sign, side) = match constraint.effect.as_ref() {
            "synchronous" => ("turns the tie", "to-sync"),
            "event_driven" => ("turns the tie", "to-event"),
            "consistency" => ("consistency", "soft"),
            "delivery" => ("delivery", "soft"),
            "call" => ("call", "soft"),
            "message" => ("message", "soft"),
            "style" => ("style", "soft"),
            _ => ("shapes", "soft"),
        };
        fact(book, constraint, sign, side, words(&constraint.rule))
    });
    let reasons: Vec<AnyView> = gates.chain(weights).chain(constraints).collect();
    if reasons.is_empty() {
        let text = "No question about this step is answered, so only its place in the flow decides.";
        return view! { <p class="soft">{text}</p> }.into_any();
    }
    view! { <ul class="reasons">{reasons}</ul> }.into_any()
}

/// The lean, and the range over which open answers could move it.
pub fn range(step: &Step<'_>) -> String {
    let [least, greatest] = step.lean_range.map(wording::signed);
    let lean = match step.contributions.as_slice() {
        [] => "Nothing is weighed yet".to_owned(),
        _ => format!("Lean {}", wording::signed(step.lean)),
    };
    if least == greatest {
        return format!("{lean}; no row of the matrix is open.");
    }
    format!("{lean}; with the open answers, between {least} and {greatest}.")
}

fn turns(reason: &Gate<'_>) -> bool {
    matches!(reason.effect.as_ref(), "synchronous" | "event_driven")
}

fn fact(book: &Rulebook, reason: &Gate<'_>, sign: &'static str, side: &'static str, words: Option<&str>) -> AnyView {
    let Gate { rule, answer, basis, because, sources: named, .. } = reason;
    view! {
        <li>
            <b class=side>{sign}</b>
            <div>
                <p>{because.to_string()}</p>
                {answered(book, rule, answer, *basis, words)}
                {sources(named)}
            </div>
        </li>
    }
    .into_any()
}

fn weight(book: &Rulebook, contribution: &Contribution<'_>, caveats: Caveats, words: Option<&str>) -> AnyView {
    let Contribution { rule, answer, basis, lean, because, sources: named } = contribution;
    let side = match lean {
        0 => "soft",
        1.. => "to-event",
        _ => "to-sync",
    };
    let asked = book.question(rule).and_then(|question| book.rule_of(question));
    let caveat = asked
        .filter(|_| caveats == Caveats::Here)
        .and_then(|rule| rule.caveat.as_ref())
        .map(|caveat| view! { <p class="caveat"><b>"Take care. "</b>{caveat.to_string()}</p> });
    view! {
        <li>
            <b class=side>{wording::signed(*lean)}</b>
            <div>
                <p>{because.to_string()}</p>
                {answered(book, rule, answer, *basis, words)}
                {caveat}
                {sources(named)}
            </div>
        </li>
    }
    .into_any()
}

/// The answer that gave the reason, with a link to the question's page.
fn answered(book: &Rulebook, rule: &str, answer: &str, basis: Basis, words: Option<&str>) -> AnyView {
    let known = match basis {
        Basis::Stated => ().into_any(),
        Basis::Derived => " (follows from the participants)".into_any(),
        Basis::Inferred => view! { " "{inferred(words)} }.into_any(),
    };
    let label = names::answer(book, rule, answer).to_owned();
    view! { <small class="soft">{rule_link(rule, names::question(book, rule))}": "{label}{known}</small> }.into_any()
}
