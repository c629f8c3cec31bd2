//! Whether the work comes evenly or in peaks.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "load_pattern",
    name: "How steady the load is",
    claim: "Work that comes in peaks is queued and done at the consumer's pace; steady work can be done as it arrives.",
    why: "A call needs the receiver's capacity at the moment of the call. A receiver that is called must be built for \
          its busiest minute, or it fails in that minute. A queue turns the peak into a backlog: the receiver keeps \
          its own pace and is built for the average load. The price is that some of the work waits. Under a steady \
          load there is no peak to level, and a queue would only be one more thing that can fail.",
    advice: "Compare the busiest minute with the average one. If they are far apart, put a queue in front of the \
             consumer. Agree on how long the backlog may take to drain, and monitor the age of its oldest message.",
    caveat: "A queue only moves the wait. It does not help a caller that needs the answer at once (Azure says so of \
             its own pattern). On average over the day, the consumer must be faster than the load, or the backlog \
             never drains.",
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
        "It is known that the two sides must scale independently, but not that the work comes in peaks." =>
        r#"{"name": "Video portal", "flows": [{"steps": [
            {"action": "Convert the video", "from": "upload", "to": ["converter"],
              "answers": {"intent": "command", "scaling": "independent"}}]}]}"#,
    },
    kind: RuleKind::Row(Question {
        ask: t("Is the load steady, or does it come in peaks?"),
        why_asked: t("With calls, the receiver needs capacity for every peak; with a queue, the peak only waits."),
        several: false,
        answers: t(&[
            Answer {
                id: t("steady"),
                label: t("Steady"),
                decides: t("leans to synchronous: there is no peak to level"),
                effects: t(&[always(
                    lean(Synchronous, 2),
                    "The load is steady, so there is no peak for a queue to level.",
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
