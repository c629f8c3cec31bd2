//! Disagreement: whether a single receiver is a reason for a call.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "single_consumers_and_queues",
    name: "One receiver: call or queue",
    claim: "One side calls a single receiver, since there is nobody else to tell; the other puts a queue before it, \
            since that levels load and bears failures.",
    why: "A queue is not only for many. It lets the receiver be down for a minute, work at its own pace and be tried \
          again. It also needs a broker, a dead letter and somebody who looks at it. The two sides weigh the same \
          facts and have different worries.",
    advice: "If somebody waits for the outcome, call. If nobody does, and the receiver may be slow, down or flooded at \
             times, send it a command on a queue.",
    citations: &[
        cite("dotnet-microservices", "Single-receiver message-based communication", States),
        cite("advisor", "weights", States),
    ],
    lesson: &[16, 18],
    fires: examples! {
        "One printer, and nobody waits." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Print the label", "from": "catalogue", "to": ["printer"],
              "answers": {"consumer_count": "single"}}]}]}"#,
    },
    silent: examples! {
        "The reader waits for the outcome, and both sides call." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Renew the loan", "from": "reader", "to": ["loans"],
              "answers": {"consumer_count": "single", "reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Disagreement(Disagreement {
        question: t("Is it a reason for a call that there is only one receiver?"),
        sides: t(&[
            Position {
                says: t("Yes: with one receiver there is nothing to fan out, and a call is simpler."),
                citations: t(&[cite("lesson", "use sync when; decision matrix", States)]),
            },
            Position {
                says: t(
                    "No: a command to one receiver goes well over a queue, which levels load and lets it be tried \
                     again."
                ),
                citations: t(&[
                    cite("dotnet-microservices", "Single-receiver message-based communication", States),
                    cite("azure-queue-levelling", "Solution", States),
                ]),
            },
        ]),
        follows: t("The advice follows the first with less than the weight of a full row, so that one receiver alone \
                    never decides; steep load, retries and a caller that goes on weigh more. The weight is ours."),
        bears_on: t(&[t("consumer_count"), t("queued_command"), t("load_pattern"), t("failure_tolerance")]),
        when: all(&[
            is!("consumer_count", "single"),
            is!("reply", OPEN, "acknowledgement", "none"),
            is!("intent", OPEN, "command", "event"),
        ]),
    }),
});
