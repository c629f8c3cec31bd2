//! Move: a message that is handled later replaces a call.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "hand_on",
    name: "Replace a call by a message",
    claim: "A message that is handled later replaces the call, so failures no longer show at once and the message \
            may arrive twice.",
    why: "This move frees the caller, and it is the first that changes what people see. The work is done a moment \
          later, may be requested twice, and fails out of sight. Retries, a dead-letter queue with an owner and an \
          idempotent receiver have to be in place first.",
    advice: "Make the receiver idempotent, send the message in addition to the call, and compare the results. Then \
             remove the call, and keep a way back for the first days.",
    citations: &[
        cite("azure-interservice", "Synchronous versus asynchronous messaging", Implies),
        cite("aws-rel04-bp02", "Implement loosely coupled dependencies", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "The oven calls the counter and waits, though it needs no answer." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread",
              "answers": {"reply": "none"}, "today": {"style": "request", "waits": true}}]}]}"#,
    },
    silent: examples! {
        "The oven publishes an event." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread",
              "answers": {"reply": "none"}, "today": {"style": "event", "message": "BreadBaked"}}]}]}"#,
    },
    kind: RuleKind::Move(Move {
        risk: 6,
        says: t("Use `{advised}` for \u{201c}{action}\u{201d} instead of {today}, and go on without waiting."),
    }),
});
