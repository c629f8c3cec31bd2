//! Disagreement: whether an audit trail speaks for events, and for event sourcing.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "audit_and_event_sourcing",
    name: "Audit trail and event sourcing",
    claim: "Some sources treat the need for an audit trail as a reason for events and event sourcing; others add an \
            audit trail to any design.",
    why: "Stored events are an audit trail that cannot diverge from what the system did, which matters to a \
          regulator. But they have to be kept for years, in every schema version they ever had. An append-only \
          table, written in the same transaction, shows the same and changes nothing else.",
    advice: "If the audit trail is the only reason, write an append-only table in the transaction of the change. Use \
             event sourcing if you also need past states, undo, or the analysis of transitions.",
    citations: &[
        cite("azure-event-sourcing", "Context and problem; When to use this pattern", Implies),
        cite("advisor", "weights", States),
    ],
    lesson: &[12, 18],
    fires: examples! {
        "For years it must be possible to show who took the drug." =>
        r#"{"name": "Pharmacy", "flows": [{"steps": [
            {"action": "Hand out the drug", "from": "ward", "to": ["cabinet"], "answers": {"audit": "required"}}]}]}"#,
    },
    silent: examples! {
        "Nobody needs a record of this." =>
        r#"{"name": "Pharmacy", "flows": [{"steps": [
            {"action": "Dim the light", "from": "ward", "to": ["lights"], "answers": {"audit": "optional"}}]}]}"#,
    },
    kind: RuleKind::Disagreement(Disagreement {
        question: t("Is the need for an audit trail a reason for events?"),
        sides: t(&[
            Position {
                says: t("Yes: events are stored, timestamped and never changed, so they are the audit trail."),
                citations: t(&[
                    cite("lesson", "decision matrix; event sourcing", States),
                    cite("fowler-event-sourcing", "Event Sourcing", Implies),
                ]),
            },
            Position {
                says: t("Only together with other reasons: event sourcing affects the whole design and is costly to \
                         undo, and most systems do not need it."),
                citations: t(&[cite("azure-event-sourcing", "Problems and considerations", States)]),
            },
        ]),
        follows: t("The advice takes something from both: a required audit trail counts as less than a full row for \
                    events and speaks for event sourcing, but decides neither alone. The weight is ours."),
        bears_on: t(&[t("audit"), t("history_needed"), t("event_sourcing")]),
        when: all(&[is!("audit", "required")]),
    }),
});
