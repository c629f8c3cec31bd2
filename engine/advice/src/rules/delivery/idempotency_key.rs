//! Delivery term: the key by which a receiver recognises a message that it has handled already.

use super::MAY_BE_LOST;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "idempotency_key",
    name: "Idempotency key",
    claim: "Who may get a message twice needs a key that is the same both times.",
    why: "Sending again is what makes delivery sure, so every receiver meets doubles. A key that is made anew with \
          each attempt hides them. The id of a fact stays the same however often it is delivered. A request can be \
          made again by a sender that starts over, and then only a key made of the run and the step is the same.",
    advice: "Store the key in the transaction of the change that it stands for, with a unique constraint, and answer a \
             known key with what was done before.",
    caveat: "A hash of the content is no key: two sales of the same thing at the same price are two sales.",
    citations: &[
        cite("hohpe-woolf-2003", "Idempotent Receiver", States),
        cite("aws-builders-idempotent", "Reducing client complexity", Implies),
        cite("cloudevents", "id; source", States),
    ],
    fires: examples! {
        "The same arrival may be told twice." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        "A print job that is asked for again is still the same job." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Print the shelf labels", "from": "catalogue", "to": ["printing"], "entity": "shelf",
              "answers": {"intent": "command", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "A humidity reading that the next one replaces." =>
        r#"{"name": "Greenhouse", "flows": [{"steps": [
            {"action": "Report the humidity", "from": "sensor", "to": ["climate"], "entity": "bed",
              "answers": {"reply": "none", "loss": "acceptable"}}]}]}"#,
        "The caller waits for the answer, and no message is on its way alone." =>
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
                because: t("It is sent at most once, so it does not come again."),
            },
            TermCase {
                when: any(&[t(&[is!("pays", "yes")]), t(&[is!("message", "command")])]),
                value: Some(t("{run} + {step}")),
                label: None,
                because: t(
                    "A sender that starts over asks again, and it must not be done again: the run and the step are the \
                     same each time."
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
