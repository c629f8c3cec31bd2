//! Delivery term: the key by which a receiver recognises a message that it has handled already.

use super::MAY_BE_LOST;
use crate::rule::{Citation, Example, Grade, Kind, Rule, TermCase, Terms, When, is, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("idempotency_key"),
    name: t("Idempotency key"),
    claim: t("Who may get a message twice needs a key that is the same both times."),
    why: t(
        "Sending again is what makes delivery sure, so every receiver meets doubles. A key that is made anew with each attempt hides them. The id of a fact stays the same however often it is delivered. A request can be made again by a sender that starts over, and then only a key made of the run and the step is the same.",
    ),
    advice: t(
        "Store the key in the transaction of the change that it stands for, with a unique constraint, and answer a known key with what was done before.",
    ),
    caveat: Some(t("A hash of the content is no key: two sales of the same thing at the same price are two sales.")),
    citations: t(&[
        Citation { source: t("hohpe-woolf-2003"), section: t("Idempotent Receiver"), grade: Grade::States },
        Citation {
            source: t("aws-builders-idempotent"),
            section: t("Reducing client complexity"),
            grade: Grade::Implies,
        },
        Citation { source: t("cloudevents"), section: t("id; source"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[
        Example {
            says: t("The same arrival may be told twice."),
            description: t(
                r#"{"name": "Harbour", "flows": [{"steps": [{"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship", "answers": {"intent": "event", "reply": "none"}}]}]}"#,
            ),
        },
        Example {
            says: t("A print job that is asked for again is still the same job."),
            description: t(
                r#"{"name": "Library", "flows": [{"steps": [{"action": "Print the shelf labels", "from": "catalogue", "to": ["printing"], "entity": "shelf", "answers": {"intent": "command", "reply": "none"}}]}]}"#,
            ),
        },
    ]),
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
                label: Some(t("none needed")),
                because: t("It is sent at most once, so it does not come again."),
            },
            TermCase {
                when: When::Any(t(&[t(&[is("pays", &[t("yes")])]), t(&[is("message", &[t("command")])])])),
                value: Some(t("{run} + {step}")),
                label: None,
                because: t(
                    "A sender that starts over asks again, and it must not be done again: the run and the step are the same each time.",
                ),
            },
            TermCase {
                when: When::Always,
                value: Some(t("{message}.id")),
                label: None,
                because: t("An event keeps its id however often it is delivered."),
            },
        ]),
    }),
};
