//! Finding: an event is published to ask a question.

use crate::assessment::MessageKind;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::{Severity, Verdict};
use language::message;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "query_by_event",
    name: "A query sent as an event",
    claim: "A query needs one answer now, and an event does not give one.",
    why: "Nobody may be listening, several services may answer, and answers arrive at any time. So the one who asks \
          has to build waiting, matching and giving up by hand; a call does all three. A query changes nothing, so \
          there is no fact that others would want to hear.",
    advice: "Call the owner; or keep a copy of the data, updated by the owner\u{2019}s events, and read that.",
    citations: &[cite("lesson", "anti-patterns", States)],
    lesson: &[20],
    fires: examples! {
        "The details of a user are requested by an event." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Show the profile", "answers": {},
              "today": {"style": "event", "message": "GetUserDetails"}}]}]}"#,
        "A step that is a query is built as an event." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Show free slots", "answers": {"intent": "query"}, "today": {"style": "event"}}]}]}"#,
    },
    silent: examples! {
        "The same query as a call." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Show the profile", "answers": {},
              "today": {"style": "query", "message": "GetUserDetails"}}]}]}"#,
        "A fact about a search is not a query." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Count searches", "answers": {},
              "today": {"style": "event", "message": "SearchPerformed"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let today = scene.described.today.as_ref()?;
    let named = today.message.as_deref().filter(|name| message::is_question(name));
    let asks = scene.assessed.message.kind == MessageKind::Query;
    if !scene.is_event_today() || (named.is_none() && !asks) {
        return None;
    }
    let question = named.map_or_else(|| scene.assessed.message.name.to_string(), message::question_of);
    Some(Found {
        within: if named.is_some() { "/today/message".to_owned() } else { String::new() },
        message: asked_by_event(&format!("\u{201c}{}\u{201d}", scene.described.action)),
        advice: match scene.assessed.verdict {
            // Nobody waits, so this is no query: the advice names the message that the verdict requires.
            Verdict::EventDriven => format!(
                "Nobody waits for an answer here: send `{}` instead. The receiver reads anything else it needs from \
                 a copy that the owner\u{2019}s events keep up to date.",
                scene.assessed.message.name
            ),
            Verdict::Synchronous | Verdict::Hybrid => call_instead(&question),
        },
    })
}

/// The message for a query by event.
pub fn asked_by_event(what: &str) -> String {
    format!("{what} asks a question by publishing an event.")
}

/// The advice: a call, or a copy of the data.
pub fn call_instead(question: &str) -> String {
    format!("Call `{question}` on the owner, or read a copy that the owner\u{2019}s events keep up to date.")
}
