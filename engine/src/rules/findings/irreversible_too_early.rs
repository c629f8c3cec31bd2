//! A step that cannot be undone runs while others may still say no.

use crate::assess::Reason;
use crate::assessment::Severity;
use crate::finding::{Found, Scene};
use crate::rule::{Citation, Example, Finding, Grade, Kind, Rule, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("irreversible_too_early"),
    name: t("What cannot be undone comes too early"),
    claim: t("A step that cannot be undone stands before one that may still fail."),
    why: t(
        "If the later step says no, all that went before has to be undone, and here that is not possible. What is left is an apology: a permit in the post whose fee was never paid, a medicine that was given against an allergy. Nothing has to be built to avoid that but another order.",
    ),
    advice: t(
        "Put the step behind every check and every step that may still fail. If it must come first, find a form of it that can be undone: a draft, a hold, a provisional permit.",
    ),
    caveat: Some(t(
        "The check may be about what the step brings about: a code is sent before it is typed in. Then the step is meant to come first, and can be called undone by letting what it sent expire.",
    )),
    citations: t(&[
        Citation { source: t("azure-saga"), section: t("Key concepts in the Saga pattern"), grade: Grade::Implies },
        Citation { source: t("azure-compensating"), section: t("Issues and considerations"), grade: Grade::Implies },
    ]),
    lesson: t(&[]),
    fires: t(&[
        Example {
            says: t("A permit is posted before its fee is paid."),
            description: t(
                r#"{"name": "Council", "flows": [{"steps": [{"action": "Post the permit", "from": "council", "to": ["mail"], "entity": "permit", "answers": {"reply": "answer", "undo": "irreversible"}}, {"action": "Charge the fee", "from": "council", "to": ["cashier"], "entity": "fee", "answers": {"reply": "answer"}}]}]}"#,
            ),
        },
        Example {
            says: t("A medicine is given before the allergies are checked."),
            description: t(
                r#"{"name": "Ward", "flows": [{"steps": [{"action": "Give the medicine", "from": "nurse-app", "to": ["pharmacy"], "answers": {"reply": "answer", "undo": "irreversible"}}, {"action": "Check the allergies", "from": "nurse-app", "to": ["records"], "answers": {"intent": "query", "reply": "answer"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[
        Example {
            says: t("First the fee, then the post."),
            description: t(
                r#"{"name": "Council", "flows": [{"steps": [{"action": "Charge the fee", "from": "council", "to": ["cashier"], "entity": "fee", "answers": {"reply": "answer"}}, {"action": "Post the permit", "from": "council", "to": ["mail"], "entity": "permit", "answers": {"reply": "none", "undo": "irreversible"}}]}]}"#,
            ),
        },
        Example {
            says: t("What comes after it is repeated until it succeeds."),
            description: t(
                r#"{"name": "Council", "flows": [{"steps": [{"action": "Post the permit", "from": "council", "to": ["mail"], "entity": "permit", "answers": {"reply": "answer", "undo": "irreversible"}}, {"action": "Charge the fee", "from": "council", "to": ["cashier"], "entity": "fee", "answers": {"reply": "none", "undo": "retriable"}}]}]}"#,
            ),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Finding(Finding { severity: Severity::Warning, check }),
};

fn check(scene: &Scene<'_>) -> Option<Found> {
    let moved = scene.plan?.later(scene.step.index, Reason::TooEarly)?;
    let described = &scene.model.description().flows[scene.flow.index].steps;
    let action = &scene.described.action;
    let unsure: Vec<String> =
        moved.after.iter().map(|index| format!("\u{201c}{}\u{201d}", described[*index].action)).collect();
    let unsure = unsure.join(" and ");
    Some(Found {
        within: String::new(),
        message: format!(
            "\u{201c}{action}\u{201d} cannot be undone, and it does not wait for {unsure}, which may still fail."
        ),
        advice: format!("Let \u{201c}{action}\u{201d} wait for {unsure}, unless its own outcome is what they need."),
    })
}
