//! What eventual consistency is.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};
use crate::terms::Level;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("eventual_consistency"),
    name: t("Eventual consistency"),
    claim: t(
        "Strong means that everybody sees a change as soon as it is made; eventual, that everybody will, after a \
         delay.",
    ),
    why: t(
        "Between a fact and the moment when the last one concerned has dealt with it lies a time in which two parts \
         of a system give different answers. Strong consistency removes that time by making everybody wait for \
         everybody. Most people accept it without a thought: a card payment shows up after a day or two, a wire \
         transfer after days, a parcel's status after hours. What hurts is not the delay but a decision taken on the \
         older answer.",
    ),
    advice: t(
        "Ask for each step what breaks if somebody sees the older state, and who would notice. If nothing breaks, \
         say how late it may be. If something breaks, name the rule and let its owner keep it, and leave the rest of \
         the flow eventual.",
    ),
    caveat: Some(t(
        "The lesson puts CRDTs with strong consistency. They converge without asking anybody, which is called strong \
         eventual consistency: stronger than a promise, and still without a moment at which everybody agrees.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("eventual consistency"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("delays people accept"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("key insight"), grade: Grade::States },
        Citation { source: t("pritchett-2008"), section: t("BASE: An Acid Alternative"), grade: Grade::Implies },
    ]),
    lesson: t(&[6, 8, 11]),
    fires: t(&[Example {
        says: t("The hospital's dashboard may be minutes behind."),
        description: t(r#"{"name": "Hospital", "flows": [{"steps": [
                {"action": "Update the occupancy figures", "from": "beds", "to": ["dashboard"], "entity": "occupancy", "answers": {"reply": "none", "staleness": "minutes"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("The bed itself is given to one patient, and everybody sees it at once."),
        description: t(r#"{"name": "Hospital", "flows": [{"steps": [
                {"action": "Assign the bed", "from": "ward", "to": ["beds"], "entity": "bed", "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word { aspects: t(&[]) }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.consistency.level != Level::Strong)
}
