//! What a gate is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "gate",
    name: "Gate",
    claim: "A gate is a fact that decides the verdict before anything is weighed.",
    why: "If the caller cannot go on without the result, no number of consumers turns the step into an event. If the \
          step only asks, there is nothing to announce. Such facts do not just weigh more than others. If they were \
          weighed together with load and audit, enough small reasons could outvote a necessity.",
    advice: "Answer the gates first, because a single one can settle a step. If two gates contradict each other, one \
             of the answers is wrong. Until you find it, the safer one counts: the one that breaks no rule and \
             leaves no caller without an answer it needs.",
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
        "The load is spiky, which adds weight but decides nothing." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Update the waiting list", "from": "desk", "to": ["waiting-list"], "entity": "waiting list",
              "answers": {"load_pattern": "spiky"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| !step.gates.is_empty())
}
