//! Disagreement: whether an audit trail speaks for events, and for event sourcing.

use crate::rule::{Citation, Disagreement, Example, Grade, Kind, Position, Rule, When, is, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("audit_and_event_sourcing"),
    name: t("A trail and event sourcing"),
    claim: t(
        "One side takes the need for a trail as a reason for events and for event sourcing; the other keeps a trail beside whatever is there.",
    ),
    why: t(
        "Events that are kept are a trail that cannot differ from the work, and that is worth much where a regulator asks. But they have to be kept, for years and in every form that they ever had. A table that only grows, written in the same transaction, shows the same and changes nothing else.",
    ),
    advice: t(
        "If the trail is the only reason, write it to a table that only grows, in the transaction of the change. Keep events as the truth where past states, undoing or the study of changes are wanted as well.",
    ),
    caveat: None,
    citations: t(&[
        Citation {
            source: t("azure-event-sourcing"),
            section: t("Context and problem; When to use this pattern"),
            grade: Grade::Implies,
        },
        Citation { source: t("advisor"), section: t("weights"), grade: Grade::States },
    ]),
    lesson: t(&[12, 18]),
    fires: t(&[Example {
        says: t("Who took the drug must be shown for years."),
        description: t(
            r#"{"name": "Pharmacy", "flows": [{"steps": [{"action": "Hand out the drug", "from": "ward", "to": ["cabinet"], "answers": {"audit": "required"}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("Nobody will ask."),
        description: t(
            r#"{"name": "Pharmacy", "flows": [{"steps": [{"action": "Dim the light", "from": "ward", "to": ["lights"], "answers": {"audit": "optional"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Disagreement(Disagreement {
        question: t("Is the need for a trail a reason for events?"),
        sides: t(&[
            Position {
                says: t("Yes: events are kept, carry their time and are never changed, so they are the trail."),
                citations: t(&[
                    Citation {
                        source: t("lesson"),
                        section: t("decision matrix; event sourcing"),
                        grade: Grade::States,
                    },
                    Citation {
                        source: t("fowler-event-sourcing"),
                        section: t("Event Sourcing"),
                        grade: Grade::Implies,
                    },
                ]),
            },
            Position {
                says: t(
                    "Only together with other reasons: keeping events as the truth reaches through the whole design and is dear to change back; most systems do not need it.",
                ),
                citations: t(&[Citation {
                    source: t("azure-event-sourcing"),
                    section: t("Problems and considerations"),
                    grade: Grade::States,
                }]),
            },
        ]),
        follows: t(
            "The advice takes something from both: a required trail leans to events by half a row and speaks for event sourcing, and neither is decided by it alone. The weight is ours.",
        ),
        bears_on: t(&[t("audit"), t("history_needed"), t("event_sourcing")]),
        when: When::All(t(&[is("audit", &[t("required")])])),
    }),
};
