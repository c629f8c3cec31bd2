//! Finding: events trigger each other in an endless loop.

use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_loop",
    name: "Events that form a loop",
    claim: "An event that leads back to itself repeats forever unless something ends the loop.",
    why: "Each reaction looks harmless by itself: stock reacts to a changed order, and the order reacts to changed \
          stock. Together they publish without end, and each round costs money and fills the log. Often the loop \
          starts years later, when another team adds one reaction.",
    advice: "Give the second event its own name, so that it does not trigger the first reaction again. Or publish \
             only if something really changed. In both cases, record in each event which one caused it, so that a \
             loop can be detected.",
    caveat: "Only names were compared. If a reaction publishes the event only in other cases, give that case its own \
             name.",
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
        "The second event has its own name, and nothing changes the plan in reaction to it." =>
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
    let publisher = scene.step.from.map_or("the publisher", |from| scene.named(from));
    let message = if found.events.len() == 1 {
        format!("`{first}` leads to `{first}` again, and nothing ends the loop.")
    } else {
        format!("{}: the events form a loop, and nothing ends it.", ring.join(" leads to "))
    };
    Some(Found {
        within: String::new(),
        message,
        advice: format!(
            "Give what {publisher} publishes after `{closing}` its own name instead of `{first}`, or let {publisher} \
             publish only real changes. Record in each event which one caused it."
        ),
    })
}
