//! What a boundary is.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("boundary"),
    name: t("Boundary"),
    claim: t("A boundary is as far as one local transaction reaches: one service with its own database."),
    why: t("Inside it, all or nothing comes for free. Across it nothing does: two databases can differ, if only for \
         a moment, and what is to hold between them has to be arranged by a call, an event, a saga or a protocol. \
         What is hard about a flow is mostly where it crosses one."),
    advice: t("Draw the boundaries before you argue about events. What must change together at every moment belongs \
         inside one; moving it there is simpler than any protocol between two."),
    caveat: None,
    citations: t(&[
        Citation { source: t("microservices-io-transactional"), section: t("Solution"), grade: Grade::States },
        Citation { source: t("azure-saga"), section: t("Context and problem"), grade: Grade::Implies },
        Citation { source: t("advisor"), section: t("words"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("The library's own service changes its own table."),
        description: t(r#"{"name": "Library", "flows": [{"steps": [
                {"action": "Mark the book as lent", "from": "catalogue", "to": ["catalogue"], "entity": "book", "answers": {"reply": "answer"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("One asks another, and nobody said whether a transaction reaches both."),
        description: t(r#"{"name": "Library", "flows": [{"steps": [
                {"action": "Order the book", "from": "desk", "to": ["publisher"], "entity": "book", "answers": {"reply": "answer"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word { aspects: t(&[]) }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| {
        let mut reasons = step.gates.iter().chain(&step.constraints);
        step.style == "local_transaction" || reasons.any(|reason| reason.rule == "boundary")
    })
}
