//! Whether a request can be traced through all services.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Kind, Question, Rule, When, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("tracing"),
    name: t("Whether one thing can be followed through all services"),
    claim: t("A flow that runs from event to event is written down nowhere; without tracing nobody can see where it \
         stopped."),
    why: t(
        "A chain of calls fails loudly, and the caller knows where. A flow that nobody conducts fails in silence: the \
         parcel was registered, the label never printed, and each service finds its own log in order. Only an id that \
         travels with every message, and is written down by everyone who handles it, puts the pieces together again.",
    ),
    advice: t(
        "Give each flow a correlation id at its first step, carry it in the envelope of every message and call, and \
         send the traces to one place before the second consumer goes live. Until then, prefer one conductor to a \
         dance.",
    ),
    caveat: Some(t(
        "Tracing shows what happened, not what should have: for a message that never came you still need a time limit \
         and somebody who looks at dead letters.",
    )),
    citations: t(&[
        Citation { source: t("azure-interservice"), section: t("Challenges"), grade: Grade::States },
        Citation { source: t("azure-choreography"), section: t("Problems and considerations"), grade: Grade::States },
        Citation { source: t("fowler-event-driven"), section: t("Event Notification"), grade: Grade::States },
        Citation { source: t("w3c-trace-context"), section: t("Introduction"), grade: Grade::Implies },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("A depot's services each keep a log of their own."),
        description: t(
            r#"{"name": "Parcels", "answers": {"tracing": "no"}, "flows": [{"steps": [{"action": "Register the parcel", "answers": {"reply": "answer"}}, {"action": "Print the label", "answers": {"reply": "none"}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("Nobody said whether a vaccination can be followed from the booking to the record."),
        description: t(
            r#"{"name": "Vaccination centre", "flows": [{"steps": [{"action": "Book the appointment", "answers": {"reply": "answer"}}, {"action": "Record the vaccination", "answers": {"reply": "none"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::System(Question {
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
                effects: t(&[Effect {
                    does: Does::Shape { what: t("delivery") },
                    when: When::Always,
                    because: t(
                        "Requests cannot be followed through the services, so every message needs a correlation id \
                         that all of them log.",
                    ),
                }]),
            },
        ]),
    }),
};
