//! Finding: a step has a time limit, and nothing is said about what happens when it passes.

use crate::description::Outcome;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;
use language::naming::Action;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "no_answer_after_limit",
    name: "Nothing happens after the time limit",
    claim: "A time limit is complete only when it says what happens after it.",
    why: "A limit ends the waiting, and something must come instead: the hold is released, another driver is asked, a \
          person looks into it. If nothing is said, each part of the system decides for itself. One gives up while \
          another still works, and a seat that was held for the caller is never released.",
    advice: "Add a step for the outcome that the time has passed. For a call it is enough to say what happens if the \
             other side is down.",
    citations: &[
        cite("hohpe-woolf-2003", "Process Manager; Request-Reply", Implies),
        cite("azure-scheduler-agent-supervisor", "Solution", Implies),
    ],
    fires: examples! {
        "The driver must be found within ten minutes, and then nothing happens." =>
        r#"{"name": "Taxi", "flows": [{"steps": [
            {"id": "find", "action": "Find a driver", "from": "app", "to": ["drivers"], "within": "PT10M",
              "answers": {"reply": "answer", "duration": "long"}}]}]}"#,
    },
    silent: examples! {
        "After ten minutes the passenger is offered a bus." =>
        r#"{"name": "Taxi", "flows": [{"steps": [
            {"id": "find", "action": "Find a driver", "from": "app", "to": ["drivers"], "within": "PT10M",
              "answers": {"reply": "answer", "duration": "long"}},
            {"action": "Offer the bus", "from": "drivers", "to": ["app"],
              "when": {"step": "find", "outcome": "timed_out"}, "answers": {"reply": "none"}}]}]}"#,
        "A call that gets no answer in time is refused." =>
        r#"{"name": "Taxi", "flows": [{"steps": [
            {"action": "Reserve the car", "from": "app", "to": ["cars"], "within": "PT5S",
              "answers": {"reply": "answer", "if_down": "refuse"}}]}]}"#,
    },
    since: "1.1.0",
    kind: RuleKind::Finding(Finding { severity: Severity::Info }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let within = scene.described.within.as_ref()?;
    let book = scene.model.rulebook();
    let is_answered = || book.question("if_down").is_some_and(|question| !scene.step.facts.open(question));
    let waits = scene.advised().is_waited_for();
    if scene.flow.follows(scene.step.index, Outcome::TimedOut) || (waits && is_answered()) {
        return None;
    }
    let action = &scene.described.action;
    let named = Action::read(action, scene.described.entity.as_deref());
    let limit = within.in_words();
    let step = format!("add a step under `when: {{step: {}, outcome: timed_out}}`", scene.assessed.step);
    Some(Found {
        within: "/within".to_owned(),
        message: format!(
            "\u{201c}{action}\u{201d} must have an outcome within {limit}, and nothing says what happens after that."
        ),
        advice: if waits {
            format!("Answer `if_down`, or {step}.")
        } else {
            format!(
                "Let whoever asked publish `{}` after {limit}, and {step} that releases, repeats or tells a person.",
                named.not_done("timed out")
            )
        },
    })
}
