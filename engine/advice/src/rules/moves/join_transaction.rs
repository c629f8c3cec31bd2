//! Move: one local transaction replaces a message or a call.

use crate::rule::{Citation, Example, Grade, Kind, Move, Rule, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("join_transaction"),
    name: t("Bring into one transaction"),
    claim: t("What is sent although both sides share one boundary moves into the transaction that it belongs to."),
    why: t(
        "A hop over the network between two parts of one service can fail and be repeated for no gain. Taking it away makes things simpler, but two code paths become one and their errors meet, so it is done when the messages around it are quiet.",
    ),
    advice: t("Call the code in the same transaction, run both ways behind a switch, and then take the message away."),
    caveat: None,
    citations: t(&[
        Citation {
            source: t("dotnet-microservices"),
            section: t("Domain events: design and implementation"),
            grade: Grade::Implies,
        },
        Citation { source: t("advisor"), section: t("order of moves"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("The counter and its own till talk over the network."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Book the sale", "from": "counter", "to": ["counter"], "entity": "sale", "answers": {"reply": "answer"}, "today": {"style": "request"}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("They share a transaction."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Book the sale", "from": "counter", "to": ["counter"], "entity": "sale", "answers": {"reply": "answer"}, "today": {"style": "local_transaction"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Move(Move {
        risk: 8,
        says: t("Do \u{201c}{action}\u{201d} in the local transaction that it belongs to, instead of {today}."),
    }),
};
