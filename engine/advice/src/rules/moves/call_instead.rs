//! Move: a call replaces a message, because the caller needs the outcome.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "call_instead",
    name: "Replace a message by a call",
    claim: "Where the outcome is needed, a call replaces the message, and from then on the caller depends on the \
            other side being up.",
    why: "This is the only move that makes one service depend on another being up. The dependency existed before, \
          hidden behind the wait for an event. It needs time limits, a plan for failure and capacity for the peak on \
          both sides, so it comes last.",
    advice: "Add the call with a time limit, and measure it under load while the message is still in use. Then \
             switch the caller over, and publish the fact afterwards for everyone else.",
    citations: &[
        cite("lesson", "anti-patterns", Implies),
        cite("azure-interservice", "Synchronous versus asynchronous messaging", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "The bank is asked by an event while the customer waits." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Check the credit", "from": "shop", "to": ["bank"], "entity": "credit",
              "answers": {"reply": "answer"},
              "today": {"style": "event", "message": "CreditNeeded", "waits": true}}]}]}"#,
    },
    silent: examples! {
        "The bank is asked by a call." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Check the credit", "from": "shop", "to": ["bank"], "entity": "credit",
              "answers": {"reply": "answer"},
              "today": {"style": "request", "message": "CheckCredit", "waits": true}}]}]}"#,
    },
    kind: RuleKind::Move(Move {
        risk: 9,
        says: t("Call `{advised}` for \u{201c}{action}\u{201d} instead of {today}."),
    }),
});
