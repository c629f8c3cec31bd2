//! Whether a request can be traced through all services.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "tracing",
    name: "Whether one thing can be followed through all services",
    claim: "A flow that runs from event to event is written down nowhere; without tracing nobody can see where it \
            stopped.",
    why: "A chain of calls fails loudly, and the caller knows where. A flow that nobody conducts fails in silence: the \
          parcel was registered, the label never printed, and each service finds its own log in order. Only an id that \
          travels with every message, and is written down by everyone who handles it, puts the pieces together \
          again.",
    advice: "Give each flow a correlation id at its first step, carry it in the envelope of every message and call, \
             and send the traces to one place before the second consumer goes live. Until then, prefer one conductor \
             to a dance.",
    caveat: "Tracing shows what happened, not what should have: for a message that never came you still need a time \
             limit and somebody who looks at dead letters.",
    citations: &[
        cite("azure-interservice", "Challenges", States),
        cite("azure-choreography", "Problems and considerations", States),
        cite("fowler-event-driven", "Event Notification", States),
        cite("w3c-trace-context", "Introduction", Implies),
    ],
    fires: examples! {
        "A depot's services each keep a log of their own." =>
        r#"{"name": "Parcels", "answers": {"tracing": "no"}, "flows": [{"steps": [
            {"action": "Register the parcel", "answers": {"reply": "answer"}},
            {"action": "Print the label", "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "Nobody said whether a vaccination can be followed from the booking to the record." =>
        r#"{"name": "Vaccination centre", "flows": [{"steps": [
            {"action": "Book the appointment", "answers": {"reply": "answer"}},
            {"action": "Record the vaccination", "answers": {"reply": "none"}}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("Can you follow one request through all services that handle it?"),
        why_asked: t("A flow that nobody conducts can only be understood by following it."),
        several: false,
        answers: t(&[
            Answer {
                id: t("yes"),
                label: t("Yes, traces are collected in one place"),
                decides: t("nothing: every message carries its correlation id already"),
                effects: t(&[]),
            },
            Answer {
                id: t("no"),
                label: t("No, each service has its own log"),
                decides: t("a correlation id in every message, before anything else"),
                effects: t(&[always(
                    shape("delivery"),
                    "Requests cannot be followed through the services, so every message needs a correlation id that \
                     all of them log.",
                )]),
            },
        ]),
    }),
});
