//! Disagreement: whether a required order speaks for events or against them.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "order_and_events",
    name: "Order and events",
    claim: "One source counts the order of operations among the reasons for events; others say that publishing keeps \
            no order.",
    why: "They speak of different things. A log that is split by a key keeps the order of what happens to one thing. A \
          broker that deals messages out to subscribers promises none, and one order over everything takes away what \
          events are good for.",
    advice: "Say how far the order must reach. For one thing at a time take a log and the thing\u{2019}s id as key; \
             for everything in one line give it one owner.",
    citations: &[cite("kafka-docs", "Main Concepts and Terminology", States)],
    lesson: &[14],
    fires: examples! {
        "The stops of a tram in order." =>
        r#"{"name": "Trams", "flows": [{"steps": [
            {"action": "Record the stop", "from": "tram", "to": ["timetable"], "entity": "tram",
              "answers": {"reply": "none", "ordering": "per_entity"}}]}]}"#,
    },
    silent: examples! {
        "Any order will do." =>
        r#"{"name": "Trams", "flows": [{"steps": [
            {"action": "Count the passengers", "from": "tram", "to": ["figures"],
              "answers": {"reply": "none", "ordering": "none"}}]}]}"#,
    },
    kind: RuleKind::Disagreement(Disagreement {
        question: t("Does order that matters speak for events or against them?"),
        sides: t(&[
            Position {
                says: t("Order of operations is a reason for events: a log keeps what happened in the order in which \
                         it happened."),
                citations: t(&[cite("lesson", "use events when", States)]),
            },
            Position {
                says: t("Publishing to subscribers promises no order, and receivers that need a strict one are a \
                         reason against it."),
                citations: t(&[cite("azure-pub-sub", "Issues and considerations; When to use this pattern", States)]),
            },
            Position {
                says: t("Order is kept within a partition and not across partitions, so it is kept for each key."),
                citations: t(&[cite("kafka-docs", "Main Concepts and Terminology", States)]),
            },
        ]),
        follows: t("The advice follows the third: order for each thing turns a tie to events and makes the \
                    thing\u{2019}s id the partition key; one order over everything speaks for one owner or one \
                    partition, and against broadcasting. So both others are right, each for its own reach of order."),
        bears_on: t(&[t("ordering"), t("event"), t("unordered_event"), t("global_order"), t("single_writer")]),
        when: all(&[is!("ordering", "per_entity", "global"), is!("intent", OPEN, "command", "event")]),
    }),
});
