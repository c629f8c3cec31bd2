//! Whether a message may get lost.

use crate::rule::prelude::*;

/// A message can only get lost where one is sent.
const A_MESSAGE_IS_SENT: When = any(&[t(&[is!("side", "event_driven")]), t(&[is!("announced", "yes")])]);

pub(crate) static RULE: Rule = rule!(Rule {
    id: "loss",
    name: "Whether a message may get lost",
    claim: "A message that may get lost is sent once and forgotten; one that may not is stored with the change and \
            sent until it is taken.",
    why: "A service that saves its change and then sends the message can stop in between: the change is there, and \
          nobody hears of it. Written into the same database in the same transaction, and sent from there until the \
          broker has taken it, the message is as safe as the change. That costs a table, a sender and messages that \
          arrive twice. For a reading that comes again in a second it is not worth it.",
    advice: "If it may get lost, send it at most once and give it a short life. If not, write it to an outbox in the \
             transaction of the change, and let every consumer recognise what it has already handled.",
    caveat: "Not lost means at least once, and so sometimes twice. Deliveries that are called \u{201c}exactly \
             once\u{201d} cost coordination and hold only as far as the messaging infrastructure reaches (Azure); what \
             a consumer does to the world outside needs its own guard against doubles.",
    citations: &[
        cite("azure-outbox", "Solution", States),
        cite("microservices-io-outbox", "Problem; Solution", States),
        cite("azure-pub-sub", "Issues and considerations", States),
    ],
    fires: examples! {
        "A lost temperature reading is followed by the next one in a second." =>
        r#"{"name": "Cold chain", "flows": [{"steps": [
            {"action": "Report the temperature", "from": "sensor", "to": ["monitoring"],
              "answers": {"reply": "none", "loss": "acceptable"}}]}]}"#,
        "A laboratory finding that gets lost may cost a life." =>
        r#"{"name": "Laboratory", "flows": [{"steps": [
            {"action": "Send the finding to the ward", "from": "laboratory", "to": ["ward"],
              "answers": {"reply": "none", "loss": "unacceptable"}}]}]}"#,
    },
    silent: examples! {
        "A question that is asked directly sends no message that could get lost: no answer is noticed at once." =>
        r#"{"name": "Laboratory", "flows": [{"steps": [
            {"action": "Look up the finding", "from": "ward", "to": ["laboratory"],
              "answers": {"intent": "query", "loss": "unacceptable"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("What if a message about this got lost?"),
        why_asked: t("A change and a message about it are two things, and a crash in between loses the second unless \
                      it is guarded."),
        several: false,
        answers: t(&[
            Answer {
                id: t("acceptable"),
                label: t("No harm: the next one will do"),
                decides: t("at most once, without an outbox"),
                effects: t(&[effect(
                    shape("delivery"),
                    A_MESSAGE_IS_SENT,
                    "A lost message does no harm, so it is sent at most once and needs no outbox.",
                )]),
            },
            Answer {
                id: t("unacceptable"),
                label: t("It must not get lost"),
                decides: t("an outbox, at least once, and consumers that recognise doubles"),
                effects: t(&[effect(
                    shape("delivery"),
                    A_MESSAGE_IS_SENT,
                    "No message may get lost, so it is stored with the change and sent at least once.",
                )]),
            },
        ]),
    }),
});
