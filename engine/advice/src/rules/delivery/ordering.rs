//! Delivery term: which order messages must keep.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "ordering",
    name: "Delivery order",
    claim: "Order is kept per entity unless an answer asks for more or says that less will do.",
    why: "One order for all messages means one partition and one worker. No order means that an old state can \
          overwrite a new one. Between the two lies order per entity, which a partitioned log keeps at little cost.",
    advice: "Say for each message whether order matters. Until then keep order per entity.",
    caveat: "Retries can break the order that the broker keeps: the next message about the same entity overtakes one \
             that is set aside.",
    citations: &[
        cite("azure-sequential-convoy", "Solution", States),
        cite("kafka-docs", "Main Concepts and Terminology", States),
        cite("azure-pub-sub", "Issues and considerations", States),
    ],
    fires: examples! {
        "Events about one ship are delivered in order." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        "Every bid of the auction is handled in one order." =>
        r#"{"name": "Auction", "flows": [{"steps": [
            {"action": "Record the bid", "from": "saleroom", "to": ["bids"],
              "answers": {"reply": "none", "ordering": "global"}}]}]}"#,
    },
    silent: examples! {
        "The caller waits for the answer, so there is no message to deliver." =>
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
                because: t("Order does not matter, so the messages can be spread over any number of workers."),
            },
            TermCase {
                when: all(&[is!("ordering", "per_entity")]),
                value: Some(t("per_entity")),
                label: Some(t("in order per entity")),
                because: t("Messages about the same entity must be handled in order; messages about different \
                            entities can be handled in parallel."),
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
                label: Some(t("in order per entity")),
                because: t("Order was not ruled out, and order per entity is cheap: one key, and one slow message \
                            holds up only its own entity."),
            },
            TermCase {
                when: When::Always,
                value: Some(t("none")),
                label: Some(t("any order")),
                because: t("You have not asked for an order, and no entity is named for which it could be kept."),
            },
        ]),
    }),
});
