//! Delivery term: the field by which messages are split among partitions or sessions.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "partition_key",
    name: "Partition key",
    claim: "Messages that must stay in order share a key: the id of the thing that they are about.",
    why: "A partitioned log or a queue with sessions keeps the order of messages that share a key, and only of those. \
          The id of the thing spreads well, because there are many things, and keeps together what belongs together. A \
          tenant or a country as a key makes one partition hot and others idle.",
    advice: "Take the id of the thing that the step is about. Do not change the key while messages are on their way.",
    citations: &[
        cite("azure-sequential-convoy", "Solution", States),
        cite("kafka-docs", "Main Concepts and Terminology", States),
    ],
    fires: examples! {
        "By ship, so that arrival and departure stay in order." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "Order does not matter, so nothing has to stay together." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none", "ordering": "none"}}]}]}"#,
        "The caller waits for the answer, and no message is on its way alone." =>
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
                because: t("Order does not matter, so messages are spread evenly."),
            },
            TermCase {
                when: all(&[is!("ordering", "global")]),
                value: None,
                label: Some(t("none")),
                because: t("One order for everything needs one partition, and one partition needs no key."),
            },
            TermCase {
                when: all(&[is!("subject", "named")]),
                value: Some(t("{key}")),
                label: None,
                because: t("What happens to one of them stays in order, and different ones are worked on side by \
                            side."),
            },
            TermCase {
                when: all(&[is!("ordering", "per_entity")]),
                value: None,
                label: Some(t("none")),
                because: t("Order is asked for, and nothing says what the step is about: name it, and its id is the \
                            key."),
            },
            TermCase {
                when: When::Always,
                value: None,
                label: Some(t("none")),
                because: t("Nobody has asked for an order, and nothing says what the step is about."),
            },
        ]),
    }),
});
