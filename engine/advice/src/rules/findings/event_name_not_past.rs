//! Finding: the name of an event does not say that something has happened.

use super::command_as_event::asks_for_an_act;
use crate::assessment::MessageKind;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;
use language::message;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_name_not_past",
    name: "An event that does not say what happened",
    claim: "An event\u{2019}s name says in the past tense what happened, so that nobody mistakes it for a request or \
            an object.",
    why: "`OrderEvent` and `PriceUpdate` do not say whether something was done, is requested or is only being \
          copied. Each consumer guesses, and some guess wrong. `PriceRaised` is clear even to someone who has never \
          seen the code. And when something else can happen, it gets its own name instead of a flag.",
    advice: "Name the thing and what was done to it, in the past tense. If several things can have happened, use a \
             separate event for each.",
    caveat: "Periodic readings such as `TemperatureReading` are often named as things, and people understand them \
             all the same.",
    citations: &[cite("lesson", "events", States)],
    lesson: &[2],
    fires: examples! {
        "An event about a member does not say what happened." =>
        r#"{"name": "Club", "flows": [{"steps": [
            {"action": "Tell the treasurer", "from": "members", "to": ["treasurer"], "answers": {"reply": "none"},
              "today": {"style": "event", "message": "MemberEvent"}}]}]}"#,
    },
    silent: examples! {
        "The event says what happened to the member." =>
        r#"{"name": "Club", "flows": [{"steps": [
            {"action": "Tell the treasurer", "from": "members", "to": ["treasurer"], "answers": {"reply": "none"},
              "today": {"style": "event", "message": "MemberJoined"}}]}]}"#,
        "An imperative name has a finding of its own." =>
        r#"{"name": "Club", "flows": [{"steps": [
            {"action": "Tell the treasurer", "from": "members", "to": ["treasurer"], "answers": {"reply": "none"},
              "today": {"style": "event", "message": "CollectFee"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Info }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let name = scene.described.today.as_ref()?.message.as_deref()?;
    let says_otherwise = message::is_fact(name) || asks_for_an_act(scene, name) || message::is_question(name);
    if !scene.built().is_event() || says_otherwise || scene.is_told_before(name) {
        return None;
    }
    Some(Found {
        within: "/today/message".to_owned(),
        message: format!("The event `{name}` does not say what happened."),
        advice: match fact(scene, name) {
            Some(fact) => format!("Name it after what happened, such as `{fact}`."),
            None => "Name the thing and what was done to it, in the past tense.".to_owned(),
        },
    })
}

/// A name that says what happened: made from the given name, or else the advised name. None if neither gives
/// one.
fn fact(scene: &Scene<'_>, name: &str) -> Option<String> {
    let advised = &scene.assessed.message;
    let of_advice = (advised.kind == MessageKind::Event).then(|| advised.name.to_string());
    let made = Some(message::fact_of(name)).filter(|fact| message::is_fact(fact) && fact != name);
    made.or(of_advice).filter(|fact| message::is_fact(fact) && fact != name)
}

/// The message and the advice for an event whose name does not say that something has happened.
pub fn says_no_fact(name: &str, fact: &str) -> (String, String) {
    (
        format!("The event `{name}` does not say what has happened."),
        format!("Name the thing and what was done to it, in the past tense, such as `{fact}`."),
    )
}
