//! Finding: a command is published as if it were an event.

use crate::assessment::MessageKind;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::{Carrier, Severity, Verdict};
use language::message;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "command_as_event",
    name: "A command dressed as an event",
    claim: "An event named as a request tells one receiver what to do, while everybody is told that something \
            happened.",
    why: "A fact has any number of readers and cannot be refused; a request has one handler that may refuse it. \
          Publishing a request as a fact gives the worst of both: the publisher depends on one receiver doing its \
          work, and nobody owns the failure when it does not.",
    advice: "Publish what happened and let the receiver decide what it means for it; or, if one receiver must act, \
             send it a command on its own queue.",
    caveat: "The lesson also says in passing that events are for facts and commands; its own first anti-pattern keeps \
             the two apart, and so do we.",
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
    },
    silent: examples! {
        "The same work, told as a fact." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Send the discharge letter", "answers": {},
              "today": {"style": "event", "message": "PatientDischarged"}}]}]}"#,
        "The same request on a queue of its own is a command, and says so." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Send the discharge letter", "answers": {},
              "today": {"style": "queued_command", "message": "SendDischargeLetter"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let today = scene.described.today.as_ref()?;
    let name = today.message.as_deref()?;
    if !scene.is_event_today() || !message::is_request(name) {
        return None;
    }
    Some(Found { within: "/today/message".to_owned(), message: asks_as_event(name), advice: carried_as_advised(scene) })
}

/// The advice: the message or call that the step's verdict requires. So finding and moves never contradict each
/// other.
fn carried_as_advised(scene: &Scene<'_>) -> String {
    let (assessed, advised) = (scene.assessed, scene.advised());
    let name = &assessed.message.name;
    match (assessed.verdict, assessed.message.kind) {
        (Verdict::EventDriven, MessageKind::Event) => {
            format!("Publish the fact `{name}` and let the receiver react.")
        }
        (Verdict::EventDriven, ..) => format!("Send `{name}` to one handler on a queue."),
        _ if advised.finishes_later => {
            format!("Ask with `{name}`, accept it at once, and tell the outcome when it is there.")
        }
        _ if advised.carrier == Carrier::Transaction => {
            "Do it in the transaction of its owner, without a message.".to_owned()
        }
        _ => match &assessed.message.announces {
            Some(event) => format!("Ask for it with a call, `{name}`, and announce `{event}` afterwards."),
            None => format!("Ask for it with a call, `{name}`."),
        },
    }
}

/// The message for an event with the name of a command.
fn asks_as_event(name: &str) -> String {
    format!("`{name}` is published as an event, and its name asks somebody to act.")
}

/// The message and the advice for an event with the name of a command, if nobody has said what the work needs.
pub fn named_as_request(name: &str, fact: &str) -> (String, String) {
    (
        asks_as_event(name),
        format!("Publish the fact `{fact}` and let the receiver react, or send `{name}` to one handler on a queue."),
    )
}

/// The message and the advice for an event that is meant for one receiver who must act on it.
pub fn meant_as_request(event: Option<&str>) -> (String, String) {
    let event = event.map_or_else(|| "The event".to_owned(), |event| format!("The event `{event}`"));
    (
        format!("{event} is meant for receivers who must act on it, and somebody depends on their doing so."),
        "If the work must be done, send its one handler a command and hear how it went. If it need not, publish the \
         fact and leave to each receiver what it makes of it."
            .to_owned(),
    )
}
