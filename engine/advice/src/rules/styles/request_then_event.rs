//! Style: a call decides while the caller waits, and then one event informs everybody else.

use crate::rule::prelude::*;
use crate::terms::{StyleMeaning, Verdict};

const SYNCHRONOUS: Is = is!("side", "synchronous");

const SEVERAL: Is = is!("consumer_count", "multiple");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "request_then_event",
    name: "Request, then event",
    claim: "Decide what the caller needs while it waits, commit it, and inform everyone else with one event.",
    why: "An order needs a yes or a no at once. The warehouse, payment, notification and analytics only need to learn \
          that it was placed. A caller that waits for all of them waits for the slowest and fails with the least \
          reliable. If it waits only for the decision, the other services can lag, fail and retry without affecting \
          the order. Most real flows are such a mixture, so hybrid is the normal case, not a compromise.",
    advice: "Validate, save and write the event to an outbox in one transaction; answer; let a relay publish the \
             event. The consumers react at their own pace and tolerate duplicates. Name the event after what was \
             decided, such as OrderPlaced, and leave out what only one consumer would like to have.",
    caveat: "Saving and publishing are two writes. If one follows the other, a crash in between loses the event and \
             nobody learns of the order. The outbox closes that gap.",
    citations: &[
        cite("lesson", "hybrid is normal", States),
        cite("azure-outbox", "Overview", States),
        cite("microservices-io-outbox", "Solution", Implies),
    ],
    lesson: &[19],
    fires: examples! {
        "The registry saves a new address while the citizen waits; four offices must learn of it." =>
        r#"{"name": "Registry office", "flows": [{"steps": [
            {"action": "Register the new address", "from": "portal", "to": ["registry"], "entity": "address",
              "answers": {"reply": "answer", "consumer_count": "multiple"}}]}]}"#,
        "In the lesson's example, an order is saved while the customer waits, and four services then react." =>
        r#"{"name": "Web shop", "flows": [{"actor": "customer", "steps": [
            {"id": "submit", "action": "Submit the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer", "intent": "command", "consumer_count": "multiple"}},
            {"action": "Reserve stock, charge the card, notify and count", "from": "orders",
              "to": ["inventory", "payment", "notification", "analytics"], "after": ["submit"],
              "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "Only one service is involved, so a plain request is enough." =>
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
