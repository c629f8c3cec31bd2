//! What strong consistency is.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};
use crate::terms::Level;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("strong_consistency"),
    name: t("Strong consistency"),
    claim: t("Strong consistency means that once a change is made, nobody can act on what was before it."),
    why: t("It is needed where a decision taken on the older state does harm that cannot be mended: the last ticket \
         sold twice, a deal at a price that is gone, one room for two guests. It is bought with waiting: somebody \
         has to be asked, and if nobody can be reached, the answer is no, or not now. Few steps need it, and many \
         have it out of habit."),
    advice: t(
        "Name the rule that would break. Give it one owner, keep it strong there, and let what others see of it \
         follow. If no rule can be named, it is habit.",
    ),
    caveat: Some(t(
        "The word is used for several models. Here it means that the owner decides one change after another, and \
         that everybody who asks the owner sees the last one.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("when strong is required"), grade: Grade::Implies },
        Citation { source: t("lesson"), section: t("key insight"), grade: Grade::Implies },
        Citation { source: t("jepsen-consistency"), section: t("Linearizability"), grade: Grade::Implies },
    ]),
    lesson: t(&[9, 11]),
    fires: t(&[Example {
        says: t("One bed, and never two patients in it."),
        description: t(r#"{"name": "Hospital", "flows": [{"steps": [
                {"action": "Assign the bed", "from": "ward", "to": ["beds"], "entity": "bed", "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("The board in the hall may be minutes behind."),
        description: t(r#"{"name": "Hospital", "flows": [{"steps": [
                {"action": "Update the board", "from": "beds", "to": ["board"], "entity": "board", "answers": {"reply": "none", "staleness": "minutes"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word { aspects: t(&[]) }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.consistency.level == Level::Strong)
}
