//! Finding: nobody reacts to an event.

use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "orphan_event",
    name: "An event without consumers",
    claim: "An event without consumers has to be maintained as a contract but helps nobody.",
    why: "The publisher has to keep its schema and meaning stable for consumers that may not exist. Nobody notices \
          when the event stops or is wrong, so the first real consumer finds it broken. Often a consumer was planned \
          and forgotten, and a part of the flow never happens.",
    advice: "Name who reacts. If nobody does yet, do not publish the event until somebody needs it. If its consumers \
             are outside this description, say that they are unknown.",
    caveat: "Events that are kept as the record of what happened need no consumers.",
    citations: &[
        cite("lesson", "safety note", Implies),
        cite("hohpe-woolf-2003", "Publish-Subscribe Channel", Implies),
    ],
    lesson: &[24],
    fires: examples! {
        "The gate announces that a car has left, and nobody listens." =>
        r#"{"name": "Car park", "flows": [{"steps": [
            {"action": "Open the gate", "from": "driver", "to": ["gate"], "answers": {"reply": "answer"}},
            {"action": "Tell that the car has left", "from": "gate", "answers": {"reply": "none"},
              "today": {"style": "event", "message": "CarLeft"}}]}]}"#,
    },
    silent: examples! {
        "The barrier's counter listens." =>
        r#"{"name": "Car park", "flows": [{"steps": [
            {"action": "Open the gate", "from": "driver", "to": ["gate"], "answers": {"reply": "answer"}},
            {"action": "Tell that the car has left", "from": "gate", "to": ["counter"], "answers": {"reply": "none"},
              "today": {"style": "event", "message": "CarLeft"}}]}]}"#,
        "The consumers are not known here." =>
        r#"{"name": "Car park", "flows": [{"steps": [
            {"action": "Open the gate", "from": "driver", "to": ["gate"], "answers": {"reply": "answer"}},
            {"action": "Tell that the car has left", "from": "gate",
              "answers": {"reply": "none", "consumer_coupling": "unknown_changing"},
              "today": {"style": "event", "message": "CarLeft"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Info }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let built = scene.built();
    if !built.is_event() || !built.is_today || !scene.step.to.is_empty() {
        return None;
    }
    let readers_are_elsewhere = scene.answered("consumer_count", "multiple")
        || scene.answered("consumer_coupling", "unknown_changing")
        || scene.answered("audit", "required");
    let is_followed = scene.flow.steps.iter().any(|step| step.after.contains(&scene.step.index));
    let event = built.message;
    if readers_are_elsewhere || is_followed || is_read(scene, event) {
        return None;
    }
    // If the description names no receiver anywhere, a missing receiver here means nothing.
    let names_receivers = scene.model.flows().iter().flat_map(|flow| &flow.steps).any(|step| !step.to.is_empty());
    names_receivers.then(|| Found {
        within: String::new(),
        message: format!("The event `{event}` is published, but nobody is named who reacts to it."),
        advice: format!(
            "Name the consumers of `{event}` in `to`, or do not publish it until somebody needs it. If its consumers \
             are not known here, answer `consumer_coupling: unknown_changing`."
        ),
    })
}

/// Whether any step of the system names a consumer of the event.
fn is_read(scene: &Scene<'_>, event: &str) -> bool {
    let Some(system) = scene.system else { return false };
    let flows = scene.model.flows().iter().zip(&system.flows);
    flows
        .flat_map(|(flow, built)| flow.steps.iter().zip(&built.steps))
        .any(|(step, built)| !step.to.is_empty() && built.is_event() && built.message == event)
}
