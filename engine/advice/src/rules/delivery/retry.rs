//! Delivery term: how a message is tried again if handling it fails.

use super::MAY_BE_LOST;
use crate::rule::{Citation, Example, Grade, Kind, Rule, TermCase, Terms, When, is, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("retry"),
    name: t("Retries"),
    claim: t("What failed is tried again after pauses that grow, and for no longer than it makes sense."),
    why: t(
        "Most failures pass: a restart, a full pool, a lock. A retry at once meets the same failure and adds load where there is too much; pauses that double, with a little chance in them, spread it. A failure that does not pass, such as a message that cannot be read, is no better after a thousand tries.",
    ),
    advice: t(
        "Double the pause from one second to five minutes, with jitter. Tell failures that pass from those that do not, and set the second sort aside at once. Retry at one level only.",
    ),
    caveat: Some(t(
        "The numbers are ours, for lack of any about your system; what matters is that the pauses grow, that chance is in them, and that they end.",
    )),
    citations: t(&[
        Citation { source: t("aws-builders-retries"), section: t("Retries and backoff; Jitter"), grade: Grade::States },
        Citation { source: t("azure-compensating"), section: t("Solution"), grade: Grade::Implies },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("The label printer may be out of paper for an hour."),
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
                label: Some(t("never")),
                because: t("The next message replaces it, so it is not tried again."),
            },
            TermCase {
                when: When::All(t(&[is("undo", &[t("retriable")])])),
                value: Some(t("until_done")),
                label: Some(t("until it succeeds")),
                because: t(
                    "Nothing is undone any more when it runs, so it is tried until it succeeds, with pauses that double from a second to five minutes, and somebody is told when it takes longer than an hour.",
                ),
            },
            TermCase {
                when: When::All(t(&[is("ordering", &[t("per_entity"), t("global")])])),
                value: Some(t("in_order")),
                label: Some(t("in its place, for an hour")),
                because: t(
                    "The next message must not overtake it, so it is tried in its place, with pauses that double from a second to five minutes; after an hour it is set aside together with what waits behind it.",
                ),
            },
            TermCase {
                when: When::All(t(&[is("staleness", &[t("fresh"), t("seconds")])])),
                value: Some(t("briefly")),
                label: Some(t("for five minutes")),
                because: t(
                    "Others may be behind for seconds only, so it is tried for five minutes, with pauses that double from a second, and then somebody is told.",
                ),
            },
            TermCase {
                when: When::Always,
                value: Some(t("for_a_day")),
                label: Some(t("for a day")),
                because: t(
                    "Nobody is waiting, so it is tried for a day, with pauses that double from a second to five minutes, before it is set aside.",
                ),
            },
        ]),
    }),
};
