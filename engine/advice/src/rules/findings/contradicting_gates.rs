//! Finding: two answers decide the same step in opposite ways.

use crate::assessment::Gate;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::{Severity, Verdict};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "contradicting_gates",
    name: "Answers that contradict each other",
    claim: "Two answers decide this step in opposite ways, so the safer one is followed.",
    why: "Gates decide before anything is weighed, so two that disagree cannot be balanced. The safer one wins: no \
          invariant is given up, and no caller goes on without an answer that it needs.",
    advice: "Check both answers: one of them probably belongs to another step.",
    citations: &[cite("advisor", "order of the gates", States)],
    lesson: &[19],
    fires: examples! {
        "A query whose result nobody waits for." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Look up the address", "answers": {"intent": "query", "reply": "none"}, "today": {}}]}]}"#,
        "An alarm that must not get lost is also marked as one that may." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Raise the alarm", "answers": {"reply": "none", "loss": "acceptable", "must_mean": "not_lost"},
              "today": {}}]}]}"#,
        "A code that only one may use is checked by a query, which could not take it." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Verify the code", "answers": {"intent": "query", "invariant": "exclusive_booking"},
              "today": {}}]}]}"#,
    },
    silent: examples! {
        "A query whose result is needed." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Look up the address", "answers": {"intent": "query", "reply": "answer"}, "today": {}}]}]}"#,
        "A reading may get lost, and no other answer needs it to arrive." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Report the humidity", "answers": {"reply": "none", "loss": "acceptable"}, "today": {}}]}]}"#,
        "An event whose answer is needed has a finding of its own." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Price the tariff", "answers": {"intent": "event", "reply": "answer"}, "today": {}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    opposite_gates(scene).or_else(|| loss_against_promise(scene)).or_else(|| query_against_invariant(scene))
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
            "{} was followed, as the safer of the two. Check whether {} belongs to another step.",
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
            "`loss: acceptable` and `{question}: {answer}` contradict each other: a lost message means that the work \
             is never done."
        ),
        advice: format!(
            "`{question}: {answer}` was followed, as the safer of the two: the message is resent until it is \
             acknowledged. Check both answers."
        ),
    })
}

/// Finds a step of which the answers say that it only asks, and that it keeps an invariant.
fn query_against_invariant(scene: &Scene<'_>) -> Option<Found> {
    let kept = scene.assessed.constraints.iter().find(|reason| reason.rule == "invariant")?;
    if !scene.answered("intent", "query") {
        return None;
    }
    let invariant = &kept.answer;
    Some(Found {
        within: "/answers/intent".to_owned(),
        message: format!(
            "`intent: query` and `invariant: {invariant}` contradict each other: a query changes nothing, so it can \
             neither keep nor break a rule."
        ),
        advice: format!(
            "`invariant: {invariant}` was followed, as the safer of the two. If the step takes or uses up what it \
             checks, it is a command: answer `intent: command`. If it only looks, answer `staleness: fresh` and move \
             the invariant to the step that makes the change."
        ),
    })
}
