//! Delivery term: how long a receiver remembers which messages it has handled.

use super::MAY_BE_LOST;
use crate::rule::{Citation, Example, Grade, Kind, Rule, TermCase, Terms, When, is, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("deduplication_window"),
    name: t("Deduplication window"),
    claim: t("A receiver remembers a key at least as long as its message can come again."),
    why: t(
        "Doubles come from retries within minutes, from a broker that is read again within its retention, and from dead letters that somebody sends back days later. A memory that is shorter than the longest of these lets the last ones through. Where the effect cannot be mended the key costs less than the double, so it stays with the record.",
    ),
    advice: t(
        "Keep keys for as long as the broker keeps messages and dead letters are sent back. Keep them with the record where money, stock or an act that cannot be undone depends on it.",
    ),
    caveat: Some(t(
        "The week is ours, after the default retention of a common broker. If yours keeps messages longer, remember longer.",
    )),
    citations: t(&[
        Citation { source: t("hohpe-woolf-2003"), section: t("Idempotent Receiver"), grade: Grade::Implies },
        Citation {
            source: t("kafka-docs"),
            section: t("Broker configuration: log.retention.hours"),
            grade: Grade::Implies,
        },
    ]),
    lesson: t(&[]),
    fires: t(&[
        Example {
            says: t("The same arrival may be told again as long as the broker keeps it."),
            description: t(
                r#"{"name": "Harbour", "flows": [{"steps": [{"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship", "answers": {"intent": "event", "reply": "none"}}]}]}"#,
            ),
        },
        Example {
            says: t("A fine that is collected twice is a scandal."),
            description: t(
                r#"{"name": "Town", "flows": [{"steps": [{"action": "Charge the fine", "from": "parking", "to": ["cashier"], "entity": "fine", "answers": {"intent": "command", "reply": "none"}}]}]}"#,
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
                because: t("It is sent at most once, so there is nothing to remember."),
            },
            TermCase {
                when: When::Any(t(&[
                    t(&[is("pays", &[t("yes")])]),
                    t(&[is("undo", &[t("irreversible")])]),
                    t(&[is(
                        "invariant",
                        &[
                            t("limited_stock"),
                            t("exclusive_booking"),
                            t("unique_name"),
                            t("balance"),
                            t("trade_price"),
                            t("gap_free_number"),
                            t("all_or_nothing"),
                        ],
                    )]),
                ])),
                value: Some(t("forever")),
                label: Some(t("as long as the record is kept")),
                because: t(
                    "Done twice it could not simply be put right, so the key stays with the record for as long as the record is kept.",
                ),
            },
            TermCase {
                when: When::Always,
                value: Some(t("P7D")),
                label: Some(t("a week")),
                because: t(
                    "A week: as long as brokers usually keep messages, and somebody may send back a dead letter.",
                ),
            },
        ]),
    }),
};
