//! Delivery term: how long a message is worth handling.

use super::{DURABLE, LOSS, MAY_BE_LOST, RULES, TOLERANT};
use crate::rule::{Citation, Example, Grade, Kind, Rule, TermCase, Terms, When, is, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("expiry"),
    name: t("Expiry"),
    claim: t("A message that the next one replaces expires; one that must not get lost never does."),
    why: t(
        "When a consumer comes back after an hour it finds an hour of messages. Readings from the start of that hour keep it busy and tell it nothing. A request or a fact, however old, must still be dealt with, or its sender believes something that is not so.",
    ),
    advice: t(
        "Set an expiry where you accept loss, a little longer than the age that others accept. Elsewhere let nothing expire, and watch the age of the oldest message.",
    ),
    caveat: None,
    citations: t(&[Citation { source: t("hohpe-woolf-2003"), section: t("Message Expiration"), grade: Grade::States }]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("After a minute nobody looks at that reading any more."),
        description: t(
            r#"{"name": "Greenhouse", "flows": [{"steps": [{"action": "Report the humidity", "from": "sensor", "to": ["climate"], "entity": "bed", "answers": {"reply": "none", "loss": "acceptable", "staleness": "seconds"}}]}]}"#,
        ),
    }]),
    silent: t(&[
        Example {
            says: t("An arrival is true for ever."),
            description: t(
                r#"{"name": "Harbour", "flows": [{"steps": [{"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship", "answers": {"intent": "event", "reply": "none"}}]}]}"#,
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
                when: When::All(t(&[LOSS, DURABLE, TOLERANT, RULES, is("staleness", &[t("fresh"), t("seconds")])])),
                value: Some(t("PT1M")),
                label: Some(t("a minute")),
                because: t(
                    "It may get lost and others look at what is seconds old, so after a minute it is worth nothing.",
                ),
            },
            TermCase {
                when: When::All(t(&[LOSS, DURABLE, TOLERANT, RULES, is("staleness", &[t("minutes")])])),
                value: Some(t("PT1H")),
                label: Some(t("an hour")),
                because: t(
                    "It may get lost and others look at what is minutes old, so after an hour it is worth nothing.",
                ),
            },
            TermCase {
                when: When::All(t(&[LOSS, DURABLE, TOLERANT, RULES, is("staleness", &[t("hours")])])),
                value: Some(t("P1D")),
                label: Some(t("a day")),
                because: t("It may get lost and others look at what is hours old, so after a day it is worth nothing."),
            },
            TermCase {
                when: When::All(t(MAY_BE_LOST)),
                value: None,
                label: Some(t("never")),
                because: t("It may get lost, but nobody has said how old is too old."),
            },
            TermCase {
                when: When::Always,
                value: None,
                label: Some(t("never")),
                because: t(
                    "It must be dealt with however late it comes, so it does not expire; what is too old is told to a person.",
                ),
            },
        ]),
    }),
};
