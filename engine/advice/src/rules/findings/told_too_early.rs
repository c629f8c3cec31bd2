//! Finding: the caller is told that all is done while a step may still refuse.

use crate::built::BuiltFlow;
use crate::description::Outcome;
use crate::finding::{Found, Scene};
use crate::model::StepModel;
use crate::rule::prelude::*;
use crate::terms::Severity;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "told_too_early",
    name: "Told too early",
    claim: "The caller is told that it is done while a step that comes later may still say no.",
    why: "At the commit point the caller gets its answer: your trip is booked. If the hotel can still refuse, the \
          answer was a guess. The refusal then meets somebody who has left, and who may have acted on it. A promise \
          is cheap before it is made and dear when it is taken back.",
    advice: "Answer \u{201c}received\u{201d} and tell the outcome when it is known. Or let the step that may refuse \
             run before the answer, so that its refusal is the answer.",
    caveat: "Some businesses promise on purpose more than they can be sure of, because a refusal is rare and an \
             apology is cheaper than the wait. Then say that the step is repeated until it succeeds.",
    citations: &[
        cite("azure-saga", "Key concepts in the Saga pattern", Implies),
        cite("richardson-2018", "Chapter 4: Managing transactions with sagas", Implies),
        cite("azure-async-request-reply", "Solution", Implies),
    ],
    fires: examples! {
        "The trip is confirmed before the hotel has said yes." =>
        r#"{"name": "Travel", "flows": [{"steps": [
            {"id": "book", "action": "Book the trip", "from": "web", "to": ["trips"], "entity": "trip",
              "answers": {"reply": "answer"}},
            {"id": "room", "action": "Reserve the room", "from": "trips", "to": ["hotels"], "entity": "room",
              "answers": {"reply": "outcome_later", "undo": "compensable"}},
            {"id": "seat", "action": "Reserve the seat", "from": "trips", "to": ["flights"], "entity": "seat",
              "answers": {"reply": "outcome_later", "undo": "compensable"}}]}]}"#,
        "The team says itself what happens when the stock refuses." =>
        r#"{"name": "Wholesale", "flows": [{"steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer"}},
            {"id": "reserve", "action": "Reserve the goods", "from": "orders", "to": ["stock"], "entity": "goods",
              "answers": {"reply": "none"}},
            {"action": "Cancel the order", "from": "stock", "to": ["orders"], "entity": "order",
              "when": {"step": "reserve", "outcome": "refused"}}]}]}"#,
    },
    silent: examples! {
        "Whoever ordered is told that the order was received, and hears later what came of it." =>
        r#"{"name": "Wholesale", "flows": [{"steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "outcome_later"}},
            {"id": "reserve", "action": "Reserve the goods", "from": "orders", "to": ["stock"], "entity": "goods",
              "answers": {"reply": "none"}},
            {"action": "Cancel the order", "from": "stock", "to": ["orders"], "entity": "order",
              "when": {"step": "reserve", "outcome": "refused"}}]}]}"#,
        "A crown that fails the check is milled again: the dentist gets it later, and gets it." =>
        r#"{"name": "Dental laboratory", "flows": [{"steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["lab"], "entity": "order",
              "answers": {"reply": "answer"}},
            {"id": "mill", "action": "Mill the crown", "from": "lab", "to": ["mill"], "entity": "crown",
              "answers": {"reply": "none", "intent": "command"}},
            {"id": "check", "action": "Check the crown", "from": "lab", "to": ["quality"], "entity": "crown",
              "answers": {"reply": "outcome_later"}},
            {"action": "Mill the crown again", "from": "lab", "to": ["mill"], "entity": "crown",
              "when": {"step": "check", "outcome": "refused"}, "answers": {"reply": "none", "intent": "command"}}]}]}"#,
        "The goods are reserved before the answer." =>
        r#"{"name": "Wholesale", "flows": [{"steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer"}},
            {"id": "reserve", "action": "Reserve the goods", "from": "orders", "to": ["stock"], "entity": "goods",
              "answers": {"reply": "answer"}},
            {"action": "Cancel the order", "from": "orders", "to": ["orders"], "entity": "order",
              "when": {"step": "reserve", "outcome": "refused"}}]}]}"#,
        "What comes later is repeated until it succeeds." =>
        r#"{"name": "Travel", "flows": [{"steps": [
            {"id": "book", "action": "Book the trip", "from": "web", "to": ["trips"], "entity": "trip",
              "answers": {"reply": "answer"}},
            {"action": "Send the tickets", "from": "trips", "to": ["mail"], "entity": "ticket",
              "answers": {"reply": "none", "undo": "retriable"}}]}]}"#,
    },
    since: "1.1.0",
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let (told, built) = (scene.told?, scene.built_flow()?);
    let described = scene.model.description().flows.get(scene.flow.index)?;
    let has_id = |index: usize, id: &str| described.steps[index].id.as_deref() == Some(id);
    let is_late =
        |index: usize| may_refuse(scene, built, index) && told.asynchronous.iter().any(|behind| has_id(index, behind));
    let here = scene.step.index;
    if scene.flow.is_unattended || !is_late(here) || (0..here).any(is_late) {
        return None;
    }
    let commit_point = told.commit_point.as_deref()?;
    let commit_point = (0..described.steps.len()).find(|index| has_id(*index, commit_point))?;
    if built.steps[commit_point].advised.finishes_later {
        return None;
    }
    let late = scene.all_quoted((here..described.steps.len()).filter(|index| is_late(*index)));
    let done = scene.quoted(commit_point);
    Some(Found {
        within: String::new(),
        message: format!("Whoever asks for {done} is told that it is done, while {late} may still refuse."),
        advice: format!(
            "Answer {done} with \u{201c}received\u{201d} (`reply: outcome_later`), and tell the outcome when {late} \
             can no longer refuse. Or let the caller wait for {late} (`reply: answer`), so that a refusal is the \
             answer."
        ),
    })
}

/// Whether all that follows a refusal is that earlier work is done again: what was promised is late and not broken.
fn is_done_again(scene: &Scene<'_>, index: usize) -> bool {
    let (steps, Some(flow)) = (&scene.flow.steps, scene.model.description().flows.get(scene.flow.index)) else {
        return false;
    };
    let verb = |step: &StepModel| flow.steps[step.index].action.split_whitespace().next().map(str::to_lowercase);
    let repeats = |next: &StepModel| {
        let is_same = |step: &StepModel| step.index != next.index && step.to == next.to && verb(step) == verb(next);
        steps.iter().any(is_same)
    };
    steps.iter().filter(|next| next.when == Some((index, Outcome::Refused))).all(repeats)
}

/// Whether a step that is no way out may refuse: the saga plan says so, or the description says what follows its
/// refusal. A step that starts only after a delay is announced as such, so nobody is told too early.
fn may_refuse(scene: &Scene<'_>, built: &BuiltFlow<'_>, index: usize) -> bool {
    let steps = &scene.flow.steps;
    let step = &steps[index];
    let is_planned = || scene.plan.is_some_and(|plan| plan.may_refuse(index));
    let is_said = || scene.flow.follows(index, Outcome::Refused) && !is_done_again(scene, index);
    let is_delayed = || {
        let delayed = |earlier: &StepModel| {
            earlier.is_delayed && (earlier.index == index || built.ancestry.is_before(earlier.index, index))
        };
        steps.iter().any(delayed)
    };
    !step.is_way_out() && step.undoes.is_none() && (is_planned() || is_said()) && !is_delayed()
}
