//! How many consumers must learn of it. Several consumers speak for an event.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "consumer_count",
    name: "How many must learn of it",
    claim: "What several others need is told once to all of them; what only one needs can be asked for directly.",
    why: "When a patient is admitted, the ward, the kitchen, the bed plan and billing all have something to do. If the \
          caller calls one after the other, their times add up, one that is slow keeps the rest waiting, one that is \
          down fails them all, and every newcomer means a change to the caller. An event is published once, however \
          many react, and each reacts at its own pace. With a single receiver none of that applies, and a call is the \
          simpler thing.",
    advice: "Count those that act on it, today and in the plans you know of. If there are several, publish one event \
             and let each subscribe; do not send each of them a message of its own.",
    caveat: "A single receiver speaks only weakly for a call, so it weighs less than a full row (the weight is ours): \
             the .NET microservices guide sends commands to one receiver over a queue as well, and a queue in front of \
             one consumer still flattens peaks and retries after a failure.",
    citations: &[
        cite("lesson", "decision matrix", States),
        cite("lesson", "use events when", States),
        cite("azure-interservice", "Synchronous versus asynchronous messaging", States),
        cite("dotnet-microservices", "Single-receiver message-based communication", States),
    ],
    lesson: &[14, 16, 18],
    fires: examples! {
        "An admission that three participants act on: the structure itself says that there are several." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Admit the patient", "from": "admissions", "to": ["ward", "kitchen", "billing"]}]}]}"#,
        "A meter that only one service sets." =>
        r#"{"name": "Metering", "flows": [{"steps": [
            {"action": "Set the tariff on the meter", "from": "billing", "to": ["meter"],
              "answers": {"consumer_count": "single"}}]}]}"#,
    },
    silent: examples! {
        "One receiver is named, but nobody said that no other will want to know." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"action": "Register the parcel", "from": "depot", "to": ["tracking"]}]}]}"#,
    },
    kind: RuleKind::Row(Question {
        ask: t("How many others must learn of this or act on it?"),
        why_asked: t("Several receivers are better told once than called one by one; for a single one a call is \
                      simpler."),
        several: false,
        answers: t(&[
            Answer {
                id: t("single"),
                label: t("Only one"),
                decides: t("leans to synchronous, but weakly"),
                effects: t(&[always(
                    lean(Synchronous, 1),
                    "Only one participant acts on it, so there is nobody else to tell.",
                )]),
            },
            Answer {
                id: t("multiple"),
                label: t("Several"),
                decides: t("leans to events: told once, heard by all"),
                effects: t(&[always(
                    lean(EventDriven, 2),
                    "Several must learn of it, and one event reaches them all without anybody waiting for the \
                     slowest.",
                )]),
            },
        ]),
    }),
});
