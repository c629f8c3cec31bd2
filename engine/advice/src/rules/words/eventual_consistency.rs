//! What eventual consistency is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;
use crate::terms::Level;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "eventual_consistency",
    name: "Eventual consistency",
    claim: "Strong means that everybody sees a change as soon as it is made; eventual, that everybody will, after a \
            delay.",
    why: "Between a fact and the moment when the last one concerned has dealt with it lies a time in which two parts \
          of a system give different answers. Strong consistency removes that time by making everybody wait for \
          everybody. Most people accept it without a thought: a card payment shows up after a day or two, a wire \
          transfer after days, a parcel's status after hours. What hurts is not the delay but a decision taken on the \
          older answer.",
    advice: "Ask for each step what breaks if somebody sees the older state, and who would notice. If nothing breaks, \
             say how late it may be. If something breaks, name the rule and let its owner keep it, and leave the rest \
             of the flow eventual.",
    caveat: "The lesson puts CRDTs with strong consistency. They converge without asking anybody, which is called \
             strong eventual consistency: stronger than a promise, and still without a moment at which everybody \
             agrees.",
    citations: &[
        cite("lesson", "eventual consistency", States),
        cite("lesson", "delays people accept", States),
        cite("lesson", "key insight", States),
        cite("pritchett-2008", "BASE: An Acid Alternative", Implies),
    ],
    lesson: &[6, 8, 11],
    fires: examples! {
        "The hospital's dashboard may be minutes behind." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Update the occupancy figures", "from": "beds", "to": ["dashboard"], "entity": "occupancy",
              "answers": {"reply": "none", "staleness": "minutes"}}]}]}"#,
    },
    silent: examples! {
        "The bed itself is given to one patient, and everybody sees it at once." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Assign the bed", "from": "ward", "to": ["beds"], "entity": "bed",
              "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.consistency.level != Level::Strong)
}
