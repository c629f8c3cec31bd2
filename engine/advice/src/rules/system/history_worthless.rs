//! Whether the history is worth nothing.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "history_worthless",
    name: "Whether the history is worthless",
    claim: "Where only the present state matters, keeping the history has a cost and no return.",
    why: "Keeping events as the source of truth costs at every step. The state has to be rebuilt or kept ready, and \
          old events must be readable for ever. A question that a table answers in one line needs a view of its own. \
          All of this pays for the past. If nobody will ever ask about it, as with session data, a cache or a list of \
          countries, there is no return.",
    advice: "Keep the present state in a table. Publish events where others must react, and let the broker delete them \
             later.",
    caveat: "Ask those who handle complaints before you call a history worthless; they are often the ones who need it. \
             Decide it for each part: a ledger may need its past in the same system whose settings do not.",
    citations: &[
        cite("lesson", "event sourcing", States),
        cite("azure-event-sourcing", "When to use this pattern", States),
    ],
    lesson: &[12],
    fires: examples! {
        "Nobody asks where a rental scooter stood last week." =>
        r#"{"name": "Scooters", "answers": {"history_worthless": "yes"}, "flows": [{"steps": [
            {"action": "Report the position"}]}]}"#,
    },
    silent: examples! {
        "One step requires no audit trail, which does not make the whole history worthless." =>
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
                    "The history is worth nothing to anyone, so its cost would bring no return.",
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
