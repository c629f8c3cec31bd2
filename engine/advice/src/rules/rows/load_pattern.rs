//! Whether the work comes evenly or in peaks.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "load_pattern",
    name: "How evenly the work comes",
    claim: "Work that comes in peaks is queued and done at the consumer's pace; work that comes evenly is done as it \
            comes.",
    why: "A call needs the receiver's capacity at the moment of the call, so a receiver that is called must be built \
          for its worst minute or fail in it. A queue turns the peak into a backlog: the receiver keeps its own pace \
          and is built for the average, and the price is that some of the work waits. Where the load is even there is \
          no peak to flatten, and a queue would only be one more thing that can fail.",
    advice: "Compare the busiest minute with the average one. If they are far apart, put a queue before the consumer, \
             say how long the backlog may take to drain, and watch the age of its oldest message.",
    caveat: "A queue only moves the wait. It helps nobody who needs the answer at once (Azure says so of its own \
             pattern), and over a whole day the consumer must be faster than the load, or the backlog never ends.",
    citations: &[
        cite("lesson", "decision matrix", States),
        cite("azure-queue-levelling", "Solution", States),
        cite("azure-queue-levelling", "When to use this pattern", States),
    ],
    lesson: &[18],
    fires: examples! {
        "A million meters report at midnight." =>
        r#"{"name": "Electricity supplier", "flows": [{"steps": [
            {"action": "Report the meter reading", "from": "meter", "to": ["readings"],
              "answers": {"load_pattern": "spiky"}}]}]}"#,
        "A pump reports its pressure once a minute, day and night." =>
        r#"{"name": "Waterworks", "flows": [{"steps": [
            {"action": "Report the pressure", "from": "pump", "to": ["control"],
              "answers": {"load_pattern": "steady"}}]}]}"#,
    },
    silent: examples! {
        "That two sides must grow independently does not say that the work comes in peaks." =>
        r#"{"name": "Video portal", "flows": [{"steps": [
            {"action": "Convert the video", "from": "upload", "to": ["converter"],
              "answers": {"intent": "command", "scaling": "independent"}}]}]}"#,
    },
    kind: RuleKind::Row(Question {
        ask: t("Does the work come evenly, or in peaks?"),
        why_asked: t("A peak that is called through must be met with capacity; a peak that is queued only waits."),
        several: false,
        answers: t(&[
            Answer {
                id: t("steady"),
                label: t("Evenly"),
                decides: t("leans to synchronous: there is no peak to flatten"),
                effects: t(&[always(
                    lean(Synchronous, 2),
                    "The work comes evenly, so there is no peak that a queue would flatten.",
                )]),
            },
            Answer {
                id: t("spiky"),
                label: t("In peaks"),
                decides: t("leans to events: the peak becomes a backlog"),
                effects: t(&[always(
                    lean(EventDriven, 2),
                    "The work comes in peaks, and a queue turns a peak into a backlog instead of an outage.",
                )]),
            },
        ]),
    }),
});
