//! Who can act on a failure: the caller now, or the system later.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "failure_tolerance",
    name: "What happens when it fails",
    claim: "Wait for a step if the caller must act on its failure; do not wait if the step can be retried later.",
    why: "When a card is refused, the buyer must hear of it at once, and only a caller that waits can say so. A \
          reminder that could not be sent goes out ten minutes later, and nobody notices. Waiting for it would turn a \
          brief outage of the mail server into a failed order. The question is who can act on a failure: the caller \
          now, or the system later.",
    advice: "Say who acts on a failure. If it is the caller, call and handle the refusal. If it is the system, queue \
             the work, retry with growing pauses, and move what still fails to a dead-letter queue that somebody \
             watches.",
    caveat: "\u{201c}It must succeed now\u{201d} has two meanings that the lesson's row does not separate. Either the \
             outcome must be known now, which speaks for a call. Or the work must not be lost, which a durable queue \
             with retries achieves better than a call. Another question (must_mean) asks which one you mean. Where \
             nobody waits, only the second makes sense, and this row then weighs nothing.",
    citations: &[
        cite("lesson", "decision matrix", States),
        cite("azure-interservice", "Synchronous versus asynchronous messaging", States),
        cite("aws-rel04-bp02", "Implement loosely coupled dependencies", Implies),
    ],
    lesson: &[14, 18],
    fires: examples! {
        "A pharmacist must know before the patient leaves whether the insurer pays." =>
        r#"{"name": "Pharmacy", "flows": [{"steps": [
            {"action": "Have the insurer approve the prescription", "from": "counter", "to": ["insurer"],
              "answers": {"failure_tolerance": "must_succeed_now"}}]}]}"#,
        "A wristband can be printed again, so nobody waits to see whether it worked." =>
        r#"{"name": "Clinic", "flows": [{"steps": [
            {"action": "Print the wrist band", "from": "admissions", "to": ["printer"],
              "answers": {"intent": "command", "failure_tolerance": "retry_later"}}]}]}"#,
        "Nobody waits for the payout, so \u{201c}must succeed\u{201d} means that it must not be lost, and the row \
         weighs nothing." =>
        r#"{"name": "Benefits office", "flows": [{"steps": [
            {"action": "Pay out the benefit", "from": "case-work", "to": ["treasury"],
              "answers": {"intent": "command", "reply": "none", "failure_tolerance": "must_succeed_now"}}]}]}"#,
    },
    silent: examples! {
        "It is known that the message must not be lost, but not who acts on a failure." =>
        r#"{"name": "Wind farm", "flows": [{"steps": [
            {"action": "Report the turbine's fault", "from": "turbine", "to": ["maintenance"],
              "answers": {"loss": "unacceptable"}}]}]}"#,
    },
    kind: RuleKind::Row(Question {
        ask: t("If it fails, must the caller know now, or can it be retried later?"),
        why_asked: t("Only a caller that waits can act on a failure at once; everything else can be retried in the \
                      background."),
        several: false,
        answers: t(&[
            Answer {
                id: t("must_succeed_now"),
                label: t("It must succeed now"),
                decides: t("leans to synchronous where the caller waits; elsewhere it only shapes the delivery"),
                effects: t(&[
                    effect(
                        lean(Synchronous, 2),
                        any(&[
                            t(&[
                                is!("place", "prefix"),
                                is!("reply", OPEN, "answer"),
                                is!("must_mean", OPEN, "outcome_now"),
                            ]),
                            // A failed query is not lost: its caller waits for the answer wherever the step
                            // stands.
                            t(&[
                                is!("intent", "query"),
                                is!("reply", OPEN, "answer"),
                                is!("must_mean", OPEN, "outcome_now"),
                            ]),
                        ]),
                        "It must succeed now, and only a caller that waits can act on a failure at once.",
                    ),
                    always(
                        lean(Synchronous, 0),
                        "We read \u{201c}must succeed now\u{201d} here as \u{201c}must not be lost\u{201d}, so it \
                         shapes the delivery and weighs nothing.",
                    ),
                ]),
            },
            Answer {
                id: t("retry_later"),
                label: t("It can be retried later"),
                decides: t("leans to events: a failure is retried later"),
                effects: t(&[always(
                    lean(EventDriven, 2),
                    "A failure can be retried later, so nobody has to wait for the outcome.",
                )]),
            },
        ]),
    }),
});
