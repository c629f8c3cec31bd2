//! What the role of a step in a saga is: what happens to it if another step fails.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "saga_role",
    name: "Compensable, pivot, retriable",
    claim: "A saga is made of steps that can be undone, one that decides, and steps that are repeated until they \
            succeed.",
    why: "Before the pivot everything can still be taken back, so nothing may stand there that cannot. The pivot is \
          the moment at which the outcome is decided: booked or not booked, paid or not paid. Behind it nothing is \
          taken back any more, so nothing may stand there that can say no. With these three words every question of \
          what happens when this fails has its answer.",
    advice: "Sort the steps into the three, name what undoes each of the first sort, and make those of the last sort \
             idempotent.",
    caveat: "The pivot is not always the step that the customer sees last: what the caller waits for ends at the \
             commit point, and the pivot may come behind it.",
    citations: &[
        cite("azure-saga", "Key concepts in the Saga pattern", States),
        cite("richardson-2018", "Chapter 4: Managing transactions with sagas", States),
    ],
    fires: examples! {
        "The hall can be given back; booking the band decides." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "One service alone changes anything, so nothing has to be undone elsewhere." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.flows.iter().any(|flow| flow.saga.is_some())
}
