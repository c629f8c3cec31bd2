//! Finding: nobody may see a flow half done, but choreographed messages carry it.

use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "atomic_choreography",
    name: "An atomic flow that nobody orchestrates",
    claim: "Nobody may see the change half done, but it runs over messages and no service orchestrates it.",
    why: "To hide a change until it is complete, somebody must know when it is complete. In a choreographed flow \
          nobody does: each service reacts to the one before it and would have to track all the others. The Hard \
          Parts calls this the horror story saga.",
    advice: "Show the unfinished state and mark it as pending. Or let one service orchestrate the flow and wait for \
             each outcome. Or move what must change together into one boundary.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas: Horror Story Saga", States)],
    fires: examples! {
        "Three teams communicate by messages only, and nobody may see the change half done." =>
        r#"{"name": "Relocation", "answers": {"teams": "several"}, "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer", "in_between": "intolerable"}},
            {"action": "Reserve the school place", "from": "registry", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "schools", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
    },
    silent: examples! {
        "The same flow, but others may see it half done for a while." =>
        r#"{"name": "Relocation", "answers": {"teams": "several"}, "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer"}},
            {"action": "Reserve the school place", "from": "registry", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "schools", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
        "One office orchestrates the flow." =>
        r#"{"name": "Relocation", "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer", "in_between": "intolerable"}},
            {"action": "Reserve the school place", "from": "office", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "office", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Error }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let plan = scene.plan?;
    if !plan.is_horror_story_at(scene.step.index) {
        return None;
    }
    let action = &scene.described.action;
    Some(Found {
        within: String::new(),
        message: format!(
            "Nobody may see \u{201c}{action}\u{201d} half done, but the rest of its flow runs over messages that \
             nobody orchestrates."
        ),
        advice: "Mark unfinished changes as pending and let others see them. Or let one service orchestrate the \
                 flow, or move what must change together into one boundary."
            .to_owned(),
    })
}
