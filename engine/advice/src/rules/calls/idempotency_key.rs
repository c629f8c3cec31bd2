//! Call term: the key by which the other side recognises a request that it has handled already.

use super::{ACCEPTED, QUERY, TRANSACTION};
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "idempotency_key",
    name: "Idempotency key of a call",
    claim: "A call that changes something carries a key that is the same at every try.",
    why: "A caller that gets no answer cannot know whether the change was made. If it asks again, the other side \
          cannot know whether it is the same request or a second one. A key made of the run and the step tells both: \
          it stays the same after a restart of the caller, and for each run it is another.",
    advice: "Send the key with every try. Let the other side store it in the transaction of the change, with a unique \
             constraint, and answer a known key with what it answered before.",
    caveat: "A hash of the content is no key: two sales of the same thing at the same price are two sales.",
    citations: &[
        cite("aws-builders-idempotent", "Reducing client complexity", States),
        cite("stripe-idempotency", "Idempotent requests", States),
    ],
    fires: examples! {
        "A card that is charged again after a lost answer must be charged once." =>
        r#"{"name": "Ferry", "flows": [{"steps": [
            {"action": "Charge the card", "from": "ferry", "to": ["payment"], "answers": {"reply": "answer"}}]}]}"#,
        "A search for a driver that is started twice keeps two drivers busy." =>
        r#"{"name": "Taxi", "flows": [{"steps": [
            {"action": "Find a driver", "from": "app", "to": ["drivers"],
              "answers": {"intent": "command", "reply": "answer", "duration": "long"}}]}]}"#,
    },
    silent: examples! {
        "A search changes nothing." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Search the catalogue", "from": "reader", "to": ["catalogue"],
              "answers": {"intent": "query"}}]}]}"#,
        "One transaction of one database is done or not done." =>
        r#"{"name": "Ward", "flows": [{"steps": [
            {"action": "Record the dose and reduce the cupboard's stock", "from": "ward", "to": ["ward"],
              "answers": {"reply": "answer"}}]}]}"#,
    },
    since: "1.1.0",
    kind: RuleKind::Call(Terms {
        cases: t(&[
            TermCase {
                when: all(&[QUERY]),
                value: None,
                label: Some(t("none needed")),
                because: t("A query changes nothing, so it can be asked twice."),
            },
            TermCase {
                when: all(&[TRANSACTION]),
                value: None,
                label: Some(t("none needed")),
                because: t("It commits together with its caller\u{2019}s change or not at all, so no answer can get \
                            lost."),
            },
            TermCase {
                when: all(&[ACCEPTED]),
                value: Some(t("{run} + {step}")),
                label: None,
                because: t("A caller that saw no receipt sends the request again, and the work must not start twice: \
                            the run and the step are the same each time."),
            },
            TermCase {
                when: When::Always,
                value: Some(t("{run} + {step}")),
                label: None,
                because: t("A caller that saw no answer asks again, and it must not be done again: the run and the \
                            step are the same each time."),
            },
        ]),
    }),
});
