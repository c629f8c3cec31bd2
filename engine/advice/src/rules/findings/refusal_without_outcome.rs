//! Finding: a step that may say no reacts to a fact, and nobody hears the no.

use crate::description::Outcome;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;
use language::lexicon::{Class, Verb, opposites};
use language::naming::Action;

/// The invariants whose keeper says yes or no, with what it decides.
const DECIDED: &[(&str, &str)] = &[
    ("unique_name", "whether the name is still free"),
    ("limited_stock", "whether there is still one left"),
    ("exclusive_booking", "who gets it"),
    ("balance", "whether the amount is still there"),
];

/// Acts that refuse nobody: they tell, record or copy what was decided elsewhere.
const FOLLOWING: &[Class] = &[Class::Asks, Class::Tells, Class::Records, Class::Derives, Class::Senses];
/// Acts that may be refused, whatever else they are.
const DECIDING: &[Class] = &[Class::Takes, Class::Pays, Class::Creates, Class::Changes, Class::Decides];

pub(crate) static RULE: Rule = rule!(Rule {
    id: "refusal_without_outcome",
    name: "A refusal that nobody hears",
    claim: "A fact cannot be refused, so a step that may say no needs somebody who hears it.",
    why: "An event says what has happened, and whoever hears it takes it as it is. A step that decides who gets the \
          last seat may have to say no, and no to a fact is no answer: the publisher does not wait for one. The \
          others go on as if the seat were taken.",
    advice: "Send the step as a command with outcomes: done or refused, each told to whoever asked. Or say which \
             event tells the refusal, who hears it, and what it undoes.",
    citations: &[
        cite("hohpe-woolf-2003", "Command Message; Event Message; Request-Reply", Implies),
        cite("richardson-2018", "Chapter 4: Managing transactions with sagas", Implies),
    ],
    fires: examples! {
        "The stock hears of an order, and perhaps there is nothing left." =>
        r#"{"name": "Wholesale", "flows": [{"steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer"}},
            {"id": "reserve", "action": "Reserve the goods", "from": "orders", "to": ["stock"], "entity": "goods",
              "answers": {"invariant": "limited_stock", "intent": "event", "reply": "none"}}]}]}"#,
        "Today the account is debited by whoever hears of the sale." =>
        r#"{"name": "Kiosk", "flows": [{"steps": [
            {"id": "sell", "action": "Sell the paper", "from": "till", "to": ["kiosk"], "entity": "paper",
              "answers": {"reply": "answer"}},
            {"action": "Debit the account", "from": "kiosk", "to": ["accounts"], "entity": "account",
              "answers": {"invariant": "balance"}, "today": {"style": "event", "message": "PaperSold"}}]}]}"#,
    },
    silent: examples! {
        "The order is cancelled when the stock refuses." =>
        r#"{"name": "Wholesale", "flows": [{"steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer"}},
            {"id": "reserve", "action": "Reserve the goods", "from": "orders", "to": ["stock"], "entity": "goods",
              "answers": {"invariant": "limited_stock", "intent": "event", "reply": "none"}},
            {"action": "Cancel the order", "from": "stock", "to": ["orders"], "entity": "order",
              "when": {"step": "reserve", "outcome": "refused"}}]}]}"#,
        "The goods are asked for by a command whose outcome comes back." =>
        r#"{"name": "Wholesale", "flows": [{"steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "outcome_later"}},
            {"id": "reserve", "action": "Reserve the goods", "from": "orders", "to": ["stock"], "entity": "goods",
              "answers": {"invariant": "limited_stock", "reply": "outcome_later"}}]}]}"#,
        "What cannot be refused any more is repeated until it succeeds." =>
        r#"{"name": "Kiosk", "flows": [{"steps": [
            {"id": "sell", "action": "Sell the paper", "from": "till", "to": ["kiosk"], "entity": "paper",
              "answers": {"reply": "answer"}},
            {"action": "Refund the deposit", "from": "kiosk", "to": ["accounts"], "entity": "deposit",
              "answers": {"invariant": "balance", "intent": "event", "reply": "none", "undo": "retriable"}}]}]}"#,
        "What reacts to the fact decides nothing." =>
        r#"{"name": "Wholesale", "flows": [{"steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer"}},
            {"action": "Count the order", "from": "orders", "to": ["statistics"], "entity": "order",
              "answers": {"invariant": "none", "reply": "none"}}]}]}"#,
    },
    since: "1.1.0",
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let built = scene.built();
    let (_, decided) = DECIDED.iter().find(|(answer, _)| scene.answered("invariant", answer))?;
    let action = &scene.described.action;
    let named = Action::read(action, scene.described.entity.as_deref());
    let quoted = scene.quoted(scene.step.index);
    let is_heard = scene.flow.follows(scene.step.index, Outcome::Refused);
    if !built.is_event() || is_heard || refuses_nobody(scene, &named) || scene.answered("undo", "retriable") {
        return None;
    }
    Some(Found {
        within: String::new(),
        message: format!(
            "{quoted} decides {decided}, and it reacts to `{}`. A fact cannot be refused, and nobody \
             hears a refusal.",
            built.message
        ),
        advice: format!(
            "Send `{}` as a command whose outcome comes back (`reply: outcome_later`). Or say that `{}` tells the \
             refusal: add a step under `when: {{step: {}, outcome: refused}}` that undoes what was done before.",
            named.command(),
            named.not_done("refused"),
            scene.assessed.step
        ),
    })
}

/// Whether the step refuses nobody: it takes something back, or it only tells or records.
fn refuses_nobody(scene: &Scene<'_>, action: &Action<'_>) -> bool {
    let follows = |verb: &Verb| verb.is_any(FOLLOWING) && !verb.is_any(DECIDING);
    let is_mild = action.verb().is_some_and(|verb| opposites::is_way_back(verb) || follows(verb));
    is_mild || scene.step.is_way_out() || scene.step.undoes.is_some()
}
