//! Delivery term: whether a message is stored together with the change before it is sent.

use super::MAY_BE_LOST;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "sending",
    name: "How it is sent",
    claim: "A service that changes its store and sends a message writes both in one transaction, and sends the \
            message from there.",
    why: "A process can crash between saving and sending, and then one of the two is missing. A row in an outbox is \
          saved together with the change or not at all, and a relay sends it until the broker acknowledges. A sender \
          without a change of its own has nothing to keep in step.",
    advice: "Write the message into an outbox of the service that makes the change. If the sender changes nothing, \
             send directly and retry until the broker acknowledges.",
    caveat: "In an event-sourced store the event is the change, so no outbox is needed.",
    citations: &[cite("azure-outbox", "Solution", States), cite("microservices-io-outbox", "Solution", States)],
    fires: examples! {
        "The pilots save the arrival and announce it." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "The caller waits for the answer, so there is no message to deliver." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Renew the loan", "from": "reader", "to": ["loans"], "entity": "loan",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Delivery(Terms {
        cases: t(&[
            TermCase {
                when: all(MAY_BE_LOST),
                value: Some(t("direct")),
                label: Some(t("directly")),
                because: t("Losing it is acceptable, so it need not be stored before it is sent."),
            },
            TermCase {
                when: all(&[is!("sender", "keeps_none")]),
                value: Some(t("direct")),
                label: Some(t("directly")),
                because: t(
                    "The sender has no database that the message must be kept in step with, so it sends directly and \
                     retries until acknowledged."
                ),
            },
            TermCase {
                when: When::Always,
                value: Some(t("outbox")),
                label: Some(t("from an outbox")),
                because: t("The sender changes its store and sends a message, so it writes both in one transaction; \
                            a relay sends the message from there."),
            },
        ]),
    }),
});
