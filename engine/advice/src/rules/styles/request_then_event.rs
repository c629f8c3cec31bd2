//! Style: a call decides while the caller waits, and then one event informs everybody else.

use crate::rule::prelude::*;
use crate::terms::{StyleMeaning, Verdict};

const SYNCHRONOUS: Is = is!("side", "synchronous");

const SEVERAL: Is = is!("consumer_count", "multiple");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "request_then_event",
    name: "Request, then event",
    claim: "Decide what the caller needs while it waits, commit it, and tell everybody else with one event.",
    why: "An order needs a yes or a no at once; the warehouse, the payment, the mail and the figures only need to hear \
          that it was placed. If the caller waits for all of them, it waits for the slowest and fails with the \
          weakest. If it waits only for the decision, the rest can lag, fail and be retried without taking the order \
          down. Most real flows are this mixture, so hybrid is the normal case and no compromise.",
    advice: "Validate, save and write the event into an outbox in one transaction; answer; let a relay publish the \
             event. The consumers react in their own time and bear duplicates. Name the event after what was decided, \
             such as OrderPlaced, and leave out what a single consumer would like to have.",
    caveat: "Saving and publishing are two writes. Done one after the other, a crash between them loses the event and \
             nobody hears of the order; the outbox is what closes that gap.",
    citations: &[
        cite("lesson", "hybrid is normal", States),
        cite("azure-outbox", "Overview", States),
        cite("microservices-io-outbox", "Solution", Implies),
    ],
    lesson: &[19],
    fires: examples! {
        "A new address is registered while the citizen waits; four offices must hear of it." =>
        r#"{"name": "Registry office", "flows": [{"steps": [
            {"action": "Register the new address", "from": "portal", "to": ["registry"], "entity": "address",
              "answers": {"reply": "answer", "consumer_count": "multiple"}}]}]}"#,
        "The lesson's order: saved while the customer waits, then four services react." =>
        r#"{"name": "Web shop", "flows": [{"actor": "customer", "steps": [
            {"id": "submit", "action": "Submit the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer", "intent": "command", "consumer_count": "multiple"}},
            {"action": "Reserve stock, charge the card, notify and count", "from": "orders",
              "to": ["inventory", "payment", "notification", "analytics"], "after": ["submit"],
              "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "Only one service has to do with it, so a plain request is enough." =>
        r#"{"name": "Registry office", "flows": [{"steps": [
            {"action": "Book an appointment", "from": "portal", "to": ["calendar"],
              "answers": {"reply": "answer", "consumer_count": "single"}}]}]}"#,
    },
    kind: RuleKind::Style(Style {
        verdict: Verdict::Hybrid,
        means: StyleMeaning { announces: true, ..StyleMeaning::CALL },
        cases: t(&[StyleCase {
            rank: super::REQUEST_THEN_EVENT,
            // Several who do the step are asked side by side: they answer, and need not hear of it.
            when: any(&[
                t(&[SYNCHRONOUS, SEVERAL, is!("doers", "one")]),
                t(&[SYNCHRONOUS, SEVERAL, is!("hearers", "named")]),
            ]),
        }]),
    }),
});
