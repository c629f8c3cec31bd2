//! Move: a call replaces a message, because the caller needs the outcome.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "call_instead",
    name: "Call instead",
    claim: "Where the outcome is needed, a message becomes a call, and the caller depends from then on on the other \
            side being up.",
    why: "This is the one move that adds a coupling in time: the caller stops when the other side does, and both have \
          to carry the same load at once. That was so before, only hidden behind a wait for an event. It needs time \
          limits, a plan for the failure and room for the peak, so it comes last.",
    advice: "Add the call with a time limit, measure it under load beside the old way, then switch the caller over and \
             publish the fact afterwards for all others.",
    citations: &[
        cite("lesson", "anti-patterns", Implies),
        cite("azure-interservice", "Synchronous versus asynchronous messaging", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "The price is asked for by event, with the customer waiting." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Check the credit", "from": "shop", "to": ["bank"], "entity": "credit",
              "answers": {"reply": "answer"},
              "today": {"style": "event", "message": "CreditNeeded", "waits": true}}]}]}"#,
    },
    silent: examples! {
        "It is asked for by call." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Check the credit", "from": "shop", "to": ["bank"], "entity": "credit",
              "answers": {"reply": "answer"},
              "today": {"style": "request", "message": "CheckCredit", "waits": true}}]}]}"#,
    },
    kind: RuleKind::Move(Move {
        risk: 9,
        says: t("Ask for \u{201c}{action}\u{201d} by a call, `{advised}`, instead of {today}."),
    }),
});
