//! How many consumers must learn of it. Several consumers speak for an event.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "consumer_count",
    name: "How many must learn of it",
    claim: "A fact that several others need is published once for all of them; what only one needs can be a direct \
            call.",
    why: "When a patient is admitted, the ward, the kitchen, the bed plan and billing all have something to do. If the \
          caller calls them one after another, their times add up. A slow one delays all that follow, one that is down \
          fails them all, and every new one means a change to the caller. An event is published once, however many \
          react, and each reacts at its own pace. With a single receiver none of this matters, and a call is simpler.",
    advice: "Count those that act on it, today and in the plans you know of. If there are several, publish one event \
             and let each subscribe. Do not send each of them a message of its own.",
    caveat: "A single receiver speaks only weakly for a call, so it weighs less than a full row (the weight is ours). \
             The .NET microservices guide also sends commands to one receiver over a queue. A queue in front of one \
             consumer still levels peaks and retries after a failure.",
    citations: &[
        cite("lesson", "decision matrix", States),
        cite("lesson", "use events when", States),
        cite("azure-interservice", "Synchronous versus asynchronous messaging", States),
        cite("dotnet-microservices", "Single-receiver message-based communication", States),
    ],
    lesson: &[14, 16, 18],
    fires: examples! {
        "Three participants act on an admission, so the structure itself shows that there are several." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Admit the patient", "from": "admissions", "to": ["ward", "kitchen", "billing"]}]}]}"#,
        "Only one service acts on a new tariff." =>
        r#"{"name": "Metering", "flows": [{"steps": [
            {"action": "Set the tariff on the meter", "from": "billing", "to": ["meter"],
              "answers": {"consumer_count": "single"}}]}]}"#,
    },
    silent: examples! {
        "One receiver is named, but the description does not rule out others." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"action": "Register the parcel", "from": "depot", "to": ["tracking"]}]}]}"#,
    },
    kind: RuleKind::Row(Question {
        ask: t("How many others must learn of this or act on it?"),
        why_asked: t(
            "Several receivers are better served by one event than by one call each. For a single receiver a \
                      call is simpler."
        ),
        several: false,
        answers: t(&[
            Answer {
                id: t("single"),
                label: t("Only one"),
                decides: t("leans weakly to synchronous"),
                effects: t(&[always(
                    lean(Synchronous, 1),
                    "Only one participant acts on it, so there is nobody else to inform.",
                )]),
            },
            Answer {
                id: t("multiple"),
                label: t("Several"),
                decides: t("leans to events: published once for all consumers"),
                effects: t(&[always(
                    lean(EventDriven, 2),
                    "Several participants must learn of it, and one event reaches them all without waiting for the \
                     slowest.",
                )]),
            },
        ]),
    }),
});
