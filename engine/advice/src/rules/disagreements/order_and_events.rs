//! Disagreement: whether a required order speaks for events or against them.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "order_and_events",
    name: "Order and events",
    claim: "One source counts the order of operations among the reasons for events; others say that \
            publish-subscribe keeps no order.",
    why: "They speak of different things. A partitioned log keeps the order of the messages about one entity. A \
          broker that distributes messages to subscribers guarantees no order. And one order for everything cancels \
          the benefits of events.",
    advice: "Say how far the order must reach. For order per entity, use a log with the entity\u{2019}s id as key. \
             For one order over everything, give it one owner.",
    citations: &[cite("kafka-docs", "Main Concepts and Terminology", States)],
    lesson: &[14],
    fires: examples! {
        "The stops of a tram must be recorded in order." =>
        r#"{"name": "Trams", "flows": [{"steps": [
            {"action": "Record the stop", "from": "tram", "to": ["timetable"], "entity": "tram",
              "answers": {"reply": "none", "ordering": "per_entity"}}]}]}"#,
    },
    silent: examples! {
        "Order does not matter." =>
        r#"{"name": "Trams", "flows": [{"steps": [
            {"action": "Count the passengers", "from": "tram", "to": ["figures"],
              "answers": {"reply": "none", "ordering": "none"}}]}]}"#,
    },
    kind: RuleKind::Disagreement(Disagreement {
        question: t("Is a required order a reason for events or against them?"),
        sides: t(&[
            Position {
                says: t("The order of operations is a reason for events: a log keeps what happened in the order in \
                         which it happened."),
                citations: t(&[cite("lesson", "use events when", States)]),
            },
            Position {
                says: t("Publishing to subscribers guarantees no order, so receivers that need a strict order are a \
                         reason against it."),
                citations: t(&[cite("azure-pub-sub", "Issues and considerations; When to use this pattern", States)]),
            },
            Position {
                says: t("Order is kept within a partition and not across partitions, so it is kept per key."),
                citations: t(&[cite("kafka-docs", "Main Concepts and Terminology", States)]),
            },
        ]),
        follows: t("The advice follows the third. Order per entity turns a tie to events and makes the \
                    entity\u{2019}s id the partition key. One order over everything speaks for one owner or one \
                    partition, and against broadcasting. So each of the other two is right for its own kind of \
                    order."),
        bears_on: t(&[t("ordering"), t("event"), t("unordered_event"), t("global_order"), t("single_writer")]),
        when: all(&[is!("ordering", "per_entity", "global"), is!("intent", OPEN, "command", "event")]),
    }),
});
