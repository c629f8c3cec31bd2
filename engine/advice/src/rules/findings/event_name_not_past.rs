//! Finding: the name of an event does not say that something has happened.

use crate::assessment::MessageKind;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;
use language::message;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_name_not_past",
    name: "An event that does not say what happened",
    claim: "An event\u{2019}s name says in the past tense what happened, so that nobody takes it for a wish or a \
            thing.",
    why: "`OrderEvent` and `PriceUpdate` leave open what is true now: whether something was done, is wanted or is just \
          sent around. Each reader guesses, and one of them guesses wrong. A name such as `PriceRaised` can be read by \
          somebody who has never seen the code, and a second thing that may happen gets a second name instead of a \
          flag.",
    advice: "Name the thing and what was done to it, in the past tense. If several things can have happened, give each \
             its own event.",
    caveat: "Readings that are sent all the time, such as `TemperatureReading`, are often named as things and \
             understood all the same.",
    citations: &[cite("lesson", "events", States)],
    lesson: &[2],
    fires: examples! {
        "Something about a member." =>
        r#"{"name": "Club", "flows": [{"steps": [
            {"action": "Tell the treasurer", "from": "members", "to": ["treasurer"], "answers": {"reply": "none"},
              "today": {"style": "event", "message": "MemberEvent"}}]}]}"#,
    },
    silent: examples! {
        "What happened to the member." =>
        r#"{"name": "Club", "flows": [{"steps": [
            {"action": "Tell the treasurer", "from": "members", "to": ["treasurer"], "answers": {"reply": "none"},
              "today": {"style": "event", "message": "MemberJoined"}}]}]}"#,
        "A name that asks is a finding of its own." =>
        r#"{"name": "Club", "flows": [{"steps": [
            {"action": "Tell the treasurer", "from": "members", "to": ["treasurer"], "answers": {"reply": "none"},
              "today": {"style": "event", "message": "CollectFee"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Info }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let name = scene.described.today.as_ref()?.message.as_deref()?;
    let says_otherwise = message::is_fact(name) || message::is_request(name) || message::is_question(name);
    if !scene.built().is_event() || says_otherwise || scene.is_told_before(name) {
        return None;
    }
    Some(Found {
        within: "/today/message".to_owned(),
        message: format!("The event `{name}` does not say what happened."),
        advice: match fact(scene, name) {
            Some(fact) => format!("Call it after what happened, such as `{fact}`."),
            None => "Call it after the thing and what was done to it, in the past tense.".to_owned(),
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
