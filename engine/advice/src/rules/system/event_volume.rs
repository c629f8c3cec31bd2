//! How many events the system would have to keep.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Kind, Question, Rule, When, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("event_volume"),
    name: t("How many events there would be to keep"),
    claim: t(
        "Where events come in such numbers that their storage matters, keeping all of them for ever is the wrong \
         default.",
    ),
    why: t("A source of truth must not forget, so its log only grows, and so does the time that a replay takes. A \
         clinic's appointments never get there. Ten thousand sensors that report every second do: three hundred \
         thousand million events a year, hardly any of which will be looked at again, and each of which must still be \
         readable when the format has changed twice."),
    advice: t(
        "Keep what was decided, not what was measured. Let raw readings expire or be summed up, and put event sourcing \
         only where the number of events follows the work of people.",
    ),
    caveat: Some(t(
        "Replay time alone is no reason: snapshots shorten it (Azure), though they replace no event. It is the \
         storage, and the duty to read old formats, that cannot be shortened.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("event sourcing"), grade: Grade::States },
        Citation { source: t("azure-event-sourcing"), section: t("Problems and considerations"), grade: Grade::States },
    ]),
    lesson: t(&[12]),
    fires: t(&[Example {
        says: t("Every lamp of a city reports every second."),
        description: t(
            r#"{"name": "Street lighting", "answers": {"event_volume": "extreme"}, "flows": [{"steps": [{"action": "Report the lamp's state"}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("Court filings come in peaks before a deadline, but a peak is not a mountain to keep."),
        description: t(
            r#"{"name": "Court", "flows": [{"steps": [{"action": "Register the filing", "answers": {"load_pattern": "spiky"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::System(Question {
        ask: t("Would there be so many events that storing them all matters?"),
        why_asked: t("A log that is the source of truth is never thrown away."),
        several: false,
        answers: t(&[
            Answer { id: t("ordinary"), label: t("No"), decides: t("nothing by itself"), effects: t(&[]) },
            Answer {
                id: t("extreme"),
                label: t("Yes, storage would matter"),
                decides: t("speaks against event sourcing"),
                effects: t(&[Effect {
                    does: Does::Advise { on: t("event_sourcing"), points: -2 },
                    when: When::Always,
                    because: t(
                        "Events come in such numbers that keeping all of them for ever would be a cost of its own.",
                    ),
                }]),
            },
        ]),
    }),
};
