//! What a constraint is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "constraint",
    name: "Constraint",
    claim: "A constraint is a fact that shapes how a step is done: its consistency, its delivery or its message.",
    why: "Whether order matters, whether a thing can be held, whether a message may be lost or a change taken back: \
          all this says little about who waits. It says by what means the promise is kept, such as a partition for \
          each customer, a hold that expires, an outbox, or a reference in place of personal data. At most it turns a \
          tie.",
    advice: "Ask about them once the verdict stands. They are easy to answer now, and hard to add to a system that \
             runs.",
    citations: &[cite("advisor", "words", States), cite("lesson", "use events when", Implies)],
    lesson: &[14],
    fires: examples! {
        "One account's entries must be handled in their order." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Book the entry", "from": "branch", "to": ["ledger"], "entity": "entry",
              "answers": {"reply": "none", "ordering": "per_entity"}}]}]}"#,
    },
    silent: examples! {
        "Nothing was said but that several want to know." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Change the rate", "from": "treasury", "to": ["branches", "web"], "entity": "rate",
              "answers": {"response_time": "seconds"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| !step.constraints.is_empty())
}
