//! Delivery term: where a message goes that cannot be handled, and who looks after it.

use super::MAY_BE_LOST;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "dead_letter",
    name: "Dead-letter queue",
    claim: "A message that still fails after its retries goes to a dead-letter queue of its consumer, owned by the \
            consumer\u{2019}s team.",
    why: "A message that can never be handled blocks all behind it, or is dropped without notice. In a dead-letter \
          queue it can be inspected, repaired and replayed. Only the consumer knows why it failed, and one consumer \
          may fail where others do not, so one queue for all is of little use.",
    advice: "Give each consumer a dead-letter queue, an alarm when it is not empty, a way to replay repaired \
             messages, and a deadline for emptying it.",
    caveat: "Where order matters, a replayed message comes too late: the handler must recognise an older state and \
             not overwrite a newer one.",
    citations: &[
        cite("hohpe-woolf-2003", "Dead Letter Channel; Invalid Message Channel", States),
        cite("azure-queue-levelling", "Issues and considerations", Implies),
    ],
    fires: examples! {
        "The printer refuses a label." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Print the shelf labels", "from": "catalogue", "to": ["printing"], "entity": "shelf",
              "answers": {"intent": "command", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "A humidity reading is replaced by the next one." =>
        r#"{"name": "Greenhouse", "flows": [{"steps": [
            {"action": "Report the humidity", "from": "sensor", "to": ["climate"], "entity": "bed",
              "answers": {"reply": "none", "loss": "acceptable"}}]}]}"#,
        "The caller waits for the answer, so there is no message to deliver." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Renew the loan", "from": "reader", "to": ["loans"], "entity": "loan",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Delivery(Terms {
        cases: t(&[
            TermCase {
                when: all(MAY_BE_LOST),
                value: None,
                label: Some(t("none")),
                because: t("The next message replaces it, so a message that fails is dropped and counted."),
            },
            TermCase {
                when: When::Always,
                value: Some(t("{handler}.{message}.dead-letter")),
                label: None,
                because: t(
                    "A message that cannot be handled goes to a dead-letter queue owned by the consuming team, with \
                     the error and a way to replay it."
                ),
            },
        ]),
    }),
});
