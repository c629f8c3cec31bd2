//! Delivery term: how long a receiver remembers which messages it has handled.

use super::MAY_BE_LOST;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "deduplication_window",
    name: "Deduplication window",
    claim: "A receiver remembers a key for at least as long as its message can be delivered again.",
    why: "Duplicates come from retries within minutes, from a broker that is reread within its retention time, and \
          from dead letters that are replayed days later. A shorter memory lets the last ones through. Where the \
          effect cannot be repaired, keeping the key costs less than a duplicate, so it stays with the record.",
    advice: "Remember keys for as long as the broker keeps messages and dead letters may be replayed. Where money, \
             stock or an irreversible action depends on it, keep the key with the record.",
    caveat: "The week is our choice, after the default retention time of a common broker. If yours keeps messages \
             longer, remember keys longer.",
    citations: &[
        cite("hohpe-woolf-2003", "Idempotent Receiver", Implies),
        cite("kafka-docs", "Broker configuration: log.retention.hours", Implies),
    ],
    fires: examples! {
        "The same arrival may be delivered again for as long as the broker keeps it." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        "A fine must never be collected twice." =>
        r#"{"name": "Town", "flows": [{"steps": [
            {"action": "Charge the fine", "from": "parking", "to": ["cashier"], "entity": "fine",
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
                label: Some(t("none needed")),
                because: t("It is sent at most once, so there is nothing to remember."),
            },
            TermCase {
                when: any(&[
                    t(&[is!("pays", "yes")]),
                    t(&[is!("undo", "irreversible")]),
                    t(&[is!(
                        "invariant",
                        "limited_stock",
                        "exclusive_booking",
                        "unique_name",
                        "balance",
                        "trade_price",
                        "gap_free_number",
                        "all_or_nothing",
                    )]),
                ]),
                value: Some(t("forever")),
                label: Some(t("as long as the record is kept")),
                because: t("A duplicate would be hard to put right, so the key is kept for as long as the record."),
            },
            TermCase {
                when: When::Always,
                value: Some(t("P7D")),
                label: Some(t("a week")),
                because: t("Brokers usually keep messages for about a week, and dead letters may be replayed within \
                            that time."),
            },
        ]),
    }),
});
