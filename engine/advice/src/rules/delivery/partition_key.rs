//! Delivery term: the field by which messages are split among partitions or sessions.

use crate::rule::{Citation, Example, Grade, Kind, Rule, TermCase, Terms, When, is, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("partition_key"),
    name: t("Partition key"),
    claim: t("Messages that must stay in order share a key: the id of the thing that they are about."),
    why: t(
        "A partitioned log or a queue with sessions keeps the order of messages that share a key, and only of those. The id of the thing spreads well, because there are many things, and keeps together what belongs together. A tenant or a country as a key makes one partition hot and others idle.",
    ),
    advice: t(
        "Take the id of the thing that the step is about. Do not change the key while messages are on their way.",
    ),
    caveat: None,
    citations: t(&[
        Citation { source: t("azure-sequential-convoy"), section: t("Solution"), grade: Grade::States },
        Citation { source: t("kafka-docs"), section: t("Introduction: main concepts"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("By ship, so that arrival and departure stay in order."),
        description: t(
            r#"{"name": "Harbour", "flows": [{"steps": [{"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship", "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        ),
    }]),
    silent: t(&[
        Example {
            says: t("Order does not matter, so nothing has to stay together."),
            description: t(
                r#"{"name": "Harbour", "flows": [{"steps": [{"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship", "answers": {"intent": "event", "reply": "none", "ordering": "none"}}]}]}"#,
            ),
        },
        Example {
            says: t("The caller waits for the answer, and no message is on its way alone."),
            description: t(
                r#"{"name": "Library", "flows": [{"steps": [{"action": "Renew the loan", "from": "reader", "to": ["loans"], "entity": "loan", "answers": {"reply": "answer"}}]}]}"#,
            ),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Delivery(Terms {
        cases: t(&[
            TermCase {
                when: When::All(t(&[is("ordering", &[t("none")])])),
                value: None,
                label: Some(t("none")),
                because: t("Order does not matter, so messages are spread evenly."),
            },
            TermCase {
                when: When::All(t(&[is("ordering", &[t("global")])])),
                value: None,
                label: Some(t("none")),
                because: t("One order for everything needs one partition, and one partition needs no key."),
            },
            TermCase {
                when: When::All(t(&[is("subject", &[t("named")])])),
                value: Some(t("{key}")),
                label: None,
                because: t(
                    "What happens to one of them stays in order, and different ones are worked on side by side.",
                ),
            },
            TermCase {
                when: When::All(t(&[is("ordering", &[t("per_entity")])])),
                value: None,
                label: Some(t("none")),
                because: t(
                    "Order is asked for, and nothing says what the step is about: name it, and its id is the key.",
                ),
            },
            TermCase {
                when: When::Always,
                value: None,
                label: Some(t("none")),
                because: t("Nobody has asked for an order, and nothing says what the step is about."),
            },
        ]),
    }),
};
