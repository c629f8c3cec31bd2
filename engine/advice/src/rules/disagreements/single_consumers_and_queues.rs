//! Disagreement: whether a single receiver is a reason for a call.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "single_consumers_and_queues",
    name: "One receiver: call or queue",
    claim: "Some sources call a single receiver, because there is nobody else to tell; others put a queue in front \
            of it, because that levels load and survives failures.",
    why: "A queue is not only for many receivers. It lets the receiver be down for a minute, work at its own pace \
          and retry. It also needs a broker, a dead-letter queue and someone who watches it. The two sides see the \
          same facts and worry about different things.",
    advice: "If somebody waits for the outcome, make a call. If nobody does, and the receiver may be slow, down or \
             overloaded at times, send it a command on a queue.",
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
        "The reader waits for the outcome, so both sides recommend a call." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Renew the loan", "from": "reader", "to": ["loans"],
              "answers": {"consumer_count": "single", "reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Disagreement(Disagreement {
        question: t("Is a single receiver a reason for a call?"),
        sides: t(&[
            Position {
                says: t("Yes: with one receiver there is nothing to fan out, and a call is simpler."),
                citations: t(&[cite("lesson", "use sync when; decision matrix", States)]),
            },
            Position {
                says: t("No: a queue suits a command to one receiver, because it levels load and allows retries."),
                citations: t(&[
                    cite("dotnet-microservices", "Single-receiver message-based communication", States),
                    cite("azure-queue-levelling", "Solution", States),
                ]),
            },
        ]),
        follows: t("The advice follows the first with less than the weight of a full row, so that a single receiver \
                    alone never decides. Load peaks, retries and a caller that goes on count for more. The weight is \
                    ours."),
        bears_on: t(&[t("consumer_count"), t("queued_command"), t("load_pattern"), t("failure_tolerance")]),
        when: all(&[
            is!("consumer_count", "single"),
            is!("reply", OPEN, "acknowledgement", "none"),
            is!("intent", OPEN, "command", "event"),
        ]),
    }),
});
