//! Finding: the name of a command reads like an event.

use crate::assessment::MessageKind;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::{Carrier, Severity};
use language::lexicon::Class;
use language::message;
use language::naming::Action;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "command_name_not_imperative",
    name: "A command named like an event",
    claim: "A command\u{2019}s name says what should be done, because the command may still be refused.",
    why: "A command named `InvoicePaid` claims that the money has arrived before anyone has paid. People who read it \
          in a log or a trace believe it. Sooner or later somebody subscribes to it as an event, and acts on \
          something that may still be refused.",
    advice: "Name the command with an imperative verb. Keep the past-tense name for the event that reports the \
             result.",
    citations: &[
        cite("lesson", "commands", States),
        cite("hohpe-woolf-2003", "Command Message, Event Message", Implies),
    ],
    lesson: &[3],
    fires: examples! {
        "A request to charge the fee has the name of a fact." =>
        r#"{"name": "Club", "flows": [{"steps": [
            {"action": "Charge the fee", "from": "members", "to": ["treasurer"], "entity": "fee",
              "answers": {"reply": "none", "intent": "command"},
              "today": {"style": "queued_command", "message": "FeeCharged"}}]}]}"#,
    },
    silent: examples! {
        "The same request with an imperative name." =>
        r#"{"name": "Club", "flows": [{"steps": [
            {"action": "Charge the fee", "from": "members", "to": ["treasurer"], "entity": "fee",
              "answers": {"reply": "none", "intent": "command"},
              "today": {"style": "queued_command", "message": "ChargeFee"}}]}]}"#,
        "A fact that is published as an event." =>
        r#"{"name": "Club", "flows": [{"steps": [
            {"action": "Thank the member", "from": "treasurer", "to": ["letters"], "answers": {"reply": "none"},
              "today": {"style": "event", "message": "FeeCharged"}}]}]}"#,
        "A webhook that tells a partner what has happened." =>
        r#"{"name": "Club", "flows": [{"steps": [
            {"action": "Tell the partner", "from": "club", "to": ["partner"], "answers": {"reply": "none"},
              "today": {"style": "request", "waits": true, "message": "member_signed_up"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Info }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let name = scene.described.today.as_ref()?.message.as_deref()?;
    let is_sent = scene
        .built()
        .means
        .is_some_and(|means| matches!(means.carrier, Carrier::Call | Carrier::Queue) && !means.only_asks);
    // A step that only tells somebody something asks for nothing, so the name of the fact is right.
    let action = Action::read(&scene.described.action, scene.described.entity.as_deref());
    let only_tells = action.verb().is_some_and(|verb| verb.is(Class::Tells));
    if !is_sent || only_tells || !message::is_fact(name) || message::is_request(name) {
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
        message: format!("`{name}` asks for something to be done, but its name says that it has happened."),
        advice: match request {
            Some(request) => {
                format!("Rename the command to `{request}`, and keep `{name}` for the event that reports the result.")
            }
            None => {
                format!("Give the command an imperative verb, and keep `{name}` for the event that reports the result.")
            }
        },
    })
}
