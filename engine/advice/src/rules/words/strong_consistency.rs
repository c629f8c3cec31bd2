//! What strong consistency is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;
use crate::terms::Level;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "strong_consistency",
    name: "Strong consistency",
    claim: "Strong consistency means that once a change is made, nobody can act on what was before it.",
    why: "It is needed where a decision taken on the older state does harm that cannot be mended: the last ticket sold \
          twice, a deal at a price that is gone, one room for two guests. It is bought with waiting: somebody has to \
          be asked, and if nobody can be reached, the answer is no, or not now. Few steps need it, and many have it \
          out of habit.",
    advice: "Name the rule that would break. Give it one owner, keep it strong there, and let what others see of it \
             follow. If no rule can be named, it is habit.",
    caveat: "The word is used for several models. Here it means that the owner decides one change after another, and \
             that everybody who asks the owner sees the last one.",
    citations: &[
        cite("lesson", "when strong is required", Implies),
        cite("lesson", "key insight", Implies),
        cite("jepsen-consistency", "Linearizability", Implies),
    ],
    lesson: &[9, 11],
    fires: examples! {
        "One bed, and never two patients in it." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Assign the bed", "from": "ward", "to": ["beds"], "entity": "bed",
              "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#,
    },
    silent: examples! {
        "The board in the hall may be minutes behind." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Update the board", "from": "beds", "to": ["board"], "entity": "board",
              "answers": {"reply": "none", "staleness": "minutes"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.consistency.level == Level::Strong)
}
