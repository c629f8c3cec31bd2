//! Move: one local transaction replaces a message or a call.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "join_transaction",
    name: "Bring into one transaction",
    claim: "What is sent although both sides share one boundary moves into the transaction that it belongs to.",
    why: "A hop over the network between two parts of one service can fail and be repeated for no gain. Taking it away \
          makes things simpler, but two code paths become one and their errors meet, so it is done when the messages \
          around it are quiet.",
    advice: "Call the code in the same transaction, run both ways behind a switch, and then take the message away.",
    citations: &[
        cite("dotnet-microservices", "Domain events: design and implementation", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "The counter and its own till talk over the network." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Book the sale", "from": "counter", "to": ["counter"], "entity": "sale",
              "answers": {"reply": "answer"}, "today": {"style": "request"}}]}]}"#,
    },
    silent: examples! {
        "They share a transaction." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Book the sale", "from": "counter", "to": ["counter"], "entity": "sale",
              "answers": {"reply": "answer"}, "today": {"style": "local_transaction"}}]}]}"#,
    },
    kind: RuleKind::Move(Move {
        risk: 8,
        says: t("Do \u{201c}{action}\u{201d} in the local transaction that it belongs to, instead of {today}."),
    }),
});
