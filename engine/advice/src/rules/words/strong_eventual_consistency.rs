//! What strong eventual consistency is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;
use crate::terms::Level;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "strong_eventual_consistency",
    name: "Strong eventual consistency",
    claim: "Strong eventual consistency means that copies that have received the same changes agree, whatever the \
            order in which they arrived.",
    why: "Each copy accepts changes at once without asking anyone, and a merge rule makes sure that all end up the \
          same. That suits data without a limit across copies: presence, notes, likes. A report calls this level \
          converging.",
    advice: "Use a type whose merge is proven, a CRDT, and do not invent one. Do not use it where something can run \
             out or be taken only once: the copies will agree even on a stock below zero.",
    caveat: "The lesson lists CRDTs under strong consistency. They do not belong there: the copies need not agree at \
             any given moment, and no change can be refused.",
    citations: &[
        cite("shapiro-2011", "Strong Eventual Consistency", States),
        cite("bailis-2014", "Applying invariant confluence", Implies),
        cite("lesson", "when strong is required", Implies),
    ],
    lesson: &[10],
    fires: examples! {
        "Notes on a shared map are taken offline and merged later." =>
        r#"{"name": "Mountain rescue", "flows": [{"steps": [
            {"action": "Add the note", "from": "handset", "to": ["map"], "entity": "note",
              "answers": {"reply": "none", "invariant": "mergeable"}}]}]}"#,
    },
    silent: examples! {
        "There is one helicopter, and it cannot be in two places." =>
        r#"{"name": "Mountain rescue", "flows": [{"steps": [
            {"action": "Assign the helicopter", "from": "dispatch", "to": ["fleet"], "entity": "helicopter",
              "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.consistency.level == Level::StrongEventual)
}
