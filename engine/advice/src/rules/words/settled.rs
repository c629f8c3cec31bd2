//! What settled means.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "settled",
    name: "Settled",
    claim: "A step is settled when no answer to an open question could move it between waiting and not waiting.",
    why: "A verdict on half the facts can be right by luck. So the open questions are tried in every possible way, and \
          only if none of them moves the step it is called settled; until then its verdict is provisional. One gate \
          can be enough: once the caller is known to need the result, load and audit cannot change who waits.",
    advice: "Answer the questions that are listed as open before you build on a provisional verdict. No others are \
             listed than those that can still matter.",
    caveat: "It is about who waits: that a decided call is also announced, or that its work finishes later, does not \
             unsettle a step. And it rests on the answers; settled does not mean that they are true.",
    citations: &[cite("advisor", "words", States)],
    fires: examples! {
        "The driver stands at the pump and needs the answer." =>
        r#"{"name": "Petrol station", "flows": [{"actor": "driver", "steps": [
            {"action": "Authorise the card", "from": "pump", "to": ["bank"], "entity": "card",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "Nothing is known but that it happens." =>
        r#"{"name": "Petrol station", "flows": [{"steps": [
            {"action": "Order the next delivery", "from": "station", "to": ["depot"], "entity": "delivery",
              "answers": {}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.settled)
}
