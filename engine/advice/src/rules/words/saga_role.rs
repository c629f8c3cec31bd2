//! What the role of a step in a saga is: what happens to it if another step fails.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "saga_role",
    name: "Compensable, pivot, retriable",
    claim: "A saga consists of steps that can be undone, one step that decides, and steps that are retried until \
            they succeed.",
    why: "Everything before the pivot can still be compensated, so nothing irreversible may come before it. The \
          pivot decides the outcome: booked or not booked, paid or not paid. After it nothing is undone, so no step \
          after it may be refused. These three roles answer what happens when a step fails.",
    advice: "Sort the steps into the three roles. Name the compensation of each compensable step, and make the \
             retriable ones idempotent.",
    caveat: "The pivot is not always the last step that the customer waits for: the wait ends at the commit point, \
             and the pivot may come after it.",
    citations: &[
        cite("azure-saga", "Key concepts in the Saga pattern", States),
        cite("richardson-2018", "Chapter 4: Managing transactions with sagas", States),
    ],
    fires: examples! {
        "The hall can be released; booking the band decides." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "Only one service changes anything, so nothing has to be undone elsewhere." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.flows.iter().any(|flow| flow.saga.is_some())
}
