//! Move: an event is added beside a call that stays.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "announce_change",
    name: "Announce a change",
    claim: "An event that is published beside a call that stays takes nothing from anybody, and all later moves lean \
            on it.",
    why: "The call works as before, and nobody depends on the event until the first reader comes. What is new is the \
          outbox: a table in the same transaction and something that empties it. It can run for weeks and be watched \
          before anything depends on it.",
    advice: "Write the event into an outbox in the transaction of the change, let a relay publish it, and compare what \
             comes out with what was changed.",
    citations: &[
        cite("azure-outbox", "Solution", Implies),
        cite("microservices-io-outbox", "Solution", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "The counter will react to what is called today." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"id": "bake", "action": "Bake the bread", "from": "baker", "to": ["oven"], "entity": "bread",
              "answers": {"reply": "answer"}, "today": {"style": "request"}},
            {"action": "Fill the counter", "from": "oven", "to": ["counter"], "answers": {"reply": "none"},
              "today": {"style": "request", "waits": true}}]}]}"#,
    },
    silent: examples! {
        "The event is there already." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"id": "bake", "action": "Bake the bread", "from": "baker", "to": ["oven"], "entity": "bread",
              "answers": {"reply": "answer"}, "today": {"style": "request_then_event"}},
            {"action": "Fill the counter", "from": "oven", "to": ["counter"], "answers": {"reply": "none"},
              "today": {"style": "event", "message": "BreadBaked"}}]}]}"#,
    },
    kind: RuleKind::Move(Move {
        risk: 3,
        says: t(
            "Write `{advised}` into an outbox in the transaction of \u{201c}{action}\u{201d}, and publish it from \
             there."
        ),
    }),
});
