//! What the history of changes is needed for.

use crate::rule::prelude::*;

/// Speaks for event sourcing.
const fn speaks(points: i8, because: &'static str) -> Effect {
    always(advise("event_sourcing", points), because)
}

pub(crate) static RULE: Rule = rule!(Rule {
    id: "history_needed",
    name: "What the history is needed for",
    claim: "A history that people work with speaks for event sourcing; a history that is only kept to be shown speaks \
            for it weakly.",
    why: "A table keeps the latest state and forgets how it came about. If that way is what people ask for, the \
          balance on the first of March, the last ten edits taken back, how long claims stay in review, then a log of \
          what happened answers all of them by replay, and the state is only its sum. A trail for a regulator, or for \
          the search after a fault, can be had for less: a table that only ever grows, beside the state.",
    advice: "Write down the questions about the past that somebody will really ask, and who asks them. Keep events as \
             the source of truth for the entities that those questions are about, not for the whole system.",
    caveat: "The lesson counts audit and debugging among the reasons. An append-only audit table serves both at a \
             fraction of the cost, so here they speak only weakly; Azure holds that for most systems, and most parts \
             of a system, plain data management is enough.",
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
        "Switching in a power grid must be provable to the regulator: a reason, but a weak one." =>
        r#"{"name": "Power grid", "answers": {"history_needed": ["regulatory_audit"]}, "flows": [{"steps": [
            {"action": "Close the breaker"}]}]}"#,
    },
    silent: examples! {
        "A trail for one step is a matter of that step, not a use of the system's history." =>
        r#"{"name": "Hospital pharmacy", "flows": [{"steps": [
            {"action": "Hand out the controlled drug", "answers": {"audit": "required"}}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("What will somebody do with the history of changes?"),
        why_asked: t("Event sourcing pays where people work with the past; to merely keep it there are cheaper ways."),
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
                effects: t(&[speaks(2, "People undo and redo, and with a log of events that is a walk along it.")]),
            },
            Answer {
                id: t("transition_analytics"),
                label: t("Analyse how things change"),
                decides: t("speaks for event sourcing"),
                effects: t(&[speaks(2, "How things change is analysed, and only events keep the changes themselves.")]),
            },
            Answer {
                id: t("regulatory_audit"),
                label: t("Prove to a regulator what happened"),
                decides: t("speaks weakly for event sourcing; an audit table does it, too"),
                effects: t(&[speaks(
                    1,
                    "A regulator wants proof of what happened; a log of events is one, an append-only audit table is \
                     another.",
                )]),
            },
            Answer {
                id: t("debugging"),
                label: t("Find out how a fault came about"),
                decides: t("speaks weakly for event sourcing"),
                effects: t(&[speaks(
                    1,
                    "A fault can be retraced event by event; a good audit table helps nearly as much.",
                )]),
            },
        ]),
    }),
});
