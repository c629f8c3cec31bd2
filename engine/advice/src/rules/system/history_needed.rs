//! What the history of changes is needed for.

use crate::rule::prelude::*;

/// Speaks for event sourcing.
const fn speaks(points: i8, because: &'static str) -> Effect {
    always(advise("event_sourcing", points), because)
}

pub(crate) static RULE: Rule = rule!(Rule {
    id: "history_needed",
    name: "What the history is needed for",
    claim: "History that people work with speaks for event sourcing; history that is only kept as evidence speaks \
            weakly for it.",
    why: "A table keeps the latest state and forgets how it came about. Sometimes people need exactly that: the \
          balance on the first of March, the last ten edits undone, or the time that claims spend in review. A log of \
          what happened answers all of these by replay, and the present state is merely its sum. A trail for a \
          regulator or for debugging costs less: an append-only table beside the state.",
    advice: "Write down the questions about the past that somebody will really ask, and who asks them. Keep events as \
             the source of truth for the entities that those questions are about, not for the whole system.",
    caveat: "The lesson counts audit and debugging among the reasons. An append-only audit table serves both at a \
             fraction of the cost, so here they speak only weakly. Azure holds that for most systems, and most parts \
             of a system, traditional data management is sufficient.",
    citations: &[
        cite("lesson", "event sourcing", States),
        cite("azure-event-sourcing", "When to use this pattern", States),
        cite("azure-event-sourcing", "Context and problem", Implies),
        cite("fowler-event-sourcing", "How it Works", States),
    ],
    lesson: &[12],
    fires: examples! {
        "An insurer must see a claim as it stood on a given day." =>
        r#"{"name": "Claims", "answers": {"history_needed": ["past_states", "transition_analytics"]},
         "flows": [{"steps": [
            {"action": "Assess the claim"}]}]}"#,
        "A grid operator must prove its switching to the regulator: a reason, but a weak one." =>
        r#"{"name": "Power grid", "answers": {"history_needed": ["regulatory_audit"]}, "flows": [{"steps": [
            {"action": "Close the breaker"}]}]}"#,
    },
    silent: examples! {
        "An audit trail for one step is an answer for that step, not a use of the system's history." =>
        r#"{"name": "Hospital pharmacy", "flows": [{"steps": [
            {"action": "Hand out the controlled drug", "answers": {"audit": "required"}}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("What will people do with the history of changes?"),
        why_asked: t(
            "Event sourcing pays off where people work with the past. For merely keeping it there are cheaper \
                      ways."
        ),
        several: true,
        answers: t(&[
            Answer {
                id: t("past_states"),
                label: t("See how things stood at an earlier time"),
                decides: t("speaks for event sourcing"),
                effects: t(&[speaks(
                    2,
                    "People ask how things stood at an earlier time, and a log of events answers by replay.",
                )]),
            },
            Answer {
                id: t("undo_redo"),
                label: t("Undo and redo"),
                decides: t("speaks for event sourcing"),
                effects: t(&[speaks(
                    2,
                    "People undo and redo changes, and with a log of events that means moving back \
                                        and forth along it."
                )]),
            },
            Answer {
                id: t("transition_analytics"),
                label: t("Analyse how things change"),
                decides: t("speaks for event sourcing"),
                effects: t(&[speaks(
                    2,
                    "People analyse how things change, and only events keep the changes \
                                        themselves."
                )]),
            },
            Answer {
                id: t("regulatory_audit"),
                label: t("Prove to a regulator what happened"),
                decides: t("speaks weakly for event sourcing; an audit table also does it"),
                effects: t(&[speaks(
                    1,
                    "A regulator wants proof of what happened. A log of events is one, and an append-only audit table \
                     is another.",
                )]),
            },
            Answer {
                id: t("debugging"),
                label: t("Find the cause of a fault"),
                decides: t("speaks weakly for event sourcing"),
                effects: t(&[speaks(
                    1,
                    "People look for the cause of a fault, and a log shows it event by event; a good audit table helps \
                     nearly as much.",
                )]),
            },
        ]),
    }),
});
