//! Move: a request becomes an event or an event becomes a request; nobody waits before or after.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "change_message",
    name: "Change what is sent",
    claim: "A message that asks becomes one that tells, or the other way round; nobody waits before or after.",
    why: "Time and failures stay as they are, since the work was done later already. What changes is who decides: with \
          a fact each reader does, with a request its one handler must. Both messages can be sent side by side until \
          the receiver has moved.",
    advice: "Send the new message beside the old one, let the receiver handle the new and ignore the old, and then \
             stop the old.",
    citations: &[
        cite("lesson", "anti-patterns", Implies),
        cite("hohpe-woolf-2003", "Command Message, Event Message", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "One handler is asked by event." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Order more flour", "from": "oven", "to": ["store"], "entity": "flour",
              "answers": {"reply": "none", "intent": "command"},
              "today": {"style": "event", "message": "OrderFlour"}}]}]}"#,
    },
    silent: examples! {
        "It is asked by queue." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Order more flour", "from": "oven", "to": ["store"], "entity": "flour",
              "answers": {"reply": "none", "intent": "command"},
              "today": {"style": "queued_command", "message": "OrderFlour"}}]}]}"#,
    },
    kind: RuleKind::Move(Move {
        risk: 4,
        says: t("Carry \u{201c}{action}\u{201d} by `{advised}` instead of {today}."),
    }),
});
