//! Whether a message may get lost.

use crate::rule::prelude::*;

/// A message can only get lost where one is sent.
const A_MESSAGE_IS_SENT: When = any(&[t(&[is!("side", "event_driven")]), t(&[is!("announced", "yes")])]);

pub(crate) static RULE: Rule = rule!(Rule {
    id: "loss",
    name: "Whether a message may be lost",
    claim: "A message that may be lost is sent once; one that must not be lost is stored with the change and resent \
            until acknowledged.",
    why: "A service that saves its change and then sends the message can crash in between. The change is there, and \
          nobody hears of it. The remedy is to write the message to the same database in the same transaction. Sent \
          from there until the broker acknowledges it, the message is as safe as the change. The cost is a table, a \
          sender and duplicates. For a reading that is repeated a second later, that is too much.",
    advice: "If it may be lost, send it at most once and let it expire soon. If not, write it to an outbox in the \
             transaction of the change, and let every consumer detect what it has already handled.",
    caveat: "\u{201c}Not lost\u{201d} means at least once, and so sometimes twice. Delivery that is called \
             \u{201c}exactly once\u{201d} costs coordination and holds only within the messaging infrastructure \
             (Azure). What a consumer does to the outside world needs its own protection against duplicates.",
    citations: &[
        cite("azure-outbox", "Solution", States),
        cite("microservices-io-outbox", "Problem; Solution", States),
        cite("azure-pub-sub", "Issues and considerations", States),
    ],
    fires: examples! {
        "A lost temperature reading is followed by the next one a second later." =>
        r#"{"name": "Cold chain", "flows": [{"steps": [
            {"action": "Report the temperature", "from": "sensor", "to": ["monitoring"],
              "answers": {"reply": "none", "loss": "acceptable"}}]}]}"#,
        "A lost laboratory finding may cost a life." =>
        r#"{"name": "Laboratory", "flows": [{"steps": [
            {"action": "Send the finding to the ward", "from": "laboratory", "to": ["ward"],
              "answers": {"reply": "none", "loss": "unacceptable"}}]}]}"#,
    },
    silent: examples! {
        "A direct query sends no message that could get lost: the caller notices at once when no answer comes." =>
        r#"{"name": "Laboratory", "flows": [{"steps": [
            {"action": "Look up the finding", "from": "ward", "to": ["laboratory"],
              "answers": {"intent": "query", "loss": "unacceptable"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("What happens if a message about this is lost?"),
        why_asked: t("Saving a change and sending a message are two actions. A crash in between loses the message \
                      unless you prevent it."),
        several: false,
        answers: t(&[
            Answer {
                id: t("acceptable"),
                label: t("No harm: it may be lost"),
                decides: t("at most once, without an outbox"),
                effects: t(&[effect(
                    shape("delivery"),
                    A_MESSAGE_IS_SENT,
                    "A lost message does no harm, so it is sent at most once and needs no outbox.",
                )]),
            },
            Answer {
                id: t("unacceptable"),
                label: t("It must not be lost"),
                decides: t("an outbox, at-least-once delivery, and consumers that detect duplicates"),
                effects: t(&[effect(
                    shape("delivery"),
                    A_MESSAGE_IS_SENT,
                    "The message must not be lost, so it is stored with the change and sent at least once.",
                )]),
            },
        ]),
    }),
});
