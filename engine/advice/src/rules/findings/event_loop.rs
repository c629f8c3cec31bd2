//! Finding: events trigger each other in an endless loop.

use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_loop",
    name: "Events that go round in a ring",
    claim: "An event that leads back to itself goes on for ever unless something says when it ends.",
    why: "Each reaction looks harmless by itself: stock reacts to a changed order, and the order reacts to changed \
          stock. Together they publish until somebody pulls the plug, and every round costs money and fills the log. \
          It often starts long after both were built, when a third team adds one reaction.",
    advice: "Give the second fact a name of its own, so that it does not set off the first reaction again; or publish \
             only if something has really changed; and let each event say what caused it, so that a ring is seen.",
    caveat: "Only names were compared. If a reaction publishes the event in other cases only, name that case apart.",
    citations: &[cite("aws-lambda-recursion", "Use Lambda recursive loop detection to prevent infinite loops", States)],
    fires: examples! {
        "A changed room changes the plan, and a changed plan changes the room." =>
        r#"{"name": "School", "flows": [
            {"id": "room",
              "steps": [
                {"action": "Tell the planner", "from": "rooms", "to": ["planner"], "answers": {"reply": "none"},
                  "today": {"style": "event", "message": "RoomChanged"}},
                {"action": "Tell the rooms", "from": "planner", "to": ["rooms"], "answers": {"reply": "none"},
                  "today": {"style": "event", "message": "PlanChanged"}}]},
            {"id": "plan",
              "steps": [
                {"action": "Hear of the plan", "from": "planner", "to": ["rooms"], "answers": {"reply": "none"},
                  "today": {"style": "event", "message": "PlanChanged"}},
                {"action": "Assign another room", "from": "rooms", "to": ["planner"], "answers": {"reply": "none"},
                  "today": {"style": "event", "message": "RoomChanged"}}]}]}"#,
    },
    silent: examples! {
        "The second fact has a name of its own, to which nobody reacts by changing the plan." =>
        r#"{"name": "School", "flows": [
            {"id": "room",
              "steps": [
                {"action": "Tell the planner", "from": "rooms", "to": ["planner"], "answers": {"reply": "none"},
                  "today": {"style": "event", "message": "RoomClosed"}},
                {"action": "Tell the rooms", "from": "planner", "to": ["rooms"], "answers": {"reply": "none"},
                  "today": {"style": "event", "message": "PlanChanged"}}]},
            {"id": "plan",
              "steps": [
                {"action": "Hear of the plan", "from": "planner", "to": ["rooms"], "answers": {"reply": "none"},
                  "today": {"style": "event", "message": "PlanChanged"}},
                {"action": "Show the new room", "from": "rooms", "to": ["screens"], "answers": {"reply": "none"},
                  "today": {"style": "event", "message": "RoomAssigned"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let here = [scene.flow.index, scene.step.index];
    let found = scene.system?.loops.iter().find(|found| found.at == here)?;
    let (first, closing) = (found.events.first()?, found.events.last()?);
    let ring: Vec<String> = found.events.iter().chain([first]).map(|event| format!("`{event}`")).collect();
    let publisher = scene.step.from.map_or("whoever publishes it", |from| scene.named(from));
    let message = if found.events.len() == 1 {
        format!("`{first}` leads to `{first}` again, and nothing says what ends it.")
    } else {
        format!("{}: the events go round in a ring, and nothing says what ends it.", ring.join(" leads to "))
    };
    Some(Found {
        within: String::new(),
        message,
        advice: format!(
            "Give what {publisher} publishes after `{closing}` a name of its own instead of `{first}`, or let \
             {publisher} publish only what has really changed, and say in each event which one caused it."
        ),
    })
}
