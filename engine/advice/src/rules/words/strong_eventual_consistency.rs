//! What strong eventual consistency is.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};
use crate::terms::Level;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("strong_eventual_consistency"),
    name: t("Strong eventual consistency"),
    claim: t("Strong eventual consistency means that copies which have received the same changes agree, in whatever \
         order these came."),
    why: t("Each copy takes changes at once and asks nobody; a rule for merging sees to it that all end up the same. \
         That suits what has no limit across the copies: who is present, what was noted, what was liked. On a \
         report it is called converging."),
    advice: t("Use a type whose merge is known to work, a CRDT, and do not invent one. Keep away from it where \
         something can run out or be taken only once: the copies will agree, also on a stock below zero."),
    caveat: Some(t(
        "The lesson puts CRDTs with strong consistency. They are not: at no moment does everybody have to agree, \
         and nobody can be told no.",
    )),
    citations: t(&[
        Citation { source: t("shapiro-2011"), section: t("Strong Eventual Consistency"), grade: Grade::States },
        Citation { source: t("bailis-2014"), section: t("Applying invariant confluence"), grade: Grade::Implies },
        Citation { source: t("lesson"), section: t("how"), grade: Grade::Implies },
    ]),
    lesson: t(&[10]),
    fires: t(&[Example {
        says: t("Notes on a shared map, taken without a network and merged afterwards."),
        description: t(r#"{"name": "Mountain rescue", "flows": [{"steps": [
                {"action": "Add the note", "from": "handset", "to": ["map"], "entity": "note", "answers": {"reply": "none", "invariant": "mergeable"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("There is one helicopter, and it cannot be in two places."),
        description: t(r#"{"name": "Mountain rescue", "flows": [{"steps": [
                {"action": "Assign the helicopter", "from": "dispatch", "to": ["fleet"], "entity": "helicopter", "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word { aspects: t(&[]) }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.consistency.level == Level::StrongEventual)
}
