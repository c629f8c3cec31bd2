//! How many consumers must learn of it. Several consumers speak for an event.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Kind, Question, Rule, When, t};
use crate::terms::Side;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("consumer_count"),
    name: t("How many must learn of it"),
    claim: t("What several others need is told once to all of them; what only one needs can be asked for directly."),
    why: t(
        "When a patient is admitted, the ward, the kitchen, the bed plan and billing all have something to do. If the \
         caller calls one after the other, their times add up, one that is slow keeps the rest waiting, one that is \
         down fails them all, and every newcomer means a change to the caller. An event is published once, however \
         many react, and each reacts at its own pace. With a single receiver none of that applies, and a call is the \
         simpler thing.",
    ),
    advice: t(
        "Count those that act on it, today and in the plans you know of. If there are several, publish one event and \
         let each subscribe; do not send each of them a message of its own.",
    ),
    caveat: Some(t(
        "A single receiver speaks only weakly for a call, so it weighs half a row (the weight is ours): the .NET \
         microservices guide sends commands to one receiver over a queue as well, and a queue in front of one consumer \
         still flattens peaks and retries after a failure.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("decision matrix"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("use events when"), grade: Grade::States },
        Citation {
            source: t("azure-interservice"),
            section: t("Synchronous versus asynchronous messaging"),
            grade: Grade::States,
        },
        Citation {
            source: t("dotnet-microservices"),
            section: t("Single-receiver message-based communication"),
            grade: Grade::States,
        },
    ]),
    lesson: t(&[14, 16, 18]),
    fires: t(&[
        Example {
            says: t("An admission that three participants act on: the structure itself says that there are several."),
            description: t(
                r#"{"name": "Hospital", "flows": [{"steps": [{"action": "Admit the patient", "from": "admissions", "to": ["ward", "kitchen", "billing"]}]}]}"#,
            ),
        },
        Example {
            says: t("A meter that only one service sets."),
            description: t(
                r#"{"name": "Metering", "flows": [{"steps": [{"action": "Set the tariff on the meter", "from": "billing", "to": ["meter"], "answers": {"consumer_count": "single"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[Example {
        says: t("One receiver is named, but nobody said that no other will want to know."),
        description: t(
            r#"{"name": "Parcels", "flows": [{"steps": [{"action": "Register the parcel", "from": "depot", "to": ["tracking"]}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Row(Question {
        ask: t("How many others must learn of this or act on it?"),
        why_asked: t(
            "Several receivers are better told once than called one by one; for a single one a call is simpler.",
        ),
        several: false,
        answers: t(&[
            Answer {
                id: t("single"),
                label: t("Only one"),
                decides: t("leans to synchronous, by half a row"),
                effects: t(&[Effect {
                    does: Does::Lean { toward: Side::Synchronous, halves: 1 },
                    when: When::Always,
                    because: t("Only one participant acts on it, so there is nobody else to tell."),
                }]),
            },
            Answer {
                id: t("multiple"),
                label: t("Several"),
                decides: t("leans to events: told once, heard by all"),
                effects: t(&[Effect {
                    does: Does::Lean { toward: Side::EventDriven, halves: 2 },
                    when: When::Always,
                    because: t(
                        "Several must learn of it, and one event reaches them all without anybody waiting for the \
                         slowest.",
                    ),
                }]),
            },
        ]),
    }),
};
