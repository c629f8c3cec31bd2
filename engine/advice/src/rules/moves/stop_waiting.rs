//! Move: the caller stops waiting for a message that is already sent.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "stop_waiting",
    name: "Stop waiting",
    claim: "Where a message is sent already and its outcome is not needed, the waiting for it can simply go.",
    why: "Message and handler stay. What goes is the reply, the time limit and the place where the caller stood still. \
          The risk is that somebody did use the outcome after all, so look for what reads it before it is taken \
          away.",
    advice: "Look for everything that reads the outcome, answer the caller without it, and then take away the reply \
             and the time limit.",
    citations: &[
        cite("lesson", "anti-patterns", Implies),
        cite("aws-rel04-bp02", "Implement loosely coupled dependencies", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "The oven waits until the counter has heard." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread",
              "answers": {"reply": "none"}, "today": {"style": "event", "message": "BreadBaked", "waits": true}}]}]}"#,
    },
    silent: examples! {
        "The oven goes on." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread",
              "answers": {"reply": "none"}, "today": {"style": "event", "message": "BreadBaked", "waits": false}}]}]}"#,
    },
    kind: RuleKind::Move(Move { risk: 5, says: t("Go on without waiting for \u{201c}{action}\u{201d}.") }),
});
