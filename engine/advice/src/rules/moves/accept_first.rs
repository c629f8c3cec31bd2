//! Move: a call is accepted at once and finished later.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "accept_first",
    name: "Accept first, finish later",
    claim: "A long call is accepted at once and finished later, so its caller must learn to poll for the result or \
            be notified.",
    why: "The caller changes too: it gets a status address instead of a result, and has to handle work that is \
          neither done nor failed. Screens, time limits and help texts change as well. So this move involves more \
          people than a plain hand-over to a queue.",
    advice: "Offer the new way alongside the old one, with a status to query. Move the callers one by one, then \
             remove the old way.",
    citations: &[cite("azure-async-request-reply", "Solution", Implies), cite("advisor", "order of moves", States)],
    fires: examples! {
        "The customer stays on the phone while the wedding cake is baked." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Bake the wedding cake", "from": "shop", "to": ["bakery"], "entity": "cake",
              "answers": {"reply": "answer", "duration": "long"}, "today": {"style": "request", "waits": true}}]}]}"#,
    },
    silent: examples! {
        "The order is accepted, and the cake comes later." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Bake the wedding cake", "from": "shop", "to": ["bakery"], "entity": "cake",
              "answers": {"reply": "answer", "duration": "long"}, "today": {"style": "async_request_reply"}}]}]}"#,
    },
    kind: RuleKind::Move(Move {
        risk: 7,
        says: t("Accept \u{201c}{action}\u{201d} at once, do the work later and report the outcome, instead of \
                 {today}."),
    }),
});
