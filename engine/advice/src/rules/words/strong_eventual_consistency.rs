//! What strong eventual consistency is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;
use crate::terms::Level;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "strong_eventual_consistency",
    name: "Strong eventual consistency",
    claim: "Strong eventual consistency means that copies which have received the same changes agree, in whatever \
            order these came.",
    why: "Each copy takes changes at once and asks nobody; a rule for merging sees to it that all end up the same. \
          That suits what has no limit across the copies: who is present, what was noted, what was liked. On a report \
          it is called converging.",
    advice: "Use a type whose merge is known to work, a CRDT, and do not invent one. Keep away from it where something \
             can run out or be taken only once: the copies will agree, also on a stock below zero.",
    caveat: "The lesson puts CRDTs with strong consistency. They are not: at no moment does everybody have to agree, \
             and nobody can be told no.",
    citations: &[
        cite("shapiro-2011", "Strong Eventual Consistency", States),
        cite("bailis-2014", "Applying invariant confluence", Implies),
        cite("lesson", "when strong is required", Implies),
    ],
    lesson: &[10],
    fires: examples! {
        "Notes on a shared map, taken without a network and merged afterwards." =>
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
