//! Move: a request becomes an event or an event becomes a request; nobody waits before or after.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "change_message",
    name: "Change the kind of message",
    claim: "A command becomes an event, or an event becomes a command; nobody waits before or after.",
    why: "Timing and failures stay the same, since the work was asynchronous before. What changes is who decides: an \
          event leaves the reaction to each consumer, and a command asks its one handler to act. Both messages can \
          be sent in parallel until the receiver has moved.",
    advice: "Send both messages for a while, and let the receiver handle the new one and ignore the old. Then stop \
             sending the old one.",
    citations: &[
        cite("lesson", "anti-patterns", Implies),
        cite("hohpe-woolf-2003", "Command Message, Event Message", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "An event asks one handler to act." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Order more flour", "from": "oven", "to": ["store"], "entity": "flour",
              "answers": {"reply": "none", "intent": "command"},
              "today": {"style": "event", "message": "OrderFlour"}}]}]}"#,
    },
    silent: examples! {
        "A command on a queue asks it to act." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Order more flour", "from": "oven", "to": ["store"], "entity": "flour",
              "answers": {"reply": "none", "intent": "command"},
              "today": {"style": "queued_command", "message": "OrderFlour"}}]}]}"#,
    },
    kind: RuleKind::Move(Move { risk: 4, says: t("Use `{advised}` for \u{201c}{action}\u{201d} instead of {today}.") }),
});
