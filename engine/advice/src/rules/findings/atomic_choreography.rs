//! Finding: nobody may see a flow half done, but choreographed messages carry it.

use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "atomic_choreography",
    name: "All or nothing, by messages, and nobody conducts",
    claim: "Nobody may see it half done, messages carry it, and nobody conducts.",
    why: "To hide a change until it is whole, somebody has to know when it is whole. Where each service only reacts to \
          the one before, nobody does: each would have to know of all the others, in whatever order they finish. The \
          Hard Parts calls it the horror story among the sagas.",
    advice: "Let it be seen half done, marked as pending; or give it a conductor who asks and waits; or move what must \
             change together into one boundary.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas: Horror Story Saga", States)],
    fires: examples! {
        "Three teams, messages only, and nobody may see it half done." =>
        r#"{"name": "Relocation", "answers": {"teams": "several"}, "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer", "in_between": "intolerable"}},
            {"action": "Reserve the school place", "from": "registry", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "schools", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
    },
    silent: examples! {
        "The same, where half done may be seen for a while." =>
        r#"{"name": "Relocation", "answers": {"teams": "several"}, "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer"}},
            {"action": "Reserve the school place", "from": "registry", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "schools", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
        "One office conducts." =>
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
            "Nobody may see \u{201c}{action}\u{201d} half done, and the rest of its flow happens by messages that \
             nobody conducts."
        ),
        advice: "Mark what is under way as pending and let it be seen, or give the flow one service that conducts it, \
                 or move what must change together into one boundary."
            .to_owned(),
    })
}
