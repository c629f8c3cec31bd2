//! What a gate is.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("gate"),
    name: t("Gate"),
    claim: t("A gate is a fact that decides before anything is weighed."),
    why: t("If the caller cannot go on without the result, no number of listeners makes an event of it; if something \
         is only asked, there is nothing to announce. Such facts do not weigh more than others, they are of \
         another kind: put on the scales with load and audit, a necessity could be outvoted by enough small \
         reasons."),
    advice: t("Answer gates first, since a single one can settle a step. Where two contradict each other, one of the \
         answers is wrong; until it is found, the safer one counts, which is the one that loses no rule and \
         leaves no caller without the answer that it needs."),
    caveat: None,
    citations: t(&[
        Citation { source: t("advisor"), section: t("words"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("use sync when"), grade: Grade::Implies },
        Citation { source: t("aws-rel04-bp02"), section: t("Implementation guidance"), grade: Grade::Implies },
    ]),
    lesson: t(&[16]),
    fires: t(&[Example {
        says: t("The surgeon cannot go on before the blood group is known."),
        description: t(r#"{"name": "Hospital", "flows": [{"steps": [
                {"action": "Confirm the blood group", "from": "theatre", "to": ["laboratory"], "entity": "blood group", "answers": {"reply": "answer"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("The load comes in peaks, which weighs and decides nothing."),
        description: t(r#"{"name": "Hospital", "flows": [{"steps": [
                {"action": "Update the waiting list", "from": "desk", "to": ["waiting-list"], "entity": "waiting list", "answers": {"load_pattern": "spiky"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word { aspects: t(&[]) }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| !step.gates.is_empty())
}
