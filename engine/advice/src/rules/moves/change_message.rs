//! Move: a request becomes an event or an event becomes a request; nobody waits before or after.

use crate::rule::{Citation, Example, Grade, Kind, Move, Rule, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("change_message"),
    name: t("Change what is sent"),
    claim: t("A message that asks becomes one that tells, or the other way round; nobody waits before or after."),
    why: t(
        "Time and failures stay as they are, since the work was done later already. What changes is who decides: with a fact each reader does, with a request its one handler must. Both messages can be sent side by side until the receiver has moved.",
    ),
    advice: t(
        "Send the new message beside the old one, let the receiver handle the new and ignore the old, and then stop the old.",
    ),
    caveat: None,
    citations: t(&[
        Citation { source: t("lesson"), section: t("anti-patterns"), grade: Grade::Implies },
        Citation { source: t("hohpe-woolf-2003"), section: t("Command Message, Event Message"), grade: Grade::Implies },
        Citation { source: t("advisor"), section: t("order of moves"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("One handler is asked by event."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Order more flour", "from": "oven", "to": ["store"], "entity": "flour", "answers": {"reply": "none", "intent": "command"}, "today": {"style": "event", "message": "OrderFlour"}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("It is asked by queue."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Order more flour", "from": "oven", "to": ["store"], "entity": "flour", "answers": {"reply": "none", "intent": "command"}, "today": {"style": "queued_command", "message": "OrderFlour"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Move(Move { risk: 4, says: t("Carry \u{201c}{action}\u{201d} by `{advised}` instead of {today}.") }),
};
