//! The restaurant: a waiter who stands at the stove against orders on a rail.

use leptos::prelude::*;

use super::{
    Lesson, Visit,
    parts::{form, point, points},
    system,
};
use crate::wording;

pub(super) const LESSON: Lesson = Lesson {
    slug: "restaurant",
    title: "The restaurant",
    says: "A waiter who stands at the stove, and orders on a rail: what waiting costs.",
    teaches: &["synchronous_call", "event_driven", "queued_command", "load_pattern"],
    view,
};

const SYSTEM: &str = "
name: Restaurant
participants: [{id: guest, name: Guest, kind: person}, {id: waiter, name: Waiter}, {id: kitchen, name: Kitchen},
  {id: table, name: Table}, {id: runner, name: Runner}]
flows:
  - id: stove
    actor: guest
    steps:
      - {id: take, action: Take the order, from: guest, to: [waiter], answers: {reply: answer, intent: command}}
      - {id: cook, action: Cook the meal, from: waiter, to: [kitchen], entity: meal,
         answers: {reply: answer, intent: command}}
      - {id: serve, action: Serve the meal, from: waiter, to: [table], entity: meal,
         answers: {reply: answer, intent: command}}
  - id: rail
    actor: guest
    steps:
      - {id: take, action: Take the order, from: guest, to: [waiter], answers: {reply: answer, intent: command}}
      - {id: cook, action: Cook the meal, from: waiter, to: [kitchen], entity: meal,
         answers: {reply: none, intent: command}}
      - {id: serve, action: Serve the meal, from: kitchen, to: [runner], entity: meal,
         answers: {reply: none, intent: event}}
";

/// How long the steak may take, in minutes.
const LEAST: u32 = 5;
const MOST: u32 = 40;

/// What the second table orders at the same moment as the first one its steak, with the minutes that it takes.
const SOUP: (&str, u32) = ("Soup", 8);

/// A dish, and the minutes from the order until it is begun and until it is served.
type Served = (&'static str, u32, u32);

/// One waiter waits for each dish before he takes the next order.
fn one_by_one(steak: u32) -> Vec<Served> {
    let mut begins = 0;
    let dishes = [("Steak", steak), SOUP];
    dishes
        .into_iter()
        .map(|(dish, takes)| {
            let begun = begins;
            begins += takes;
            (dish, begun, begins)
        })
        .collect()
}

/// When each dish is served if the kitchen gets all orders at once and cooks the dishes side by side.
fn side_by_side(steak: u32) -> Vec<Served> {
    [("Steak", steak), SOUP].into_iter().map(|(dish, takes)| (dish, 0, takes)).collect()
}

fn view(visit: &Visit) -> AnyView {
    let book = visit.book;
    let given = visit.field("steak").and_then(|minutes| minutes.parse().ok()).unwrap_or(20);
    let steak = u32::clamp(given, LEAST, MOST);
    let fields = view! {
        <label for="steak">"Two tables order at once: a steak and a soup. The steak takes"</label>
        <input
            type="range" id="steak" name="steak" min=LEAST max=MOST value=steak
            aria-describedby="steak-said"
        />
        <output id="steak-said" for="steak" data-live="steak">{steak}" minutes"</output>
    };
    view! {
        <p class="lead">
            "A waiter at the stove serves one table; with orders on a rail, the whole room."
        </p>
        {form("/learn/restaurant", "Show it", fields.into_any())}
        {system::assessed(book, SYSTEM, |system| view! {
            <div class="pair-wide">
                {system.figure("stove", "The waiter stands at the stove", bars("stove", &one_by_one(steak)))}
                {system.figure("rail", "The order hangs on the rail", bars("rail", &side_by_side(steak)))}
            </div>
        }.into_any())}
        {points([
            point(book, "Waiting is a call", "Whoever calls does nothing else until the answer is there. One slow \
                dish stops every table behind it.", "synchronous_call"),
            point(book, "The order is a command", "It asks one kitchen for one thing, and the kitchen may refuse it. \
                On a rail it is still a command.", "command"),
            point(book, "The finished meal is an event", "It says what has happened. The runner reacts, others may, and \
                the kitchen need not know them.", "event"),
        ])}
    }
    .into_any()
}

/// How long each table waits: a thin line until its dish is begun, a bar while it is cooked. Each dish has its cook.
fn bars(id: &'static str, served: &[Served]) -> AnyView {
    let all = MOST + SOUP.1;
    let rows = served.iter().map(|(dish, begun, done)| {
        view! {
            <li>
                <span>{*dish}</span>
                <svg viewBox=format!("0 0 {all} 10") preserveAspectRatio="none" aria-hidden="true">
                    <path class="waits" d=format!("M0 5H{begun}")/>
                    <rect x=*begun y="1" width=done - begun height="8"/>
                </svg>
                <span>"served after "{wording::count(usize::try_from(*done).unwrap_or_default(), "minute")}</span>
            </li>
        }
    });
    view! { <ol class=format!("bars {id}") data-live=format!("bars-{id}")>{rows.collect_view()}</ol> }.into_any()
}

#[cfg(test)]
mod tests {
    use advice::{
        rules,
        terms::Verdict::{EventDriven, Synchronous},
    };

    use super::*;

    #[test]
    fn at_the_stove_everything_is_a_call_and_on_the_rail_only_the_order_is() {
        let told = |flow: &str| {
            let verdicts = system::with(rules::shipped(), SYSTEM, |system| system.verdicts(flow)).unwrap();
            verdicts.into_iter().map(|(step, verdict, _)| (step, verdict)).collect::<Vec<_>>()
        };
        let steps = |verdicts: [_; 3]| ["take", "cook", "serve"].map(str::to_owned).into_iter().zip(verdicts).collect();
        let stove: Vec<_> = steps([Synchronous; 3]);
        assert_eq!(told("stove"), stove);
        let rail: Vec<_> = steps([Synchronous, EventDriven, EventDriven]);
        assert_eq!(told("rail"), rail);
    }

    #[test]
    fn a_slow_steak_delays_the_soup_only_at_the_stove() {
        assert_eq!(one_by_one(20), [("Steak", 0, 20), ("Soup", 20, 28)]);
        assert_eq!(side_by_side(20), [("Steak", 0, 20), ("Soup", 0, 8)]);
    }
}
