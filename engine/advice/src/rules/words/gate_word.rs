//! What a gate is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "gate",
    name: "Gate",
    claim: "A gate is a fact that decides before anything is weighed.",
    why: "If the caller cannot go on without the result, no number of listeners makes an event of it; if something is \
          only asked, there is nothing to announce. Such facts do not weigh more than others, they are of another \
          kind: put on the scales with load and audit, a necessity could be outvoted by enough small reasons.",
    advice: "Answer gates first, since a single one can settle a step. Where two contradict each other, one of the \
             answers is wrong; until it is found, the safer one counts, which is the one that loses no rule and leaves \
             no caller without the answer that it needs.",
    citations: &[
        cite("advisor", "words", States),
        cite("lesson", "use sync when", Implies),
        cite("aws-rel04-bp02", "Implementation guidance", Implies),
    ],
    lesson: &[16],
    fires: examples! {
        "The surgeon cannot go on before the blood group is known." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Confirm the blood group", "from": "theatre", "to": ["laboratory"], "entity": "blood group",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The load comes in peaks, which weighs and decides nothing." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Update the waiting list", "from": "desk", "to": ["waiting-list"], "entity": "waiting list",
              "answers": {"load_pattern": "spiky"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| !step.gates.is_empty())
}
