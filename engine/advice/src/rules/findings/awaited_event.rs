//! Finding: somebody waits for the outcome of an event.

use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::{Severity, Verdict};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "awaited_event",
    name: "An event that somebody waits for",
    claim: "A publisher that waits for the outcome of its event has built a synchronous call that is slower and \
            harder to trace.",
    why: "Waiting for an event needs a reply channel, a correlation id and a time limit, and each hop through the \
          broker adds delay. The publisher still depends on the consumer being up now, but no call stack shows it.",
    advice: "If the outcome is needed, make a call. If it is not, publish the event and stop waiting.",
    citations: &[
        cite("lesson", "anti-patterns", States),
        cite("azure-interservice", "Synchronous versus asynchronous messaging", Implies),
    ],
    lesson: &[20],
    fires: examples! {
        "The user logs in through an event and waits at the screen." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Validate the credentials", "answers": {}, "today": {"style": "event", "waits": true}}]}]}"#,
        "A step is described as an event, but the caller needs its result." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Price the tariff", "answers": {"intent": "event", "reply": "answer"}, "today": {}}]}]}"#,
    },
    silent: examples! {
        "The same step as a call." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Validate the credentials", "answers": {}, "today": {"style": "request", "waits": true}}]}]}"#,
        "An event that nobody waits for." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Record the meter reading", "answers": {}, "today": {"style": "event", "waits": false}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let today = scene.described.today.as_ref();
    let built = scene.is_event_today() && today.is_some_and(|today| today.waits == Some(true));
    let holds =
        |question, answer| scene.assessed.gates.iter().any(|gate| gate.rule == question && gate.answer == answer);
    let asked = holds("intent", "event") && holds("reply", "answer");
    if !built && !asked {
        return None;
    }
    let action = &scene.described.action;
    let advice = match (scene.assessed.verdict, scene.advised().finishes_later, &scene.assessed.message.announces) {
        (Verdict::EventDriven, ..) => format!(
            "No answer here says that the outcome of \u{201c}{action}\u{201d} is needed: publish the event and go on \
             without waiting."
        ),
        (_, true, _) => format!(
            "The outcome of \u{201c}{action}\u{201d} is needed but takes long: accept the request at once, and \
             report the outcome when it is known."
        ),
        (.., Some(event)) => format!(
            "The outcome of \u{201c}{action}\u{201d} is needed: make it a call, and publish `{event}` afterwards."
        ),
        (.., None) => format!("The outcome of \u{201c}{action}\u{201d} is needed: make it a call."),
    };
    Some(Found {
        within: String::new(),
        message: format!("\u{201c}{action}\u{201d} is an event, but somebody waits for its outcome."),
        advice,
    })
}

/// The message and the advice for an event whose publisher waits for its outcome.
pub fn published_and_awaited(event: Option<&str>) -> (String, String) {
    let what = event.map_or_else(|| "an event".to_owned(), |event| format!("`{event}`"));
    (
        format!("Somebody publishes {what} and waits for the outcome."),
        "If the outcome is needed, make it a call, and publish the fact once it is decided. If it is not needed, \
         answer at once and publish the event without waiting."
            .to_owned(),
    )
}
