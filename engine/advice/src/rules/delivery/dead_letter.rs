//! Delivery term: where a message goes that cannot be handled, and who looks after it.

use super::MAY_BE_LOST;
use crate::rule::{Citation, Example, Grade, Kind, Rule, TermCase, Terms, When, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("dead_letter"),
    name: t("Dead letter"),
    claim: t("What still fails is set aside for each consumer by itself, and the consumer\u{2019}s team owns it."),
    why: t(
        "A message that can never be handled blocks all behind it, or is dropped and nobody knows. Set aside with its error it can be looked at, mended and sent back. Only the consumer knows why it failed, and of several consumers one may fail where the others do not, so there is no use in one place for all.",
    ),
    advice: t(
        "One dead-letter queue for each consumer, an alarm when it is not empty, a way to send back what was mended, and a day by which it must be empty.",
    ),
    caveat: Some(t(
        "Where order matters, what was set aside comes back too late: the handler must recognise an older state and not write it over a newer one.",
    )),
    citations: t(&[
        Citation {
            source: t("hohpe-woolf-2003"),
            section: t("Dead Letter Channel; Invalid Message Channel"),
            grade: Grade::States,
        },
        Citation { source: t("azure-queue-levelling"), section: t("Issues and considerations"), grade: Grade::Implies },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("A label that the printer refuses."),
        description: t(
            r#"{"name": "Library", "flows": [{"steps": [{"action": "Print the shelf labels", "from": "catalogue", "to": ["printing"], "entity": "shelf", "answers": {"intent": "command", "reply": "none"}}]}]}"#,
        ),
    }]),
    silent: t(&[
        Example {
            says: t("A humidity reading that the next one replaces."),
            description: t(
                r#"{"name": "Greenhouse", "flows": [{"steps": [{"action": "Report the humidity", "from": "sensor", "to": ["climate"], "entity": "bed", "answers": {"reply": "none", "loss": "acceptable"}}]}]}"#,
            ),
        },
        Example {
            says: t("The caller waits for the answer, and no message is on its way alone."),
            description: t(
                r#"{"name": "Library", "flows": [{"steps": [{"action": "Renew the loan", "from": "reader", "to": ["loans"], "entity": "loan", "answers": {"reply": "answer"}}]}]}"#,
            ),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Delivery(Terms {
        cases: t(&[
            TermCase {
                when: When::All(t(MAY_BE_LOST)),
                value: None,
                label: Some(t("none")),
                because: t("The next message replaces it, so what fails is dropped and counted."),
            },
            TermCase {
                when: When::Always,
                value: Some(t("{handler}.{message}.dead-letter")),
                label: None,
                because: t(
                    "What still fails is kept where the team that handles it sees it, with its error and a way to send it back.",
                ),
            },
        ]),
    }),
};
