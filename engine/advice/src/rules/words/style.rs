//! What a style is.

use crate::assessment::{Assessment, Step};
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "style",
    name: "Style",
    claim: "A style is how exactly a step is done; its verdict says who waits, the style says by what.",
    why: "Two steps of the same verdict can be built quite differently. Event-driven is a command on a queue, with one \
          handler that may refuse it, and also a fact that any number may hear. Synchronous is a call over the \
          network, and also a transaction inside one service. The verdict follows from the style, never the other way \
          round.",
    advice: "Take the style to those who build. If it surprises you, look at three answers first: what the caller \
             expects back, whether it is a request, a question or a fact, and whether it stays within one service.",
    citations: &[
        cite("advisor", "words", States),
        cite("azure-interservice", "Synchronous versus asynchronous messaging", Implies),
    ],
    fires: examples! {
        "Both are event-driven: one puts a command on a queue, the other tells a fact." =>
        r#"{"name": "Airport", "flows": [{"steps": [
            {"id": "load", "action": "Load the luggage", "from": "check-in", "to": ["ramp"], "entity": "luggage",
              "answers": {"intent": "command", "reply": "none"}},
            {"action": "Show the loading", "from": "ramp", "to": ["screens"], "after": ["load"],
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "One step, whose verdict and style say the same." =>
        r#"{"name": "Airport", "flows": [{"steps": [
            {"action": "Show the gate", "from": "tower", "to": ["screens"],
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    let differ = |pair: &[Step<'_>]| pair[0].verdict == pair[1].verdict && pair[0].style != pair[1].style;
    assessment.steps.windows(2).any(differ)
}
