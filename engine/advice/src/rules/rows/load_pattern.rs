//! Whether the work comes evenly or in peaks.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Kind, Question, Rule, When, t};
use crate::terms::Side;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("load_pattern"),
    name: t("How evenly the work comes"),
    claim: t(
        "Work that comes in peaks is queued and done at the consumer's pace; work that comes evenly is done as it \
         comes.",
    ),
    why: t(
        "A call needs the receiver's capacity at the moment of the call, so a receiver that is called must be built \
         for its worst minute or fail in it. A queue turns the peak into a backlog: the receiver keeps its own pace \
         and is built for the average, and the price is that some of the work waits. Where the load is even there is \
         no peak to flatten, and a queue would only be one more thing that can fail.",
    ),
    advice: t(
        "Compare the busiest minute with the average one. If they are far apart, put a queue before the consumer, say \
         how long the backlog may take to drain, and watch the age of its oldest message.",
    ),
    caveat: Some(t(
        "A queue only moves the wait. It helps nobody who needs the answer at once (Azure says so of its own pattern), \
         and over a whole day the consumer must be faster than the load, or the backlog never ends.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("decision matrix"), grade: Grade::States },
        Citation { source: t("azure-queue-levelling"), section: t("Solution"), grade: Grade::States },
        Citation { source: t("azure-queue-levelling"), section: t("When to use this pattern"), grade: Grade::States },
    ]),
    lesson: t(&[18]),
    fires: t(&[
        Example {
            says: t("A million meters report at midnight."),
            description: t(
                r#"{"name": "Electricity supplier", "flows": [{"steps": [{"action": "Report the meter reading", "from": "meter", "to": ["readings"], "answers": {"load_pattern": "spiky"}}]}]}"#,
            ),
        },
        Example {
            says: t("A pump reports its pressure once a minute, day and night."),
            description: t(
                r#"{"name": "Waterworks", "flows": [{"steps": [{"action": "Report the pressure", "from": "pump", "to": ["control"], "answers": {"load_pattern": "steady"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[Example {
        says: t("That two sides must grow independently does not say that the work comes in peaks."),
        description: t(
            r#"{"name": "Video portal", "flows": [{"steps": [{"action": "Convert the video", "from": "upload", "to": ["converter"], "answers": {"intent": "command", "scaling": "independent"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Row(Question {
        ask: t("Does the work come evenly, or in peaks?"),
        why_asked: t("A peak that is called through must be met with capacity; a peak that is queued only waits."),
        several: false,
        answers: t(&[
            Answer {
                id: t("steady"),
                label: t("Evenly"),
                decides: t("leans to synchronous: there is no peak to flatten"),
                effects: t(&[Effect {
                    does: Does::Lean { toward: Side::Synchronous, halves: 2 },
                    when: When::Always,
                    because: t("The work comes evenly, so there is no peak that a queue would flatten."),
                }]),
            },
            Answer {
                id: t("spiky"),
                label: t("In peaks"),
                decides: t("leans to events: the peak becomes a backlog"),
                effects: t(&[Effect {
                    does: Does::Lean { toward: Side::EventDriven, halves: 2 },
                    when: When::Always,
                    because: t(
                        "The work comes in peaks, and a queue turns a peak into a backlog instead of an outage.",
                    ),
                }]),
            },
        ]),
    }),
};
