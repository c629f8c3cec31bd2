//! Finding: a step may have to be undone, and it has no compensation.

use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "missing_compensation",
    name: "Nothing undoes this step",
    claim: "A step of a saga stands before others that may fail, and nothing says how it would be undone.",
    why: "When a later step says no, somebody calls what undoes the earlier ones. Where there is no such thing the \
          change stays, and it is found weeks later by a customer or an auditor. What undoes a step is seldom its \
          mirror image, so it has to be thought of by those who know what the step means.",
    advice: "Name the request that undoes it and who answers it; or say that the step cannot be undone, and move it \
             behind all that may fail; or make it succeed by repeating it.",
    caveat: "Only the words of the action were looked at. If something does undo it, answer that it can be undone, and \
             this is silent.",
    citations: &[
        cite("azure-compensating", "Solution; Problems and considerations", States),
        cite("garcia-molina-1987", "Introduction", States),
    ],
    fires: examples! {
        "A hall that is painted before the band has agreed." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Paint the hall", "from": "planner", "to": ["painters"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "A reservation is released." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
        "Somebody has said that the painting can be undone." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Paint the hall", "from": "planner", "to": ["painters"], "entity": "hall",
              "answers": {"reply": "answer", "undo": "compensable"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let plan = scene.plan?;
    if !plan.is_without_way_back(scene.step.index) {
        return None;
    }
    let action = &scene.described.action;
    Some(Found {
        within: String::new(),
        message: format!(
            "\u{201c}{action}\u{201d} stands before steps that may fail, and nothing says what would undo it."
        ),
        advice: format!(
            "Say whether \u{201c}{action}\u{201d} can be undone: name the request that does it, let the step wait for \
             all that may fail, or make it one that succeeds by being repeated."
        ),
    })
}
