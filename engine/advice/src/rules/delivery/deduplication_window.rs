//! Delivery term: how long a receiver remembers which messages it has handled.

use super::MAY_BE_LOST;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "deduplication_window",
    name: "Deduplication window",
    claim: "A receiver remembers a key at least as long as its message can come again.",
    why: "Doubles come from retries within minutes, from a broker that is read again within its retention, and from \
          dead letters that somebody sends back days later. A memory that is shorter than the longest of these lets \
          the last ones through. Where the effect cannot be mended the key costs less than the double, so it stays \
          with the record.",
    advice: "Keep keys for as long as the broker keeps messages and dead letters are sent back. Keep them with the \
             record where money, stock or an act that cannot be undone depends on it.",
    caveat: "The week is ours, after the default retention of a common broker. If yours keeps messages longer, \
             remember longer.",
    citations: &[
        cite("hohpe-woolf-2003", "Idempotent Receiver", Implies),
        cite("kafka-docs", "Broker configuration: log.retention.hours", Implies),
    ],
    fires: examples! {
        "The same arrival may be told again as long as the broker keeps it." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        "A fine that is collected twice is a scandal." =>
        r#"{"name": "Town", "flows": [{"steps": [
            {"action": "Charge the fine", "from": "parking", "to": ["cashier"], "entity": "fine",
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
                because: t(
                    "Done twice it could not simply be put right, so the key stays with the record for as long as the \
                     record is kept."
                ),
            },
            TermCase {
                when: When::Always,
                value: Some(t("P7D")),
                label: Some(t("a week")),
                because: t("A week: as long as brokers usually keep messages, and somebody may send back a dead \
                            letter."),
            },
        ]),
    }),
});
