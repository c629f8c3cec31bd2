//! What a constraint is.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("constraint"),
    name: t("Constraint"),
    claim: t("A constraint is a fact that shapes how a step is done: its consistency, its delivery or its message."),
    why: t("Whether order matters, whether a thing can be held, whether a message may be lost or a change taken \
         back: all this says little about who waits. It says by what means the promise is kept, such as a \
         partition for each customer, a hold that expires, an outbox, or a reference in place of personal data. \
         At most it turns a tie."),
    advice: t("Ask about them once the verdict stands. They are easy to answer now, and hard to add to a system that \
         runs."),
    caveat: None,
    citations: t(&[
        Citation { source: t("advisor"), section: t("words"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("use events when"), grade: Grade::Implies },
    ]),
    lesson: t(&[14]),
    fires: t(&[Example {
        says: t("One account's entries must be handled in their order."),
        description: t(r#"{"name": "Bank", "flows": [{"steps": [
                {"action": "Book the entry", "from": "branch", "to": ["ledger"], "entity": "entry", "answers": {"reply": "none", "ordering": "per_entity"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("Nothing was said but that several want to know."),
        description: t(r#"{"name": "Bank", "flows": [{"steps": [
                {"action": "Change the rate", "from": "treasury", "to": ["branches", "web"], "entity": "rate", "answers": {"response_time": "seconds"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word { aspects: t(&[]) }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| !step.constraints.is_empty())
}
