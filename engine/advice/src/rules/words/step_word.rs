//! What a step is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "step",
    name: "Step",
    claim: "A step is one thing that must happen: one asks for it, and another or several do it.",
    why: "It is the smallest part of which it can be said whether somebody waits and what must hold. Two things in one \
          step hide the answer: of \u{201c}save the order and mail the buyer\u{201d} one half is waited for, and the \
          other is not.",
    advice: "Write it with a verb and a thing: Reserve the seat. Split it where one half can succeed without the \
             other, and where the halves belong to different owners.",
    citations: &[cite("advisor", "words", States)],
    fires: examples! {
        "Opening the barrier is waited for, counting the car is not: two steps, and two verdicts." =>
        r#"{"name": "Car park", "flows": [{"actor": "driver", "steps": [
            {"action": "Open the barrier", "from": "gate", "to": ["parking"], "entity": "barrier",
              "answers": {"reply": "answer"}},
            {"action": "Count the car", "from": "parking", "to": ["statistics"], "entity": "car",
              "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "All that happens is one thing, so there is nothing to tell apart." =>
        r#"{"name": "Car park", "flows": [{"actor": "driver", "steps": [
            {"action": "Open the barrier", "from": "gate", "to": ["parking"], "entity": "barrier",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.windows(2).any(|pair| pair[0].flow == pair[1].flow && pair[0].verdict != pair[1].verdict)
}
