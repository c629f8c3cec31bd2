//! How many events the system would have to keep.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_volume",
    name: "How many events there would be to keep",
    claim: "Where events come in such numbers that their storage matters, keeping all of them for ever is the wrong \
            default.",
    why: "A source of truth must not forget, so its log only grows, and so does the time that a replay takes. A \
          clinic's appointments never get there. Ten thousand sensors that report every second do: three hundred \
          thousand million events a year, hardly any of which will be looked at again, and each of which must still be \
          readable when the format has changed twice.",
    advice: "Keep what was decided, not what was measured. Let raw readings expire or be summed up, and put event \
             sourcing only where the number of events follows the work of people.",
    caveat: "Replay time alone is no reason: snapshots shorten it (Azure), though they replace no event. It is the \
             storage, and the duty to read old formats, that cannot be shortened.",
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
        "Court filings come in peaks before a deadline, but a peak is not a mountain to keep." =>
        r#"{"name": "Court", "flows": [{"steps": [
            {"action": "Register the filing", "answers": {"load_pattern": "spiky"}}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("Would there be so many events that storing them all matters?"),
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
                    "Events come in such numbers that keeping all of them for ever would be a cost of its own.",
                )]),
            },
        ]),
    }),
});
