//! Delivery term: the field by which messages are split among partitions or sessions.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "partition_key",
    name: "Partition key",
    claim: "Messages that must stay in order share a key: the id of the entity they are about.",
    why: "A partitioned log, or a queue with sessions, keeps the order of messages that share a key, and only of \
          those. Entity ids spread the load well because there are many of them. A tenant or a country as key \
          overloads one partition and leaves others idle.",
    advice: "Use the id of the step\u{2019}s entity. Do not change the key while messages are in flight.",
    citations: &[
        cite("azure-sequential-convoy", "Solution", States),
        cite("kafka-docs", "Main Concepts and Terminology", States),
    ],
    fires: examples! {
        "The key is the ship, so arrival and departure stay in order." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "Order does not matter, so no messages have to share a key." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none", "ordering": "none"}}]}]}"#,
        "The caller waits for the answer, so there is no message to deliver." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Renew the loan", "from": "reader", "to": ["loans"], "entity": "loan",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Delivery(Terms {
        cases: t(&[
            TermCase {
                when: all(&[is!("ordering", "none")]),
                value: None,
                label: Some(t("none")),
                because: t("Order does not matter, so the messages are spread evenly."),
            },
            TermCase {
                when: all(&[is!("ordering", "global")]),
                value: None,
                label: Some(t("none")),
                because: t("One order for everything needs a single partition, and a single partition needs no key."),
            },
            TermCase {
                when: all(&[is!("subject", "named")]),
                value: Some(t("{key}")),
                label: None,
                because: t("Messages with the same key stay in order, and different keys are handled in parallel."),
            },
            TermCase {
                when: all(&[is!("ordering", "per_entity")]),
                value: None,
                label: Some(t("none")),
                because: t("Order is required, but the step names no entity. Name it, and its id becomes the key."),
            },
            TermCase {
                when: When::Always,
                value: None,
                label: Some(t("none")),
                because: t("You have not asked for an order, and the step names no entity."),
            },
        ]),
    }),
});
