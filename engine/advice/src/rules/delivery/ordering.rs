//! Delivery term: which order messages must keep.

use crate::rule::{Citation, Example, Grade, Kind, Rule, TermCase, Terms, When, is, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("ordering"),
    name: t("Order of delivery"),
    claim: t("Order is kept for each thing by itself unless somebody has said that more, or less, will do."),
    why: t(
        "Keeping every message in one order means one line and one worker. Keeping no order means that an old state can overwrite a new one. Between them lies the order of what happens to one thing, which a log that is split by a key keeps at no extra price.",
    ),
    advice: t("Say for each message whether order matters. Until then keep it for each thing by itself."),
    caveat: Some(t(
        "Retries break an order that the broker keeps: a message that is set aside is overtaken by the next one about the same thing.",
    )),
    citations: t(&[
        Citation { source: t("azure-sequential-convoy"), section: t("Solution"), grade: Grade::States },
        Citation { source: t("kafka-docs"), section: t("Introduction: main concepts"), grade: Grade::States },
        Citation { source: t("azure-pub-sub"), section: t("Issues and considerations"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[
        Example {
            says: t("What happens to one ship is told in order."),
            description: t(
                r#"{"name": "Harbour", "flows": [{"steps": [{"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship", "answers": {"intent": "event", "reply": "none"}}]}]}"#,
            ),
        },
        Example {
            says: t("Every bid of the auction in one order."),
            description: t(
                r#"{"name": "Auction", "flows": [{"steps": [{"action": "Record the bid", "from": "saleroom", "to": ["bids"], "answers": {"reply": "none", "ordering": "global"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[Example {
        says: t("The caller waits for the answer, and no message is on its way alone."),
        description: t(
            r#"{"name": "Library", "flows": [{"steps": [{"action": "Renew the loan", "from": "reader", "to": ["loans"], "entity": "loan", "answers": {"reply": "answer"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Delivery(Terms {
        cases: t(&[
            TermCase {
                when: When::All(t(&[is("ordering", &[t("none")])])),
                value: Some(t("none")),
                label: Some(t("any order")),
                because: t("Any order will do, so messages may be spread over as many workers as there are."),
            },
            TermCase {
                when: When::All(t(&[is("ordering", &[t("per_entity")])])),
                value: Some(t("per_entity")),
                label: Some(t("in order for each thing")),
                because: t(
                    "Messages about the same thing must be handled in order; different things have nothing to do with each other.",
                ),
            },
            TermCase {
                when: When::All(t(&[is("ordering", &[t("global")])])),
                value: Some(t("global")),
                label: Some(t("in one order for everything")),
                because: t(
                    "Everything must be handled in one order, so it goes through one partition with one worker.",
                ),
            },
            TermCase {
                when: When::All(t(&[is("subject", &[t("named")])])),
                value: Some(t("per_entity")),
                label: Some(t("in order for each thing")),
                because: t(
                    "Nobody has said that order does not matter, and kept for each thing by itself it costs nothing.",
                ),
            },
            TermCase {
                when: When::Always,
                value: Some(t("none")),
                label: Some(t("any order")),
                because: t("Nobody has asked for an order, and no thing is named for which it could be kept."),
            },
        ]),
    }),
};
