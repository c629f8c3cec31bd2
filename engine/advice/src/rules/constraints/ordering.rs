//! Which order must be kept.

use crate::rule::prelude::*;

/// A query changes nothing, and no queue carries it.
const CHANGES: Is = is!("intent", OPEN, "command", "event");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "ordering",
    name: "Which order must be kept",
    claim: "The order that matters is nearly always the order per entity, and a log that is partitioned by entity \
            keeps it.",
    why: "A card is unblocked before it was blocked, or a switch is turned on after it was turned off: a consumer that \
          handles such a pair in the wrong order ends in the wrong state. A broker that distributes messages over \
          several workers promises no order. A partitioned log keeps the order within each partition: all messages \
          about one entity go to one partition, and different entities still move in parallel. One order for \
          everything leaves a single line, as fast as its slowest message.",
    advice: "Use the entity's id as the partition key, number its events, and let consumers drop what is older than \
             what they have. Before you ask for one global order, look for the smaller thing whose order really \
             matters.",
    caveat: "The lesson lists the order of operations among the reasons for events. That holds for a partitioned log, \
             and only within a partition. Publishing to subscribers promises no order by itself, and a strict order \
             for all of them speaks against broadcasting (Azure). Changing a partition key later breaks the order at \
             that moment.",
    citations: &[
        cite("lesson", "use events when", States),
        cite("kafka-docs", "Main Concepts and Terminology", States),
        cite("azure-pub-sub", "When to use this pattern", States),
        cite("azure-sequential-convoy", "Solution", States),
    ],
    lesson: &[14],
    fires: examples! {
        "Events of one breaker must be handled in order; different breakers are independent." =>
        r#"{"name": "Power grid", "flows": [{"steps": [
            {"action": "Record the breaker's position", "from": "substation", "to": ["control"], "entity": "breaker",
              "answers": {"ordering": "per_entity"}}]}]}"#,
        "Every move of a match must be replayed in the single order in which it was made." =>
        r#"{"name": "Online game", "flows": [{"steps": [
            {"action": "Record the move", "from": "arena", "to": ["replay"],
              "answers": {"reply": "none", "ordering": "global"}}]}]}"#,
    },
    silent: examples! {
        "Air samples from a whole town may be added up in any order." =>
        r#"{"name": "Air quality", "flows": [{"steps": [
            {"action": "Add the sample to the statistics", "from": "sensor", "to": ["statistics"],
              "answers": {"reply": "none", "ordering": "none"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("Must messages be handled in the order in which things happened?"),
        why_asked: t("The required order decides how messages are partitioned: by entity, or not at all."),
        several: false,
        answers: t(&[
            Answer {
                id: t("none"),
                label: t("No, any order will do"),
                decides: t("nothing: messages may be distributed freely"),
                effects: t(&[]),
            },
            Answer {
                id: t("per_entity"),
                label: t("Yes, per entity"),
                decides: t("the partition key; a tie goes to events"),
                effects: t(&[
                    effect(
                        turn_tie(EventDriven),
                        all(&[is!("reply", OPEN, "acknowledgement", "none")]),
                        "Changes to one entity must be handled in order, and a log that is partitioned by entity keeps \
                         that order.",
                    ),
                    effect(
                        shape("delivery"),
                        all(&[CHANGES]),
                        "Messages about the same entity must be handled in order, so its id is the partition key.",
                    ),
                ]),
            },
            Answer {
                id: t("global"),
                label: t("Yes, one global order"),
                decides: t("one owner or one partition, and no broadcast"),
                effects: t(&[effect(
                    shape("delivery"),
                    all(&[CHANGES]),
                    "Everything must be handled in one order, so it goes through one owner or one partition and not to \
                     parallel workers.",
                )]),
            },
        ]),
    }),
});
