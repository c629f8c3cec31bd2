//! Style: a call whose caller waits for the outcome.

use crate::rule::prelude::*;
use crate::terms::{StyleMeaning, Verdict};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "request",
    name: "Request with an answer",
    claim: "When the caller needs the outcome, or a rule is decided while it waits, it calls and waits.",
    why: "The answer is what the caller came for: let in or not, seat or no seat, accepted or refused. A call gives it \
          in one exchange, with the error in the same place as the result. An event would leave the caller to guess \
          when, and whether, an outcome will come.",
    advice: "Call the one that decides, directly, with a time-out and a number of retries that were chosen, and send \
             an idempotency key so that a retry cannot act twice. Keep the chain short: each further call in it adds \
             its delay and its chance of failure to yours.",
    caveat: "Waiting couples the caller to the other side's being up. Where only the acceptance is needed at once, \
             answer that and finish the rest later.",
    citations: &[
        cite("lesson", "use sync when", States),
        cite("lesson", "login", States),
        cite("azure-interservice", "Drone Delivery: Choosing the messaging patterns", States),
    ],
    lesson: &[16, 17],
    fires: examples! {
        "A lorry driver stands at the gate until the yard says which bay." =>
        r#"{"name": "Depot", "flows": [{"steps": [
            {"action": "Assign a loading bay", "from": "gate", "to": ["yard"], "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The lorry has left; the carrier hears of it, and nobody waits." =>
        r#"{"name": "Depot", "flows": [{"steps": [
            {"action": "Report the departure", "from": "yard", "to": ["carrier"], "entity": "departure",
              "answers": {"reply": "none"}}]}]}"#,
        "The driver waits, and several others must learn of the bay as well." =>
        r#"{"name": "Depot", "flows": [{"steps": [
            {"action": "Assign a loading bay", "from": "gate", "to": ["yard"],
              "answers": {"reply": "answer", "consumer_count": "multiple"}}]}]}"#,
    },
    kind: RuleKind::Style(Style {
        verdict: Verdict::Synchronous,
        means: StyleMeaning::CALL,
        cases: t(&[StyleCase { rank: super::REQUEST, when: all(&[is!("side", "synchronous")]) }]),
    }),
});
