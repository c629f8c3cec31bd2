//! Delivery term: whether a message is stored together with the change before it is sent.

use super::MAY_BE_LOST;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "sending",
    name: "Way of sending",
    claim: "Who changes a store and sends a message writes both in one transaction, and sends from there.",
    why: "Between saving and sending a process can stop, and then one of the two is missing. A row in an outbox is \
          saved with the change or not at all, and what is saved is sent as often as it takes. Who keeps nothing has \
          nothing that could come apart from the message.",
    advice: "Put the message into an outbox of the service that makes the change. Where nothing is changed, send at \
             once, and let the sender repeat until the broker has taken it.",
    caveat: "Where the events are the store, the event is the change, and no outbox is needed beside it.",
    citations: &[cite("azure-outbox", "Solution", States), cite("microservices-io-outbox", "Solution", States)],
    fires: examples! {
        "The pilots keep the arrival and tell of it." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "The caller waits for the answer, and no message is on its way alone." =>
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
                because: t("A lost message does no harm here, so it need not be stored before it is sent."),
            },
            TermCase {
                when: all(&[is!("sender", "keeps_none")]),
                value: Some(t("direct")),
                label: Some(t("directly")),
                because: t(
                    "Who sends it keeps no store here that could come apart from the message, so it is sent at once, \
                     and again until it is taken."
                ),
            },
            TermCase {
                when: When::Always,
                value: Some(t("outbox")),
                label: Some(t("from an outbox")),
                because: t("The sender changes its store and sends a message, so both are written in one transaction \
                            and the message is sent from there."),
            },
        ]),
    }),
});
