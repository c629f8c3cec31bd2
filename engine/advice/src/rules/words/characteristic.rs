//! What a characteristic is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "characteristic",
    name: "Characteristic",
    claim: "A characteristic is one row of the decision matrix: a question whose answers lean to a call or to events.",
    why: "How many must learn of it, how soon the caller needs its answer, what happens when it fails, who the \
          receivers are, whether a trail is needed, how the load comes: each pulls a little, none decides alone, and \
          together they tip the balance. A row that nobody has answered pulls nowhere.",
    advice: "Answer what you know and leave the rest open. The range beside the lean says how far the open rows could \
             still move it; where that can turn the verdict, go and find out.",
    caveat: "Every row weighs the same, and weak ones weigh less; the weights are ours. The lesson only lists the \
             rows.",
    citations: &[cite("lesson", "decision matrix", States), cite("advisor", "words", States)],
    lesson: &[18],
    fires: examples! {
        "The meter's reading may take its time: one row is answered." =>
        r#"{"name": "Water works", "flows": [{"steps": [
            {"action": "Store the reading", "from": "meter", "to": ["readings"], "entity": "reading",
              "answers": {"response_time": "seconds"}}]}]}"#,
    },
    silent: examples! {
        "Only what decides by itself was said, and no row." =>
        r#"{"name": "Water works", "flows": [{"steps": [
            {"action": "Shut the valve", "from": "control-room", "to": ["valve"], "entity": "valve",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| !step.contributions.is_empty())
}
