//! What a step is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "step",
    name: "Step",
    claim: "A step is one thing that must happen: one participant asks for it, and one or more do it.",
    why: "A step is the smallest part for which we can say whether somebody waits and what must hold. Two things in \
          one step hide the answer: in \u{201c}save the order and e-mail the buyer\u{201d} somebody waits for the \
          first half, but not for the second.",
    advice: "Write it with a verb and an object: Reserve the seat. Split it if one half can succeed without the \
             other, or if the halves belong to different owners.",
    citations: &[cite("advisor", "words", States)],
    fires: examples! {
        "The driver waits for the barrier to open but not for the car to be counted: two steps, and two verdicts." =>
        r#"{"name": "Car park", "flows": [{"actor": "driver", "steps": [
            {"action": "Open the barrier", "from": "gate", "to": ["parking"], "entity": "barrier",
              "answers": {"reply": "answer"}},
            {"action": "Count the car", "from": "parking", "to": ["statistics"], "entity": "car",
              "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "Only one thing happens, so there is nothing to split." =>
        r#"{"name": "Car park", "flows": [{"actor": "driver", "steps": [
            {"action": "Open the barrier", "from": "gate", "to": ["parking"], "entity": "barrier",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.windows(2).any(|pair| pair[0].flow == pair[1].flow && pair[0].verdict != pair[1].verdict)
}
