//! Finding: a step may have to be undone, and it has no compensation.

use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "missing_compensation",
    name: "A step without a compensation",
    claim: "In this saga a step comes before others that may fail, but nothing says how to undo it.",
    why: "When a later step is refused, the earlier ones have to be compensated. Without a compensation the change \
          stays, until a customer or an auditor finds it weeks later. A compensation is seldom the mirror image of \
          its step, so it needs people who know what the step means.",
    advice: "Name the request that undoes the step and the service that handles it. Or say that the step cannot be \
             undone, and move it behind everything that may fail. Or make it one that is retried until it succeeds.",
    caveat: "Only the words of the action were checked. If something does undo the step, answer `undo: compensable`, \
             and this finding disappears.",
    citations: &[
        cite("azure-compensating", "Solution; Problems and considerations", States),
        cite("garcia-molina-1987", "Introduction", States),
    ],
    fires: examples! {
        "A hall is painted before the band has agreed." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Paint the hall", "from": "planner", "to": ["painters"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "A reservation is undone by releasing it." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
        "An answer says that the painting can be undone." =>
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
        message: format!("\u{201c}{action}\u{201d} comes before steps that may fail, but nothing says how to undo it."),
        advice: format!(
            "Decide how to handle a later failure of \u{201c}{action}\u{201d}: name the request that undoes it, let \
             the step wait for all that may fail, or retry it until it succeeds."
        ),
    })
}
