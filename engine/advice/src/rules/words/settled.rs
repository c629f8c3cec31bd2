//! What settled means.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "settled",
    name: "Settled",
    claim: "A step is settled when no answer to an open question could change whether somebody waits for it.",
    why: "A verdict on half the facts can be right by luck. So the open questions are tried in every possible way. \
          The step is called settled only if none of them changes who waits; until then the verdict is provisional. \
          One gate can be enough: if the caller needs the result, load and audit cannot change that.",
    advice: "Answer the open questions before you build on a provisional verdict. Only those that can still change \
             it are listed.",
    caveat: "It is only about who waits: whether a call is also announced, or its work finishes later, does not make \
             a step unsettled. And it depends on your answers, which may be wrong.",
    citations: &[cite("advisor", "words", States)],
    fires: examples! {
        "The driver stands at the pump and needs the answer." =>
        r#"{"name": "Petrol station", "flows": [{"actor": "driver", "steps": [
            {"action": "Authorise the card", "from": "pump", "to": ["bank"], "entity": "card",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "Nothing is known except that it happens." =>
        r#"{"name": "Petrol station", "flows": [{"steps": [
            {"action": "Order the next delivery", "from": "station", "to": ["depot"], "entity": "delivery",
              "answers": {}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.settled)
}
