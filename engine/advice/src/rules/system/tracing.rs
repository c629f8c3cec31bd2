//! Whether a request can be traced through all services.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "tracing",
    name: "Whether a request can be traced through all services",
    claim: "A flow that runs from event to event is written down nowhere; without tracing nobody can see where it \
            stopped.",
    why: "A chain of calls fails loudly, and the caller knows where. A choreographed flow fails in silence: the parcel \
          was registered, the label was never printed, and each service finds its own log in order. An id that travels \
          with every message, and that every service logs, puts the pieces together again.",
    advice: "Set a correlation id at the first step of each flow and carry it in the envelope of every message and \
             call. Collect the traces in one place before the second consumer goes live. Until then, prefer one \
             orchestrator to choreography.",
    caveat: "Tracing shows what happened, not what should have happened. For a message that never came you still need \
             a time limit and somebody who watches the dead-letter queue.",
    citations: &[
        cite("azure-interservice", "Challenges", States),
        cite("azure-choreography", "Problems and considerations", States),
        cite("fowler-event-driven", "Event Notification", States),
        cite("w3c-trace-context", "Introduction", Implies),
    ],
    fires: examples! {
        "Each of a depot's services keeps its own log." =>
        r#"{"name": "Parcels", "answers": {"tracing": "no"}, "flows": [{"steps": [
            {"action": "Register the parcel", "answers": {"reply": "answer"}},
            {"action": "Print the label", "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "It is not known whether a vaccination can be traced from the booking to the record." =>
        r#"{"name": "Vaccination centre", "flows": [{"steps": [
            {"action": "Book the appointment", "answers": {"reply": "answer"}},
            {"action": "Record the vaccination", "answers": {"reply": "none"}}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("Can you trace one request through all services that handle it?"),
        why_asked: t("A flow without an orchestrator can be understood only by tracing it."),
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
                    "Requests cannot be traced through the services, so every message needs a correlation id that all \
                     of them log.",
                )]),
            },
        ]),
    }),
});
