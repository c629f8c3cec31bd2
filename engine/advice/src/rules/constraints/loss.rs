//! Whether a message may get lost.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Kind, Question, Rule, When, is, t};

/// A message can only get lost where one is sent.
const A_MESSAGE_IS_SENT: When =
    When::Any(t(&[t(&[is("side", &[t("event_driven")])]), t(&[is("announced", &[t("yes")])])]));

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("loss"),
    name: t("Whether a message may get lost"),
    claim: t(
        "A message that may get lost is sent once and forgotten; one that may not is stored with the change and sent \
         until it is taken.",
    ),
    why: t("A service that saves its change and then sends the message can stop in between: the change is there, and \
         nobody hears of it. Written into the same database in the same transaction, and sent from there until the \
         broker has taken it, the message is as safe as the change. That costs a table, a sender and messages that \
         arrive twice. For a reading that comes again in a second it is not worth it."),
    advice: t(
        "If it may get lost, send it at most once and give it a short life. If not, write it to an outbox in the \
         transaction of the change, and let every consumer recognise what it has already handled.",
    ),
    caveat: Some(t(
        "Not lost means at least once, and so sometimes twice. Deliveries that are called \u{201c}exactly once\u{201d} \
         cost coordination and hold only as far as the messaging infrastructure reaches (Azure); what a consumer does \
         to the world outside needs its own guard against doubles.",
    )),
    citations: t(&[
        Citation { source: t("azure-outbox"), section: t("Solution"), grade: Grade::States },
        Citation { source: t("microservices-io-outbox"), section: t("Problem; Solution"), grade: Grade::States },
        Citation { source: t("azure-pub-sub"), section: t("Issues and considerations"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[
        Example {
            says: t("A lost temperature reading is followed by the next one in a second."),
            description: t(
                r#"{"name": "Cold chain", "flows": [{"steps": [{"action": "Report the temperature", "from": "sensor", "to": ["monitoring"], "answers": {"reply": "none", "loss": "acceptable"}}]}]}"#,
            ),
        },
        Example {
            says: t("A laboratory finding that gets lost may cost a life."),
            description: t(
                r#"{"name": "Laboratory", "flows": [{"steps": [{"action": "Send the finding to the ward", "from": "laboratory", "to": ["ward"], "answers": {"reply": "none", "loss": "unacceptable"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[Example {
        says: t(
            "A question that is asked directly sends no message that could get lost: no answer is noticed at once.",
        ),
        description: t(
            r#"{"name": "Laboratory", "flows": [{"steps": [{"action": "Look up the finding", "from": "ward", "to": ["laboratory"], "answers": {"intent": "query", "loss": "unacceptable"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Constraint(Question {
        ask: t("What if a message about this got lost?"),
        why_asked: t(
            "A change and a message about it are two things, and a crash in between loses the second unless it is \
             guarded.",
        ),
        several: false,
        answers: t(&[
            Answer {
                id: t("acceptable"),
                label: t("No harm: the next one will do"),
                decides: t("at most once, without an outbox"),
                effects: t(&[Effect {
                    does: Does::Shape { what: t("delivery") },
                    when: A_MESSAGE_IS_SENT,
                    because: t("A lost message does no harm, so it is sent at most once and needs no outbox."),
                }]),
            },
            Answer {
                id: t("unacceptable"),
                label: t("It must not get lost"),
                decides: t("an outbox, at least once, and consumers that recognise doubles"),
                effects: t(&[Effect {
                    does: Does::Shape { what: t("delivery") },
                    when: A_MESSAGE_IS_SENT,
                    because: t("No message may get lost, so it is stored with the change and sent at least once."),
                }]),
            },
        ]),
    }),
};
