//! How many events the system would have to keep.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_volume",
    name: "How many events would be kept",
    claim: "If there are so many events that their storage matters, keeping all of them for ever is the wrong default.",
    why: "A source of truth must not forget, so its log only grows, and a replay takes ever longer. A clinic's \
          appointments never reach that point. Ten thousand sensors that report every second do: three hundred billion \
          events a year. Hardly any of them is ever read again, and each must still be readable when the format has \
          changed twice.",
    advice: "Keep what was decided, not what was measured. Let raw readings expire or aggregate them. Use event \
             sourcing only where the number of events grows with the work of people.",
    caveat: "Replay time alone is no reason against it: snapshots shorten it (Azure), though they replace no event. \
             The storage, and the duty to read old formats, cannot be shortened.",
    citations: &[
        cite("lesson", "event sourcing", States),
        cite("azure-event-sourcing", "Problems and considerations", States),
    ],
    lesson: &[12],
    fires: examples! {
        "Every lamp of a city reports every second." =>
        r#"{"name": "Street lighting", "answers": {"event_volume": "extreme"}, "flows": [{"steps": [
            {"action": "Report the lamp's state"}]}]}"#,
    },
    silent: examples! {
        "Court filings come in peaks before a deadline, but a peak is not a large volume to keep." =>
        r#"{"name": "Court", "flows": [{"steps": [
            {"action": "Register the filing", "answers": {"load_pattern": "spiky"}}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("Would there be so many events that the cost of storing them all matters?"),
        why_asked: t("A log that is the source of truth is never thrown away."),
        several: false,
        answers: t(&[
            Answer { id: t("ordinary"), label: t("No"), decides: t("nothing by itself"), effects: t(&[]) },
            Answer {
                id: t("extreme"),
                label: t("Yes, storage would matter"),
                decides: t("speaks against event sourcing"),
                effects: t(&[always(
                    advise("event_sourcing", -2),
                    "There are so many events that keeping all of them for ever would be a cost of its own.",
                )]),
            },
        ]),
    }),
});
