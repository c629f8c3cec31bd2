//! Move: a message that is handled later replaces a call.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "hand_on",
    name: "Hand on instead of calling",
    claim: "A call becomes a message that is handled later, so its failure no longer shows at once and its work may \
            come twice.",
    why: "This is the move that frees the caller, and the first one that changes what people see: the work is done a \
          moment later, may be done twice, and fails where nobody looks. Retries, a dead letter that somebody owns and \
          a receiver that knows repetitions have to be there before.",
    advice: "Make the receiver bear repetitions, send the message beside the call, compare the two, and then take the \
             call away, with a way back for the first days.",
    citations: &[
        cite("azure-interservice", "Synchronous versus asynchronous messaging", Implies),
        cite("aws-rel04-bp02", "Implement loosely coupled dependencies", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "The oven calls the counter and waits, though nobody needs it." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread",
              "answers": {"reply": "none"}, "today": {"style": "request", "waits": true}}]}]}"#,
    },
    silent: examples! {
        "The oven tells it by event." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread",
              "answers": {"reply": "none"}, "today": {"style": "event", "message": "BreadBaked"}}]}]}"#,
    },
    kind: RuleKind::Move(Move {
        risk: 6,
        says: t("Carry \u{201c}{action}\u{201d} by `{advised}` instead of {today}, and go on without waiting."),
    }),
});
