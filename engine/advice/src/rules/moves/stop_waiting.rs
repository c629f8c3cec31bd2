//! Move: the caller stops waiting for a message that is already sent.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "stop_waiting",
    name: "Stop waiting",
    claim: "If a message is sent already and nobody needs its outcome, the sender can simply stop waiting for it.",
    why: "The message and its handler stay. The reply, the time limit and the wait go. The risk is that something \
          does use the outcome after all, so first look for what reads it.",
    advice: "Look for everything that reads the outcome, answer the caller without it, then remove the reply and the \
             time limit.",
    citations: &[
        cite("lesson", "anti-patterns", Implies),
        cite("aws-rel04-bp02", "Implement loosely coupled dependencies", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "The oven waits until the counter has handled the message." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread",
              "answers": {"reply": "none"}, "today": {"style": "event", "message": "BreadBaked", "waits": true}}]}]}"#,
    },
    silent: examples! {
        "The oven goes on without waiting." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread",
              "answers": {"reply": "none"}, "today": {"style": "event", "message": "BreadBaked", "waits": false}}]}]}"#,
    },
    kind: RuleKind::Move(Move { risk: 5, says: t("Go on without waiting for \u{201c}{action}\u{201d}.") }),
});
