//! Disagreement: whether a required order speaks for events or against them.

use crate::rule::{Citation, Disagreement, Example, Grade, Kind, OPEN, Position, Rule, When, is, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("order_and_events"),
    name: t("Order and events"),
    claim: t(
        "One source counts the order of operations among the reasons for events; others say that publishing keeps no order.",
    ),
    why: t(
        "They speak of different things. A log that is split by a key keeps the order of what happens to one thing. A broker that deals messages out to subscribers promises none, and one order over everything takes away what events are good for.",
    ),
    advice: t(
        "Say how far the order must reach. For one thing at a time take a log and the thing\u{2019}s id as key; for everything in one line give it one owner.",
    ),
    caveat: None,
    citations: t(&[Citation {
        source: t("kafka-docs"),
        section: t("Main Concepts and Terminology"),
        grade: Grade::States,
    }]),
    lesson: t(&[14]),
    fires: t(&[Example {
        says: t("The stops of a tram in order."),
        description: t(
            r#"{"name": "Trams", "flows": [{"steps": [{"action": "Record the stop", "from": "tram", "to": ["timetable"], "entity": "tram", "answers": {"reply": "none", "ordering": "per_entity"}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("Any order will do."),
        description: t(
            r#"{"name": "Trams", "flows": [{"steps": [{"action": "Count the passengers", "from": "tram", "to": ["figures"], "answers": {"reply": "none", "ordering": "none"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Disagreement(Disagreement {
        question: t("Does order that matters speak for events or against them?"),
        sides: t(&[
            Position {
                says: t(
                    "Order of operations is a reason for events: a log keeps what happened in the order in which it happened.",
                ),
                citations: t(&[Citation { source: t("lesson"), section: t("use events when"), grade: Grade::States }]),
            },
            Position {
                says: t(
                    "Publishing to subscribers promises no order, and receivers that need a strict one are a reason against it.",
                ),
                citations: t(&[Citation {
                    source: t("azure-pub-sub"),
                    section: t("Issues and considerations; When to use this pattern"),
                    grade: Grade::States,
                }]),
            },
            Position {
                says: t("Order is kept within a partition and not across partitions, so it is kept for each key."),
                citations: t(&[Citation {
                    source: t("kafka-docs"),
                    section: t("Main Concepts and Terminology"),
                    grade: Grade::States,
                }]),
            },
        ]),
        follows: t(
            "The advice follows the third: order for each thing turns a tie to events and makes the thing\u{2019}s id the partition key; one order over everything speaks for one owner or one partition, and against broadcasting. So both others are right, each for its own reach of order.",
        ),
        bears_on: t(&[t("ordering"), t("event"), t("unordered_event"), t("global_order"), t("single_writer")]),
        when: When::All(t(&[
            is("ordering", &[t("per_entity"), t("global")]),
            is("intent", &[t(OPEN), t("command"), t("event")]),
        ])),
    }),
};
