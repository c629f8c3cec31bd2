//! What a constraint is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "constraint",
    name: "Constraint",
    claim: "A constraint is a fact that shapes how a step is done: its consistency, its delivery or its message.",
    why: "Must messages stay in order? Can the thing be held? May a message be lost, or a change be undone? The \
          answers say little about who waits. They say which mechanism fits: a partition per customer, a hold that \
          expires, an outbox, a reference instead of personal data. At most they break a tie.",
    advice: "Ask about constraints once the verdict is clear. They are cheap to consider now, and expensive to add \
             to a running system.",
    citations: &[cite("advisor", "words", States), cite("lesson", "use events when", Implies)],
    lesson: &[14],
    fires: examples! {
        "The entries of one account must be handled in order." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Book the entry", "from": "branch", "to": ["ledger"], "entity": "entry",
              "answers": {"reply": "none", "ordering": "per_entity"}}]}]}"#,
    },
    silent: examples! {
        "Nothing is answered except that there are several consumers." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Change the rate", "from": "treasury", "to": ["branches", "web"], "entity": "rate",
              "answers": {"response_time": "seconds"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| !step.constraints.is_empty())
}
