//! Move: an event is added beside a call that stays.

use crate::rule::{Citation, Example, Grade, Kind, Move, Rule, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("announce_change"),
    name: t("Announce a change"),
    claim: t(
        "An event that is published beside a call that stays takes nothing from anybody, and all later moves lean on it.",
    ),
    why: t(
        "The call works as before, and nobody depends on the event until the first reader comes. What is new is the outbox: a table in the same transaction and something that empties it. It can run for weeks and be watched before anything depends on it.",
    ),
    advice: t(
        "Write the event into an outbox in the transaction of the change, let a relay publish it, and compare what comes out with what was changed.",
    ),
    caveat: None,
    citations: t(&[
        Citation { source: t("azure-outbox"), section: t("Solution"), grade: Grade::Implies },
        Citation { source: t("microservices-io-outbox"), section: t("Solution"), grade: Grade::Implies },
        Citation { source: t("advisor"), section: t("order of moves"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("The counter will react to what is called today."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"id": "bake", "action": "Bake the bread", "from": "baker", "to": ["oven"], "entity": "bread", "answers": {"reply": "answer"}, "today": {"style": "request"}}, {"action": "Fill the counter", "from": "oven", "to": ["counter"], "answers": {"reply": "none"}, "today": {"style": "request", "waits": true}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("The event is there already."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"id": "bake", "action": "Bake the bread", "from": "baker", "to": ["oven"], "entity": "bread", "answers": {"reply": "answer"}, "today": {"style": "request_then_event"}}, {"action": "Fill the counter", "from": "oven", "to": ["counter"], "answers": {"reply": "none"}, "today": {"style": "event", "message": "BreadBaked"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Move(Move {
        risk: 3,
        says: t(
            "Write `{advised}` into an outbox in the transaction of \u{201c}{action}\u{201d}, and publish it from there.",
        ),
    }),
};
