//! Move: a call is accepted at once and finished later.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "accept_first",
    name: "Accept first, finish later",
    claim: "A long call is accepted at once and finished later, so its caller has to learn to ask or to be told how it \
            went.",
    why: "The caller changes with it: it gets a place to look instead of a result, and has to deal with work that is \
          neither done nor failed. Screens, time limits and help texts change as well, so more people are in it than \
          with a plain hand-over.",
    advice: "Offer the new way beside the old one, with a status to ask for, move the callers one by one, and then end \
             the old way.",
    citations: &[cite("azure-async-request-reply", "Solution", Implies), cite("advisor", "order of moves", States)],
    fires: examples! {
        "The wedding cake is baked while the customer holds the line." =>
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
        says: t("Accept \u{201c}{action}\u{201d} at once, do the work later, and tell how it went, instead of \
                 {today}."),
    }),
});
