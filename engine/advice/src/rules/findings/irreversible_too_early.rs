//! Finding: a step that cannot be undone runs while other steps may still refuse.

use crate::assess::saga::Reason;
use crate::finding::{Found, Scene, listed};
use crate::rule::prelude::*;
use crate::terms::Severity;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "irreversible_too_early",
    name: "What cannot be undone comes too early",
    claim: "A step that cannot be undone stands before one that may still fail.",
    why: "If the later step says no, all that went before has to be undone, and here that is not possible. What is \
          left is an apology: a permit in the post whose fee was never paid, a medicine that was given against an \
          allergy. Nothing has to be built to avoid that but another order.",
    advice: "Put the step behind every check and every step that may still fail. If it must come first, find a form of \
             it that can be undone: a draft, a hold, a provisional permit. Of several such steps that may each say no \
             one alone can stand last, so the others need such a form.",
    caveat: "The check may be about what the step brings about: a code is sent before it is typed in. Then the step is \
             meant to come first, and can be called undone by letting what it sent expire.",
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
        "Neither payment nor lease can be undone, and each may be refused." =>
        r#"{"name": "Council", "flows": [{"steps": [
            {"action": "Wire the price", "from": "council", "to": ["bank"], "entity": "price",
              "answers": {"reply": "answer", "undo": "irreversible"}},
            {"action": "Seal the lease", "from": "council", "to": ["registry"], "entity": "lease",
              "answers": {"reply": "answer", "undo": "irreversible"}}]}]}"#,
    },
    silent: examples! {
        "First the fee, then the post." =>
        r#"{"name": "Council", "flows": [{"steps": [
            {"action": "Charge the fee", "from": "council", "to": ["cashier"], "entity": "fee",
              "answers": {"reply": "answer"}},
            {"action": "Post the permit", "from": "council", "to": ["mail"], "entity": "permit",
              "answers": {"reply": "none", "undo": "irreversible"}}]}]}"#,
        "What comes after it is repeated until it succeeds." =>
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
    let quoted = |step: &usize| format!("\u{201c}{}\u{201d}", scene.action(*step));
    let all_quoted = |steps: &[usize]| {
        let quoted: Vec<String> = steps.iter().map(quoted).collect();
        listed(&quoted.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let action = quoted(&scene.step.index);
    let (mut messages, mut advice) = (Vec::new(), Vec::new());
    if let Some(moved) = plan.later(scene.step.index, Reason::TooEarly) {
        let unsure = all_quoted(&moved.after);
        messages.push(format!("{action} cannot be undone, and it does not wait for {unsure}, which may still fail."));
        advice.push(format!("Let {action} wait for {unsure}, unless its own outcome is what they need."));
    }
    if let Some(pivots) = plan.pivots_from(scene.step.index) {
        let pivots = all_quoted(&pivots);
        messages.push(format!(
            "Of {pivots} none can be undone and each may still say no: whichever runs first stays done if another \
             refuses."
        ));
        advice.push(format!(
            "No other order mends this. Of {pivots} let all but one be undone if need be, or let a hold come before \
             them that makes sure that they succeed."
        ));
    }
    (!messages.is_empty()).then(|| Found {
        within: String::new(),
        message: messages.join(" "),
        advice: advice.join(" "),
    })
}
