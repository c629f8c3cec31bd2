//! Finding: the name of a command reads like an event.

use crate::assessment::MessageKind;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::{Carrier, Severity};
use language::message;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "command_name_not_imperative",
    name: "A request that is named as a fact",
    claim: "A request\u{2019}s name says what is to be done, since it may still be refused.",
    why: "A message called `InvoicePaid` that asks for a payment says that the money is there before anybody has moved \
          it. Whoever reads it in a log or a trace believes it. Later somebody subscribes to it as to a fact, and acts \
          on what may still be refused.",
    advice: "Name the request with a verb that asks, and keep the name of the fact for the event that tells that it \
             was done.",
    citations: &[
        cite("lesson", "commands", States),
        cite("hohpe-woolf-2003", "Command Message, Event Message", Implies),
    ],
    lesson: &[3],
    fires: examples! {
        "A request to charge the fee, called a fact." =>
        r#"{"name": "Club", "flows": [{"steps": [
            {"action": "Charge the fee", "from": "members", "to": ["treasurer"], "entity": "fee",
              "answers": {"reply": "none", "intent": "command"},
              "today": {"style": "queued_command", "message": "FeeCharged"}}]}]}"#,
    },
    silent: examples! {
        "The same request, asking." =>
        r#"{"name": "Club", "flows": [{"steps": [
            {"action": "Charge the fee", "from": "members", "to": ["treasurer"], "entity": "fee",
              "answers": {"reply": "none", "intent": "command"},
              "today": {"style": "queued_command", "message": "ChargeFee"}}]}]}"#,
        "A fact that is told by event." =>
        r#"{"name": "Club", "flows": [{"steps": [
            {"action": "Thank the member", "from": "treasurer", "to": ["letters"], "answers": {"reply": "none"},
              "today": {"style": "event", "message": "FeeCharged"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Info }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let name = scene.described.today.as_ref()?.message.as_deref()?;
    let asks = scene
        .built()
        .means
        .is_some_and(|means| matches!(means.carrier, Carrier::Call | Carrier::Queue) && !means.only_asks);
    if !asks || !message::is_fact(name) || message::is_request(name) {
        return None;
    }
    let told = message::classify(name);
    if told.kind != MessageKind::Event || told.ambiguous {
        return None;
    }
    let advised = &scene.assessed.message;
    let of_advice = (advised.kind == MessageKind::Command).then(|| advised.name.to_string());
    let request = of_advice.or(told.command).filter(|request| request != name);
    Some(Found {
        within: "/today/message".to_owned(),
        message: format!("`{name}` asks for something to be done, and its name tells that it was."),
        advice: match request {
            Some(request) => {
                format!("Call the request `{request}`, and keep `{name}` for the event that tells that it was done.")
            }
            None => format!(
                "Give the request a verb that asks, and keep `{name}` for the event that tells that it was done."
            ),
        },
    })
}
