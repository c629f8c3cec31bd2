//! What eventual consistency is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;
use crate::terms::Level;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "eventual_consistency",
    name: "Eventual consistency",
    claim: "With strong consistency everyone sees a change as soon as it is made; with eventual consistency everyone \
            sees it after a delay.",
    why: "Between a change and the moment when its last consumer has handled it, two parts of a system give \
          different answers. Strong consistency removes this time, but makes callers wait. People accept such delays \
          every day: a card payment shows up after a day or two, a wire transfer after days, a parcel\u{2019}s \
          status after hours. Usually the delay does no harm, but a decision based on the old state can.",
    advice: "For each step ask what breaks if somebody sees the old state, and who would notice. If nothing breaks, \
             state how late it may be. If something breaks, name the rule and let its owner enforce it, and keep the \
             rest of the flow eventual.",
    caveat: "The lesson lists CRDTs under strong consistency. They converge without coordination, which is called \
             strong eventual consistency: more than eventual, but there is never a moment at which all copies are \
             known to agree.",
    citations: &[
        cite("lesson", "eventual consistency", States),
        cite("lesson", "delays people accept", States),
        cite("lesson", "key insight", States),
        cite("pritchett-2008", "BASE: An Acid Alternative", Implies),
    ],
    lesson: &[6, 8, 11],
    fires: examples! {
        "The hospital\u{2019}s dashboard may be minutes late." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Update the occupancy figures", "from": "beds", "to": ["dashboard"], "entity": "occupancy",
              "answers": {"reply": "none", "staleness": "minutes"}}]}]}"#,
    },
    silent: examples! {
        "The bed is given to one patient, and everyone sees it at once." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Assign the bed", "from": "ward", "to": ["beds"], "entity": "bed",
              "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.consistency.level != Level::Strong)
}
