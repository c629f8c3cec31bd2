//! What the sync prefix is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "sync_prefix",
    name: "Sync prefix",
    claim: "The sync prefix is the part of a flow that somebody waits for, from its start to the commit point.",
    why: "The times of its steps add up while somebody waits, and each of them can make the flow fail. It contains \
          what the caller asks for, what those services must ask in turn, and what had to happen before. Everything \
          else comes after it and keeps nobody waiting.",
    advice: "Keep it short. For each of its steps, ask whether the caller could be answered without it; if so, move \
             the step behind the commit point.",
    caveat: "The term is ours. The lesson shows this part in its order flow: what is validated and saved before the \
             buyer is answered.",
    citations: &[cite("advisor", "words", States), cite("lesson", "hybrid is normal", Implies)],
    lesson: &[19],
    fires: examples! {
        "The fan waits for the seat and the payment, and for nothing else." =>
        r#"{"name": "Concert tickets", "flows": [{"actor": "fan", "steps": [
            {"action": "Reserve the seat", "from": "booking", "to": ["seats"], "entity": "seat",
              "answers": {"reply": "answer"}},
            {"action": "Charge the card", "from": "booking", "to": ["payment"], "entity": "card",
              "answers": {"reply": "answer"}},
            {"action": "Send the ticket", "from": "booking", "to": ["mail"], "entity": "ticket",
              "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "A turbine reports its state, and nobody waits at any point." =>
        r#"{"name": "Wind park", "flows": [{"steps": [
            {"action": "Report the turbine's state", "from": "turbine", "to": ["monitoring"], "entity": "turbine state",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.flows.iter().any(|flow| !flow.sync_prefix.is_empty())
}
