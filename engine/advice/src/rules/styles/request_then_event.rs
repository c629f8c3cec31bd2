//! Style: a call decides while the caller waits, and then one event informs everybody else.

use crate::rule::{Citation, Example, Grade, Kind, Rule, Style, StyleCase, When, is, t};
use crate::terms::{StyleMeaning, Verdict};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("request_then_event"),
    name: t("Request, then event"),
    claim: t("Decide what the caller needs while it waits, commit it, and tell everybody else with one event."),
    why: t("An order needs a yes or a no at once; the warehouse, the payment, the mail and the figures only need to \
         hear that it was placed. If the caller waits for all of them, it waits for the slowest and fails with the \
         weakest. If it waits only for the decision, the rest can lag, fail and be retried without taking the order \
         down. Most real flows are this mixture, so hybrid is the normal case and no compromise."),
    advice: t("Validate, save and write the event into an outbox in one transaction; answer; let a relay publish the \
         event. The consumers react in their own time and bear duplicates. Name the event after what was decided, \
         such as OrderPlaced, and leave out what a single consumer would like to have."),
    caveat: Some(t(
        "Saving and publishing are two writes. Done one after the other, a crash between them loses the event and \
         nobody hears of the order; the outbox is what closes that gap.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("hybrid is normal"), grade: Grade::States },
        Citation { source: t("azure-outbox"), section: t("Overview"), grade: Grade::States },
        Citation { source: t("microservices-io-outbox"), section: t("Solution"), grade: Grade::Implies },
    ]),
    lesson: t(&[19]),
    fires: t(&[
        Example {
            says: t("A new address is registered while the citizen waits; four offices must hear of it."),
            description: t(r#"{"name": "Registry office", "flows": [{"steps": [
                    {"action": "Register the new address", "from": "portal", "to": ["registry"], "entity": "address", "answers": {"reply": "answer", "consumer_count": "multiple"}}]}]}"#),
        },
        Example {
            says: t("The lesson's order: saved while the customer waits, then four services react."),
            description: t(r#"{"name": "Web shop", "flows": [{"actor": "customer", "steps": [
                    {"id": "submit", "action": "Submit the order", "from": "web", "to": ["orders"], "entity": "order", "answers": {"reply": "answer", "intent": "command", "consumer_count": "multiple"}},
                    {"action": "Reserve stock, charge the card, notify and count", "from": "orders", "to": ["inventory", "payment", "notification", "analytics"], "after": ["submit"], "answers": {"reply": "none"}}]}]}"#),
        },
    ]),
    silent: t(&[Example {
        says: t("Only one service has to do with it, so a plain request is enough."),
        description: t(r#"{"name": "Registry office", "flows": [{"steps": [
                {"action": "Book an appointment", "from": "portal", "to": ["calendar"], "answers": {"reply": "answer", "consumer_count": "single"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Style(Style {
        verdict: Verdict::Hybrid,
        means: StyleMeaning { announces: true, ..StyleMeaning::CALL },
        cases: t(&[StyleCase {
            rank: super::REQUEST_THEN_EVENT,
            when: When::All(t(&[is("side", &[t("synchronous")]), is("consumer_count", &[t("multiple")])])),
        }]),
    }),
};
