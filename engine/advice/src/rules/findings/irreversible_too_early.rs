//! Finding: a step that cannot be undone runs while other steps may still refuse.

use crate::assess::saga::Reason;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "irreversible_too_early",
    name: "An irreversible step comes too early",
    claim: "A step that cannot be undone comes before one that may still fail.",
    why: "If the later step fails, everything before it has to be undone, and here that is impossible. A permit is \
          in the post although its fee was never paid; a medicine was given despite an allergy. Avoiding this needs \
          nothing but another order.",
    advice: "Move the step behind every check and every step that may still fail. If it must come first, use a form \
             of it that can be undone: a draft, a hold, a provisional permit. Of several irreversible steps that may \
             each be refused only one can come last, so the others need such a form.",
    caveat: "The check may be about the result of the step: a code is sent before the user types it in. Then the \
             step belongs first. Answer that it can be undone, because what it sent can expire.",
    citations: &[
        cite("azure-saga", "Key concepts in the Saga pattern", Implies),
        cite("azure-compensating", "Problems and considerations", Implies),
    ],
    fires: examples! {
        "A permit is posted before its fee is paid." =>
        r#"{"name": "Council", "flows": [{"steps": [
            {"action": "Post the permit", "from": "council", "to": ["mail"], "entity": "permit",
              "answers": {"reply": "answer", "undo": "irreversible"}},
            {"action": "Charge the fee", "from": "council", "to": ["cashier"], "entity": "fee",
              "answers": {"reply": "answer"}}]}]}"#,
        "A medicine is given before the allergies are checked." =>
        r#"{"name": "Ward", "flows": [{"steps": [
            {"action": "Give the medicine", "from": "nurse-app", "to": ["pharmacy"],
              "answers": {"reply": "answer", "undo": "irreversible"}},
            {"action": "Check the allergies", "from": "nurse-app", "to": ["records"],
              "answers": {"intent": "query", "reply": "answer"}}]}]}"#,
        "Neither the payment nor the lease can be undone, and each may be refused." =>
        r#"{"name": "Council", "flows": [{"steps": [
            {"action": "Wire the price", "from": "council", "to": ["bank"], "entity": "price",
              "answers": {"reply": "answer", "undo": "irreversible"}},
            {"action": "Seal the lease", "from": "council", "to": ["registry"], "entity": "lease",
              "answers": {"reply": "answer", "undo": "irreversible"}}]}]}"#,
    },
    silent: examples! {
        "First the fee is paid, then the permit is posted." =>
        r#"{"name": "Council", "flows": [{"steps": [
            {"action": "Charge the fee", "from": "council", "to": ["cashier"], "entity": "fee",
              "answers": {"reply": "answer"}},
            {"action": "Post the permit", "from": "council", "to": ["mail"], "entity": "permit",
              "answers": {"reply": "none", "undo": "irreversible"}}]}]}"#,
        "The step behind it is retried until it succeeds." =>
        r#"{"name": "Council", "flows": [{"steps": [
            {"action": "Post the permit", "from": "council", "to": ["mail"], "entity": "permit",
              "answers": {"reply": "answer", "undo": "irreversible"}},
            {"action": "Charge the fee", "from": "council", "to": ["cashier"], "entity": "fee",
              "answers": {"reply": "none", "undo": "retriable"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let plan = scene.plan?;
    let action = scene.quoted(scene.step.index);
    let (mut messages, mut advice) = (Vec::new(), Vec::new());
    if let Some(moved) = plan.later(scene.step.index, Reason::TooEarly) {
        let unsure = scene.all_quoted(moved.after.iter().copied());
        messages.push(format!("{action} cannot be undone, but it does not wait for {unsure}, which may still fail."));
        advice.push(format!("Let {action} wait for {unsure}, unless they need its outcome."));
    }
    if let Some(pivots) = plan.pivots_from(scene.step.index) {
        let pivots = scene.all_quoted(pivots.iter().copied());
        messages.push(format!(
            "None of {pivots} can be undone, and each may still be refused: the one that runs first stays done if \
             another is refused."
        ));
        advice.push(format!(
            "Reordering does not help. Make all but one of {pivots} possible to undo, or put a hold before them so \
             that they can no longer be refused."
        ));
    }
    (!messages.is_empty()).then(|| Found {
        within: String::new(),
        message: messages.join(" "),
        advice: advice.join(" "),
    })
}
