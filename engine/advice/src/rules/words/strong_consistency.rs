//! What strong consistency is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;
use crate::terms::Level;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "strong_consistency",
    name: "Strong consistency",
    claim: "Strong consistency means that once a change is made, nobody can act on the old state.",
    why: "It is needed where a decision based on the old state does harm that cannot be repaired: the last ticket \
          sold twice, a deal at an outdated price, one room for two guests. It costs waiting time: the owner has to \
          be asked, and if it cannot be reached, the answer is no or not now. Few steps need it, but many use it out \
          of habit.",
    advice: "Name the rule that would break. Give it one owner, keep it strong there, and let everything derived \
             from it be eventual. If you cannot name a rule, it is habit.",
    caveat: "The term is used for several models. Here it means that the owner decides one change after another, and \
             that everyone who asks the owner sees the latest one.",
    citations: &[
        cite("lesson", "when strong is required", Implies),
        cite("lesson", "key insight", Implies),
        cite("jepsen-consistency", "Linearizability", Implies),
    ],
    lesson: &[9, 11],
    fires: examples! {
        "One bed is never given to two patients." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Assign the bed", "from": "ward", "to": ["beds"], "entity": "bed",
              "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#,
    },
    silent: examples! {
        "The board in the hall may be minutes late." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Update the board", "from": "beds", "to": ["board"], "entity": "board",
              "answers": {"reply": "none", "staleness": "minutes"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.consistency.level == Level::Strong)
}
