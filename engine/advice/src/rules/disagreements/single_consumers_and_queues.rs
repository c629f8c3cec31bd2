//! Disagreement: whether a single receiver is a reason for a call.

use crate::rule::{Citation, Disagreement, Example, Grade, Kind, OPEN, Position, Rule, When, is, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("single_consumers_and_queues"),
    name: t("One receiver: call or queue"),
    claim: t(
        "One side calls a single receiver, since there is nobody else to tell; the other puts a queue before it, since that levels load and bears failures.",
    ),
    why: t(
        "A queue is not only for many. It lets the receiver be down for a minute, work at its own pace and be tried again. It also needs a broker, a dead letter and somebody who looks at it. The two sides weigh the same facts and have different worries.",
    ),
    advice: t(
        "If somebody waits for the outcome, call. If nobody does, and the receiver may be slow, down or flooded at times, send it a command on a queue.",
    ),
    caveat: None,
    citations: t(&[
        Citation {
            source: t("dotnet-microservices"),
            section: t("Single-receiver message-based communication"),
            grade: Grade::States,
        },
        Citation { source: t("advisor"), section: t("weights"), grade: Grade::States },
    ]),
    lesson: t(&[16, 18]),
    fires: t(&[Example {
        says: t("One printer, and nobody waits."),
        description: t(
            r#"{"name": "Library", "flows": [{"steps": [{"action": "Print the label", "from": "catalogue", "to": ["printer"], "answers": {"consumer_count": "single"}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("The reader waits for the outcome, and both sides call."),
        description: t(
            r#"{"name": "Library", "flows": [{"steps": [{"action": "Renew the loan", "from": "reader", "to": ["loans"], "answers": {"consumer_count": "single", "reply": "answer"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Disagreement(Disagreement {
        question: t("Is it a reason for a call that there is only one receiver?"),
        sides: t(&[
            Position {
                says: t("Yes: with one receiver there is nothing to fan out, and a call is simpler."),
                citations: t(&[Citation {
                    source: t("lesson"),
                    section: t("use sync when; decision matrix"),
                    grade: Grade::States,
                }]),
            },
            Position {
                says: t(
                    "No: a command to one receiver goes well over a queue, which levels load and lets it be tried again.",
                ),
                citations: t(&[
                    Citation {
                        source: t("dotnet-microservices"),
                        section: t("Single-receiver message-based communication"),
                        grade: Grade::States,
                    },
                    Citation { source: t("azure-queue-levelling"), section: t("Solution"), grade: Grade::States },
                ]),
            },
        ]),
        follows: t(
            "The advice follows the first with half the weight of a row, so that one receiver alone never decides; steep load, retries and a caller that goes on weigh more. The weight is ours.",
        ),
        bears_on: t(&[t("consumer_count"), t("queued_command"), t("load_pattern"), t("failure_tolerance")]),
        when: When::All(t(&[
            is("consumer_count", &[t("single")]),
            is("reply", &[t(OPEN), t("acknowledgement"), t("none")]),
            is("intent", &[t(OPEN), t("command"), t("event")]),
        ])),
    }),
};
