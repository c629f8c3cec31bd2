//! Finding: a command is published as if it were an event.

use crate::assessment::MessageKind;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::{Carrier, Severity, Verdict};
use language::{lexicon, message};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "command_as_event",
    name: "A command disguised as an event",
    claim: "An event with the name of a request tells one receiver what to do, but is broadcast as if something had \
            happened.",
    why: "An event has any number of consumers and cannot be refused; a command has one handler, which may refuse \
          it. A command that is published as an event combines the drawbacks of both. The publisher depends on one \
          receiver, and nobody owns the failure when that receiver does nothing.",
    advice: "Publish what happened and let each consumer decide how to react. If one receiver must act, send it a \
             command on its own queue.",
    caveat: "In one place the lesson says that events are for facts and commands. Its own first anti-pattern keeps \
             the two apart, and we follow that.",
    citations: &[
        cite("lesson", "anti-patterns", States),
        cite("hohpe-woolf-2003", "Command Message, Event Message", Implies),
    ],
    lesson: &[20],
    fires: examples! {
        "An event whose name asks for a letter to be sent." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Send the discharge letter", "answers": {},
              "today": {"style": "event", "message": "SendDischargeLetter"}}]}]}"#,
        "Counting could be a question, but this step changes the counter." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Raise the number of readers", "answers": {"reply": "none"},
              "today": {"style": "event", "message": "CountArticle"}}]}]}"#,
    },
    silent: examples! {
        "The same work, published as a fact." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Send the discharge letter", "answers": {},
              "today": {"style": "event", "message": "PatientDischarged"}}]}]}"#,
        "A price quote is a thing, although both words are verbs, too." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Send the offer", "answers": {}, "today": {"style": "event", "message": "PriceQuote"}}]}]}"#,
        "The same request on its own queue is a command." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Send the discharge letter", "answers": {},
              "today": {"style": "queued_command", "message": "SendDischargeLetter"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let today = scene.described.today.as_ref()?;
    let name = today.message.as_deref()?;
    if !scene.is_event_today() || !asks_for_an_act(scene, name) {
        return None;
    }
    Some(Found { within: "/today/message".to_owned(), message: asks_as_event(name), advice: carried_as_advised(scene) })
}

/// Whether the name of an event asks for an act. `CountArticle` may also be a question, but a step that asks none
/// wants the count to be kept. Where the last word is a verb, as in `PriceQuote`, the name may be a noun.
pub(super) fn asks_for_an_act(scene: &Scene<'_>, name: &str) -> bool {
    let is_either = || {
        let read = message::classify(name);
        let last = name.rfind(char::is_uppercase).map(|at| name[at..].to_lowercase());
        read.kind == message::MessageKind::Query
            && read.ambiguous
            && read.command.as_deref() == Some(name)
            && last.is_some_and(|last| lexicon::readings(&last).is_empty())
    };
    message::is_request(name) || (scene.assessed.message.kind != MessageKind::Query && is_either())
}

/// The advice: the message or call that the step's verdict requires. So finding and moves never contradict each
/// other.
fn carried_as_advised(scene: &Scene<'_>) -> String {
    let (assessed, advised) = (scene.assessed, scene.advised());
    let name = &assessed.message.name;
    match (assessed.verdict, assessed.message.kind) {
        (Verdict::EventDriven, MessageKind::Event) => {
            format!("Publish the fact `{name}` and let the receiver react to it.")
        }
        (Verdict::EventDriven, ..) => format!("Send `{name}` to one handler on a queue."),
        _ if advised.finishes_later => {
            format!("Send the request `{name}`, accept it at once, and report the outcome when it is known.")
        }
        _ if advised.carrier == Carrier::Transaction => {
            "Do it in its owner\u{2019}s transaction, without a message.".to_owned()
        }
        _ => match &assessed.message.announces {
            Some(event) => format!("Call `{name}`, and publish `{event}` afterwards."),
            None => format!("Call `{name}`."),
        },
    }
}

/// The message for an event with the name of a command.
fn asks_as_event(name: &str) -> String {
    format!("`{name}` is published as an event, but its name asks somebody to act.")
}

/// The message and the advice for an event with the name of a command, if nobody has said what the work needs.
pub fn named_as_request(name: &str, fact: &str) -> (String, String) {
    (
        asks_as_event(name),
        format!(
            "Publish the fact `{fact}` and let the receiver react to it, or send `{name}` to one handler on a \
                 queue."
        ),
    )
}

/// The message and the advice for an event that is meant for one receiver who must act on it.
pub fn meant_as_request(event: Option<&str>) -> (String, String) {
    let event = event.map_or_else(|| "The event".to_owned(), |event| format!("The event `{event}`"));
    (
        format!("{event} is meant for receivers that must act on it, and somebody depends on the result."),
        "If the work must be done, send a command to its one handler and wait for the outcome message. If it is \
         optional, publish the fact and let each consumer decide how to react."
            .to_owned(),
    )
}
