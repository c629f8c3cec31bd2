//! Finding: a participant calls another one while it handles a message.

use crate::finding::{Found, Scene};
use crate::model::StepModel;
use crate::rule::prelude::*;
use crate::terms::{Carrier, Severity};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "call_while_handling",
    name: "A call while a message is handled",
    claim: "Whoever calls while handling a message calls again when the message is delivered again.",
    why: "A message is delivered until it is taken, and sometimes twice. If its handler calls another service and \
          fails afterwards, the message comes again and the call is made again. And while the other side is slow, the \
          handler is busy, and the messages behind it wait.",
    advice: "Give the call an idempotency key made of the run and the step, and a time limit well below the time in \
             which the message must be handled. Or hand the work on by a message of your own.",
    citations: &[
        cite("hohpe-woolf-2003", "Idempotent Receiver", Implies),
        cite("aws-builders-idempotent", "Reducing client complexity", Implies),
        cite("aws-builders-retries", "Timeouts", Implies),
    ],
    fires: examples! {
        "Shipping hears of the order and calls the carrier." =>
        r#"{"name": "Mail order", "flows": [{"steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer"}},
            {"id": "ship", "action": "Prepare the parcel", "from": "orders", "to": ["shipping"], "entity": "parcel",
              "answers": {"reply": "none"}},
            {"action": "Book the carrier", "from": "shipping", "to": ["carriers"], "entity": "pickup",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The call has a time limit, and its key is known." =>
        r#"{"name": "Mail order", "flows": [{"steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer"}},
            {"id": "ship", "action": "Prepare the parcel", "from": "orders", "to": ["shipping"], "entity": "parcel",
              "answers": {"reply": "none"}},
            {"action": "Book the carrier", "from": "shipping", "to": ["carriers"], "entity": "pickup",
              "within": "PT5S", "answers": {"reply": "answer", "if_down": "refuse"}}]}]}"#,
        "It is handed on by a message." =>
        r#"{"name": "Mail order", "flows": [{"steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer"}},
            {"id": "ship", "action": "Prepare the parcel", "from": "orders", "to": ["shipping"], "entity": "parcel",
              "answers": {"reply": "none"}},
            {"action": "Book the carrier", "from": "shipping", "to": ["carriers"], "entity": "pickup",
              "answers": {"reply": "none"}}]}]}"#,
        "It only asks." =>
        r#"{"name": "Mail order", "flows": [{"steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer"}},
            {"id": "ship", "action": "Prepare the parcel", "from": "orders", "to": ["shipping"], "entity": "parcel",
              "answers": {"reply": "none"}},
            {"action": "Get the address", "from": "shipping", "to": ["customers"],
              "answers": {"intent": "query"}}]}]}"#,
    },
    since: "1.1.0",
    kind: RuleKind::Finding(Finding { severity: Severity::Info }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let (flow, from) = (scene.built_flow()?, scene.step.from?);
    let advised = scene.advised();
    let is_limited = scene.described.within.is_some() || scene.described.timeout_ms.is_some();
    let key = scene.assessed.call.as_ref()?.idempotency_key.as_ref()?;
    if advised.carrier != Carrier::Call || advised.only_asks || is_limited || scene.step.to.contains(&from) {
        return None;
    }
    let is_handled = |earlier: &&StepModel| {
        earlier.to.contains(&from)
            && flow.steps[earlier.index].advised.is_message()
            && flow.ancestry.is_before(earlier.index, scene.step.index)
    };
    let handled = scene.flow.steps.iter().rfind(is_handled)?;
    let (action, caller) = (&scene.described.action, scene.named(from));
    let message = &flow.steps[handled.index].assessed.message.name;
    Some(Found {
        within: String::new(),
        message: format!(
            "{caller} calls \u{201c}{action}\u{201d} while it handles `{message}`. If `{message}` is delivered again, \
             the call is made again."
        ),
        advice: format!(
            "Send the key `{key}` with the call, and give it a time limit in `within`. Or hand \
             \u{201c}{action}\u{201d} on by a message (`reply: none` or `reply: outcome_later`)."
        ),
    })
}
