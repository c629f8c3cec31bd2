//! Move: an event is added beside a call that stays.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "announce_change",
    name: "Publish an event alongside a call",
    claim: "An event that is added to an existing call breaks nothing, and later moves build on it.",
    why: "The call works as before, and nobody depends on the event until it has its first consumer. Only the outbox \
          is new: a table in the same transaction and a relay that empties it. It can run for weeks under \
          observation before anything depends on it.",
    advice: "Write the event into an outbox in the transaction of the change and let a relay publish it. Compare the \
             published events with the changes.",
    citations: &[
        cite("azure-outbox", "Solution", Implies),
        cite("microservices-io-outbox", "Solution", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "The counter is called today and will react to an event." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"id": "bake", "action": "Bake the bread", "from": "baker", "to": ["oven"], "entity": "bread",
              "answers": {"reply": "answer"}, "today": {"style": "request"}},
            {"action": "Fill the counter", "from": "oven", "to": ["counter"], "answers": {"reply": "none"},
              "today": {"style": "request", "waits": true}}]}]}"#,
    },
    silent: examples! {
        "The event is published already." =>
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
