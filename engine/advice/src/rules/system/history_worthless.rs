//! Whether the history is worth nothing.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "history_worthless",
    name: "Whether the history is worth nothing",
    claim: "Where only the present state matters, a kept history is a cost without a return.",
    why: "Whoever keeps events as the source of truth pays at every step: the state has to be rebuilt or kept ready, \
          old events must be readable for ever, and a question that a table answers in one line needs a view made for \
          it. All that is paid for the past. Where nobody will ever ask about it, as with session data, a cache or a \
          list of countries, nothing comes back.",
    advice: "Keep the present state in a table. Publish events where others must react, and let the broker forget \
             them.",
    caveat: "Ask those who answer complaints before you call a history worthless; they are often the ones who need it. \
             And say so for each part: a ledger may need its past in the same system whose settings do not.",
    citations: &[
        cite("lesson", "event sourcing", States),
        cite("azure-event-sourcing", "When to use this pattern", States),
    ],
    lesson: &[12],
    fires: examples! {
        "Where a rental scooter stood last week interests nobody." =>
        r#"{"name": "Scooters", "answers": {"history_worthless": "yes"}, "flows": [{"steps": [
            {"action": "Report the position"}]}]}"#,
    },
    silent: examples! {
        "That no trail is required of one step does not make the whole history worthless." =>
        r#"{"name": "Street lighting", "flows": [{"steps": [
            {"action": "Dim the lamp", "answers": {"audit": "optional"}}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("Is the history of changes worth nothing to anyone?"),
        why_asked: t("If so, keeping events as the source of truth costs much and returns nothing."),
        several: false,
        answers: t(&[
            Answer {
                id: t("yes"),
                label: t("Yes, only the present state matters"),
                decides: t("speaks strongly against event sourcing"),
                effects: t(&[always(
                    advise("event_sourcing", -4),
                    "The history is worth nothing to anyone, so its cost would have no return.",
                )]),
            },
            Answer {
                id: t("no"),
                label: t("No, somebody may need it"),
                decides: t("nothing by itself"),
                effects: t(&[]),
            },
        ]),
    }),
});
