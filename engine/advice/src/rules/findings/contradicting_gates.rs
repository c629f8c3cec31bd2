//! Finding: two answers decide the same step in opposite ways.

use crate::assessment::Gate;
use crate::finding::{Found, Scene};
use crate::rule::{Citation, Example, Finding, Grade, Kind, Rule, t};
use crate::terms::{Severity, Verdict};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("contradicting_gates"),
    name: t("Answers that contradict each other"),
    claim: t("Two answers decide this step in opposite ways; the safer one was followed."),
    why: t(
        "Gates decide before any weight is looked at, so two that disagree cannot be balanced. The safer one is followed: an invariant is never given up, and no caller goes on without the answer that it needs.",
    ),
    advice: t("Look at both answers again: one of them is probably about another step."),
    caveat: None,
    citations: t(&[Citation { source: t("advisor"), section: t("order of the gates"), grade: Grade::States }]),
    lesson: t(&[19]),
    fires: t(&[
        Example {
            says: t("A question whose result nobody waits for."),
            description: t(
                r#"{"name": "Example", "flows": [{"steps": [{"action": "Look up the address", "answers": {"intent": "query", "reply": "none"}, "today": {}}]}]}"#,
            ),
        },
        Example {
            says: t("An alarm that must not get lost, and may."),
            description: t(
                r#"{"name": "Example", "flows": [{"steps": [{"action": "Raise the alarm", "answers": {"reply": "none", "loss": "acceptable", "must_mean": "not_lost"}, "today": {}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[
        Example {
            says: t("A question whose result is needed."),
            description: t(
                r#"{"name": "Example", "flows": [{"steps": [{"action": "Look up the address", "answers": {"intent": "query", "reply": "answer"}, "today": {}}]}]}"#,
            ),
        },
        Example {
            says: t("A reading that may get lost, and of which nothing else was promised."),
            description: t(
                r#"{"name": "Example", "flows": [{"steps": [{"action": "Report the humidity", "answers": {"reply": "none", "loss": "acceptable"}, "today": {}}]}]}"#,
            ),
        },
        Example {
            says: t("A called event is a finding of its own."),
            description: t(
                r#"{"name": "Example", "flows": [{"steps": [{"action": "Price the tariff", "answers": {"intent": "event", "reply": "answer"}, "today": {}}]}]}"#,
            ),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Finding(Finding { severity: Severity::Warning }),
};

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    opposite_gates(scene).or_else(|| loss_against_promise(scene))
}

fn opposite_gates(scene: &Scene<'_>) -> Option<Found> {
    let gates = &scene.assessed.gates;
    let followed = gates.first()?;
    let other = gates.iter().find(|gate| gate.effect != followed.effect)?;
    // An event that somebody waits for has a finding of its own, with its own advice.
    if (other.rule.as_ref(), other.answer.as_ref()) == ("intent", "event") && followed.rule == "reply" {
        return None;
    }
    let pair = |gate: &Gate<'_>| format!("`{}: {}`", gate.rule, gate.answer);
    Some(Found {
        within: format!("/answers/{}", other.rule),
        message: format!("{} and {} decide this step in opposite ways.", pair(followed), pair(other)),
        advice: format!(
            "{} was followed, as the safer of the two. Check whether {} is meant for another step.",
            pair(followed),
            pair(other)
        ),
    })
}

/// Finds a message that may get lost although another answer needs it to arrive.
fn loss_against_promise(scene: &Scene<'_>) -> Option<Found> {
    const PROMISES: [(&str, &str); 4] = [
        ("must_mean", "not_lost"),
        ("failure_tolerance", "must_succeed_now"),
        ("invariant", "balance"),
        ("invariant", "all_or_nothing"),
    ];
    if scene.assessed.verdict != Verdict::EventDriven || !scene.answered("loss", "acceptable") {
        return None;
    }
    let (question, answer) = PROMISES.into_iter().find(|(question, answer)| scene.answered(question, answer))?;
    Some(Found {
        within: "/answers/loss".to_owned(),
        message: format!(
            "`loss: acceptable` and `{question}: {answer}` contradict each other: what is lost is not done."
        ),
        advice: format!(
            "`{question}: {answer}` was followed, as the safer of the two, and the message is sent until it is taken. Check both answers."
        ),
    })
}
