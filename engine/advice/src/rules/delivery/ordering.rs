//! Delivery term: which order messages must keep.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "ordering",
    name: "Order of delivery",
    claim: "Order is kept for each thing by itself unless somebody has said that more, or less, will do.",
    why: "Keeping every message in one order means one line and one worker. Keeping no order means that an old state \
          can overwrite a new one. Between them lies the order of what happens to one thing, which a log that is split \
          by a key keeps at no extra price.",
    advice: "Say for each message whether order matters. Until then keep it for each thing by itself.",
    caveat: "Retries break an order that the broker keeps: a message that is set aside is overtaken by the next one \
             about the same thing.",
    citations: &[
        cite("azure-sequential-convoy", "Solution", States),
        cite("kafka-docs", "Main Concepts and Terminology", States),
        cite("azure-pub-sub", "Issues and considerations", States),
    ],
    fires: examples! {
        "What happens to one ship is told in order." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        "Every bid of the auction in one order." =>
        r#"{"name": "Auction", "flows": [{"steps": [
            {"action": "Record the bid", "from": "saleroom", "to": ["bids"],
              "answers": {"reply": "none", "ordering": "global"}}]}]}"#,
    },
    silent: examples! {
        "The caller waits for the answer, and no message is on its way alone." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Renew the loan", "from": "reader", "to": ["loans"], "entity": "loan",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Delivery(Terms {
        cases: t(&[
            TermCase {
                when: all(&[is!("ordering", "none")]),
                value: Some(t("none")),
                label: Some(t("any order")),
                because: t("Any order will do, so messages may be spread over as many workers as there are."),
            },
            TermCase {
                when: all(&[is!("ordering", "per_entity")]),
                value: Some(t("per_entity")),
                label: Some(t("in order for each thing")),
                because: t("Messages about the same thing must be handled in order; different things have nothing to \
                            do with each other."),
            },
            TermCase {
                when: all(&[is!("ordering", "global")]),
                value: Some(t("global")),
                label: Some(t("in one order for everything")),
                because: t("Everything must be handled in one order, so it goes through one partition with one \
                            worker."),
            },
            TermCase {
                when: all(&[is!("subject", "named")]),
                value: Some(t("per_entity")),
                label: Some(t("in order for each thing")),
                because: t("Nobody has said that order does not matter, and kept for each thing by itself it costs \
                            nothing."),
            },
            TermCase {
                when: When::Always,
                value: Some(t("none")),
                label: Some(t("any order")),
                because: t("Nobody has asked for an order, and no thing is named for which it could be kept."),
            },
        ]),
    }),
});
