//! Finding: an event is published to ask a question.

use crate::assessment::MessageKind;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::{Severity, Verdict};
use language::message;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "query_by_event",
    name: "A question asked by event",
    claim: "A question wants one answer now, and an event gives none.",
    why: "Nobody may be listening, several may answer, and the answers come at any time, so the one who asks has to \
          build waiting, matching and giving up by hand. A call does all three. Nothing changes when a question is \
          asked, so there is no fact that others would want to hear.",
    advice: "Ask the owner with a call; or keep a copy of what is asked for, fed by the owner\u{2019}s events, and \
             read that.",
    citations: &[cite("lesson", "anti-patterns", States)],
    lesson: &[20],
    fires: examples! {
        "Details of a user, requested by event." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Show the profile", "answers": {},
              "today": {"style": "event", "message": "GetUserDetails"}}]}]}"#,
        "A step that is a question, built as an event." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Show free slots", "answers": {"intent": "query"}, "today": {"style": "event"}}]}]}"#,
    },
    silent: examples! {
        "The same question as a call." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Show the profile", "answers": {},
              "today": {"style": "query", "message": "GetUserDetails"}}]}]}"#,
        "A fact about a search is no question." =>
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
                "Nobody waits for an answer here: carry it by `{}`. What else the receiver must know it reads from a \
                 copy that the owner\u{2019}s events keep up to date.",
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
