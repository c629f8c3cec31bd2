//! Delivery term: where a message goes that cannot be handled, and who looks after it.

use super::MAY_BE_LOST;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "dead_letter",
    name: "Dead letter",
    claim: "What still fails is set aside for each consumer by itself, and the consumer\u{2019}s team owns it.",
    why: "A message that can never be handled blocks all behind it, or is dropped and nobody knows. Set aside with its \
          error it can be looked at, mended and sent back. Only the consumer knows why it failed, and of several \
          consumers one may fail where the others do not, so there is no use in one place for all.",
    advice: "One dead-letter queue for each consumer, an alarm when it is not empty, a way to send back what was \
             mended, and a day by which it must be empty.",
    caveat: "Where order matters, what was set aside comes back too late: the handler must recognise an older state \
             and not write it over a newer one.",
    citations: &[
        cite("hohpe-woolf-2003", "Dead Letter Channel; Invalid Message Channel", States),
        cite("azure-queue-levelling", "Issues and considerations", Implies),
    ],
    fires: examples! {
        "A label that the printer refuses." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Print the shelf labels", "from": "catalogue", "to": ["printing"], "entity": "shelf",
              "answers": {"intent": "command", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "A humidity reading that the next one replaces." =>
        r#"{"name": "Greenhouse", "flows": [{"steps": [
            {"action": "Report the humidity", "from": "sensor", "to": ["climate"], "entity": "bed",
              "answers": {"reply": "none", "loss": "acceptable"}}]}]}"#,
        "The caller waits for the answer, and no message is on its way alone." =>
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
                because: t("The next message replaces it, so what fails is dropped and counted."),
            },
            TermCase {
                when: When::Always,
                value: Some(t("{handler}.{message}.dead-letter")),
                label: None,
                because: t(
                    "What still fails is kept where the team that handles it sees it, with its error and a way to send \
                     it back."
                ),
            },
        ]),
    }),
});
