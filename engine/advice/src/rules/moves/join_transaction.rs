//! Move: one local transaction replaces a message or a call.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "join_transaction",
    name: "Move into one transaction",
    claim: "Work that is sent over the network although both sides share one boundary moves into the local \
            transaction it belongs to.",
    why: "A network hop between two parts of one service can fail and has to be retried, for no gain. Removing it \
          makes the design simpler. But two code paths merge and so do their failures, so it is done once the \
          messages around it have been sorted out.",
    advice: "Call the code in the same transaction, run both ways behind a feature switch, then remove the message.",
    citations: &[
        cite("dotnet-microservices", "Domain events: design and implementation", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "The counter and its own till communicate over the network." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Book the sale", "from": "counter", "to": ["counter"], "entity": "sale",
              "answers": {"reply": "answer"}, "today": {"style": "request"}}]}]}"#,
    },
    silent: examples! {
        "Both share one transaction." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Book the sale", "from": "counter", "to": ["counter"], "entity": "sale",
              "answers": {"reply": "answer"}, "today": {"style": "local_transaction"}}]}]}"#,
    },
    kind: RuleKind::Move(Move {
        risk: 8,
        says: t("Do \u{201c}{action}\u{201d} in the local transaction it belongs to, instead of {today}."),
    }),
});
