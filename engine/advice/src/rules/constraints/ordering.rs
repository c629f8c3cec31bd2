//! Which order must be kept.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Is, Kind, OPEN, Question, Rule, When, is, t};
use crate::terms::Side;

/// A query changes nothing, and no queue carries it.
const CHANGES: Is = is("intent", &[t(OPEN), t("command"), t("event")]);

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("ordering"),
    name: t("Which order must be kept"),
    claim: t(
        "Order that matters is nearly always the order of what happens to one thing, and a log split by that thing \
         keeps it.",
    ),
    why: t(
        "A card that is unblocked before it was blocked, a switch turned on after it was turned off: a consumer that \
         takes such pairs the wrong way round ends in the wrong state. A broker that deals messages out to several \
         workers promises no order. A log that is split by key does, within each part: all messages about one thing go \
         to one part, and different things still move side by side. One order over everything leaves a single line, as \
         fast as its slowest message.",
    ),
    advice: t(
        "Take the entity's id as partition key, number its events, and let consumers drop what is older than what they \
         have. Before you ask for one order over everything, look for the smaller thing whose order it really is.",
    ),
    caveat: Some(t(
        "The lesson counts the order of operations among the reasons for events. That holds for a partitioned log, and \
         only within a partition: publishing to subscribers promises no order by itself, and a strict order for all of \
         them speaks against broadcasting (Azure). A partition key that is changed later breaks the order at that \
         moment.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("use events when"), grade: Grade::States },
        Citation { source: t("kafka-docs"), section: t("Main Concepts and Terminology"), grade: Grade::States },
        Citation { source: t("azure-pub-sub"), section: t("When to use this pattern"), grade: Grade::States },
        Citation { source: t("azure-sequential-convoy"), section: t("Solution"), grade: Grade::States },
    ]),
    lesson: t(&[14]),
    fires: t(&[
        Example {
            says: t(
                "What happens to one breaker must be taken in order; different breakers have nothing to do with each \
                 other.",
            ),
            description: t(
                r#"{"name": "Power grid", "flows": [{"steps": [{"action": "Record the breaker's position", "from": "substation", "to": ["control"], "entity": "breaker", "answers": {"ordering": "per_entity"}}]}]}"#,
            ),
        },
        Example {
            says: t("Every move of a match must be replayed in the one order in which it was made."),
            description: t(
                r#"{"name": "Online game", "flows": [{"steps": [{"action": "Record the move", "from": "arena", "to": ["replay"], "answers": {"reply": "none", "ordering": "global"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[Example {
        says: t("Air samples from a whole town may be added up in any order."),
        description: t(
            r#"{"name": "Air quality", "flows": [{"steps": [{"action": "Add the sample to the statistics", "from": "sensor", "to": ["statistics"], "answers": {"reply": "none", "ordering": "none"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Constraint(Question {
        ask: t("Must messages be handled in the order in which things happened?"),
        why_asked: t("Order decides how messages are split up: by the thing they are about, or not at all."),
        several: false,
        answers: t(&[
            Answer {
                id: t("none"),
                label: t("No, any order will do"),
                decides: t("nothing: messages may be spread freely"),
                effects: t(&[]),
            },
            Answer {
                id: t("per_entity"),
                label: t("Yes, for each thing by itself"),
                decides: t("the partition key; a tie goes to events"),
                effects: t(&[
                    Effect {
                        does: Does::TurnTie { side: Side::EventDriven },
                        when: When::All(t(&[is("reply", &[t(OPEN), t("acknowledgement"), t("none")])])),
                        because: t(
                            "What happens to one thing must be handled in order, and a log that is split by that thing \
                             keeps it.",
                        ),
                    },
                    Effect {
                        does: Does::Shape { what: t("delivery") },
                        when: When::All(t(&[CHANGES])),
                        because: t(
                            "Messages about the same thing must be handled in order, so its id is the partition key.",
                        ),
                    },
                ]),
            },
            Answer {
                id: t("global"),
                label: t("Yes, one order for everything"),
                decides: t("one owner or one partition, and no broadcast"),
                effects: t(&[Effect {
                    does: Does::Shape { what: t("delivery") },
                    when: When::All(t(&[CHANGES])),
                    because: t(
                        "Everything must be handled in one order, so it goes through one owner or one partition, and \
                         not to several workers side by side.",
                    ),
                }]),
            },
        ]),
    }),
};
