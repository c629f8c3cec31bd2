//! What a boundary is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "boundary",
    name: "Boundary",
    claim: "A boundary encloses what one local transaction can cover: one service and its own database.",
    why: "Inside a boundary a transaction gives you all or nothing. No transaction covers two boundaries, so their \
          databases can differ, if only for a moment. Whatever must hold between them needs a call, an event, a saga \
          or a protocol. Most of the difficulty of a flow lies where it crosses a boundary.",
    advice: "Draw the boundaries before you discuss events. What must change together at every moment belongs inside \
             one. Moving it there is simpler than any protocol between two.",
    citations: &[
        cite("microservices-io-transactional", "Solution", States),
        cite("azure-saga", "Context and problem", Implies),
        cite("advisor", "words", States),
    ],
    fires: examples! {
        "The library service changes its own table." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Mark the book as lent", "from": "catalogue", "to": ["catalogue"], "entity": "book",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "One service asks another, and nothing says whether one transaction covers both." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Order the book", "from": "desk", "to": ["publisher"], "entity": "book",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| {
        let mut reasons = step.gates.iter().chain(&step.constraints);
        step.style == "local_transaction" || reasons.any(|reason| reason.rule == "boundary")
    })
}
