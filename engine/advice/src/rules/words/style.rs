//! What a style is.

use crate::assessment::{Assessment, Step};
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "style",
    name: "Style",
    claim: "A style says exactly how a step is done; its verdict says only who waits.",
    why: "Two steps with the same verdict can be built quite differently. Event-driven can mean a command on a \
          queue, with one handler that may refuse it, or an event for any number of consumers. Synchronous can mean \
          a call over the network or a transaction inside one service. The verdict follows from the style, never the \
          other way round.",
    advice: "Discuss the style with those who build the system. If it surprises you, check three answers first: what \
             the caller expects back, whether it is a command, a query or an event, and whether it stays within one \
             service.",
    citations: &[
        cite("advisor", "words", States),
        cite("azure-interservice", "Synchronous versus asynchronous messaging", Implies),
    ],
    fires: examples! {
        "Both are event-driven: one puts a command on a queue, the other publishes an event." =>
        r#"{"name": "Airport", "flows": [{"steps": [
            {"id": "load", "action": "Load the luggage", "from": "check-in", "to": ["ramp"], "entity": "luggage",
              "answers": {"intent": "command", "reply": "none"}},
            {"action": "Show the loading", "from": "ramp", "to": ["screens"], "after": ["load"],
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "A single step has nothing to compare its style with." =>
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
