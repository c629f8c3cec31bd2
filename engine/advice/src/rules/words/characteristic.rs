//! What a characteristic is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "characteristic",
    name: "Characteristic",
    claim: "A characteristic is one row of the decision matrix: a question whose answers lean to a call or to events.",
    why: "The rows ask how many consumers there are, how soon an answer is needed and what happens on failure. They \
          also ask how well the receivers are known, whether an audit trail is needed and how the load arrives. Each \
          answer adds a little weight to one side, and none decides by itself. A row without an answer adds nothing.",
    advice: "Answer what you know and leave the rest open. The range beside the lean shows how far the open rows \
             could still move it. If that could change the verdict, find out the answers.",
    caveat: "Every row has the same weight, except for a few that count less. The weights are ours; the lesson only \
             lists the rows.",
    citations: &[cite("lesson", "decision matrix", States), cite("advisor", "words", States)],
    lesson: &[18],
    fires: examples! {
        "The meter reading may take its time: one row is answered." =>
        r#"{"name": "Water works", "flows": [{"steps": [
            {"action": "Store the reading", "from": "meter", "to": ["readings"], "entity": "reading",
              "answers": {"response_time": "seconds"}}]}]}"#,
    },
    silent: examples! {
        "Only a gate is answered, and no row." =>
        r#"{"name": "Water works", "flows": [{"steps": [
            {"action": "Shut the valve", "from": "control-room", "to": ["valve"], "entity": "valve",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| !step.contributions.is_empty())
}
