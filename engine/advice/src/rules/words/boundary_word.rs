//! What a boundary is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "boundary",
    name: "Boundary",
    claim: "A boundary is as far as one local transaction reaches: one service with its own database.",
    why: "Inside it, all or nothing comes for free. Across it nothing does: two databases can differ, if only for a \
          moment, and what is to hold between them has to be arranged by a call, an event, a saga or a protocol. What \
          is hard about a flow is mostly where it crosses one.",
    advice: "Draw the boundaries before you argue about events. What must change together at every moment belongs \
             inside one; moving it there is simpler than any protocol between two.",
    citations: &[
        cite("microservices-io-transactional", "Solution", States),
        cite("azure-saga", "Context and problem", Implies),
        cite("advisor", "words", States),
    ],
    fires: examples! {
        "The library's own service changes its own table." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Mark the book as lent", "from": "catalogue", "to": ["catalogue"], "entity": "book",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "One asks another, and nobody said whether a transaction reaches both." =>
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
