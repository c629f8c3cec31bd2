//! Disagreement: whether an audit trail speaks for events, and for event sourcing.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "audit_and_event_sourcing",
    name: "A trail and event sourcing",
    claim: "One side takes the need for a trail as a reason for events and for event sourcing; the other keeps a trail \
            beside whatever is there.",
    why: "Events that are kept are a trail that cannot differ from the work, and that is worth much where a regulator \
          asks. But they have to be kept, for years and in every form that they ever had. A table that only grows, \
          written in the same transaction, shows the same and changes nothing else.",
    advice: "If the trail is the only reason, write it to a table that only grows, in the transaction of the change. \
             Keep events as the truth where past states, undoing or the study of changes are wanted as well.",
    citations: &[
        cite("azure-event-sourcing", "Context and problem; When to use this pattern", Implies),
        cite("advisor", "weights", States),
    ],
    lesson: &[12, 18],
    fires: examples! {
        "Who took the drug must be shown for years." =>
        r#"{"name": "Pharmacy", "flows": [{"steps": [
            {"action": "Hand out the drug", "from": "ward", "to": ["cabinet"], "answers": {"audit": "required"}}]}]}"#,
    },
    silent: examples! {
        "Nobody will ask." =>
        r#"{"name": "Pharmacy", "flows": [{"steps": [
            {"action": "Dim the light", "from": "ward", "to": ["lights"], "answers": {"audit": "optional"}}]}]}"#,
    },
    kind: RuleKind::Disagreement(Disagreement {
        question: t("Is the need for a trail a reason for events?"),
        sides: t(&[
            Position {
                says: t("Yes: events are kept, carry their time and are never changed, so they are the trail."),
                citations: t(&[
                    cite("lesson", "decision matrix; event sourcing", States),
                    cite("fowler-event-sourcing", "Event Sourcing", Implies),
                ]),
            },
            Position {
                says: t("Only together with other reasons: keeping events as the truth reaches through the whole \
                         design and is dear to change back; most systems do not need it."),
                citations: t(&[cite("azure-event-sourcing", "Problems and considerations", States)]),
            },
        ]),
        follows: t("The advice takes something from both: a required trail leans to events with less than a full row \
                    and speaks for event sourcing, and neither is decided by it alone. The weight is ours."),
        bears_on: t(&[t("audit"), t("history_needed"), t("event_sourcing")]),
        when: all(&[is!("audit", "required")]),
    }),
});
