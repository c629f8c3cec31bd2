//! Delivery term: the key by which a receiver recognises a message that it has handled already.

use super::MAY_BE_LOST;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "idempotency_key",
    name: "Idempotency key",
    claim: "A receiver that may get a message twice needs a key that is the same both times.",
    why: "Only resending makes delivery certain, so every receiver gets duplicates. A new key for each attempt does \
          not reveal them. The id of an event stays the same however often it is delivered. A restarted sender may \
          create the same request again, and then only the run id plus the step id is the same.",
    advice: "Store the key in the transaction of the change, with a unique constraint. Answer a known key with the \
             first result.",
    caveat: "A hash of the content is not a key: two sales of the same product at the same price are two sales.",
    citations: &[
        cite("hohpe-woolf-2003", "Idempotent Receiver", States),
        cite("aws-builders-idempotent", "Reducing client complexity", Implies),
        cite("cloudevents", "id; source", States),
    ],
    fires: examples! {
        "The same arrival may be delivered twice." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        "A print job that is requested again is still the same job." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Print the shelf labels", "from": "catalogue", "to": ["printing"], "entity": "shelf",
              "answers": {"intent": "command", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "A humidity reading is replaced by the next one." =>
        r#"{"name": "Greenhouse", "flows": [{"steps": [
            {"action": "Report the humidity", "from": "sensor", "to": ["climate"], "entity": "bed",
              "answers": {"reply": "none", "loss": "acceptable"}}]}]}"#,
        "The caller waits for the answer, so there is no message to deliver." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Renew the loan", "from": "reader", "to": ["loans"], "entity": "loan",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Delivery(Terms {
        cases: t(&[
            TermCase {
                when: all(MAY_BE_LOST),
                value: None,
                label: Some(t("none needed")),
                because: t("It is sent at most once, so it does not arrive again."),
            },
            TermCase {
                when: any(&[t(&[is!("pays", "yes")]), t(&[is!("message", "command")])]),
                value: Some(t("{run} + {step}")),
                label: None,
                because: t(
                    "A restarted sender repeats its request. The run id plus the step id identify the repeat, so it \
                     is not executed twice."
                ),
            },
            TermCase {
                when: When::Always,
                value: Some(t("{message}.id")),
                label: None,
                because: t("An event keeps its id however often it is delivered."),
            },
        ]),
    }),
});
