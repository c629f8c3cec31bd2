//! Move: a field is removed from an event.

use crate::rule::{Citation, Example, Grade, Kind, Move, Rule, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("drop_field"),
    name: t("Drop a field"),
    claim: t(
        "A field that only one reader needs, or that tells of a person, leaves the event once its readers have another place to look.",
    ),
    why: t(
        "The event goes on as before, so the risk is in readers that nobody knows of. It is small as long as the field is announced as going and its use is watched, and it only grows with every reader that is added.",
    ),
    advice: t(
        "Let the reader that uses the field keep or ask for the value itself, watch until nobody reads it, then leave it out and raise the version.",
    ),
    caveat: None,
    citations: t(&[
        Citation { source: t("lesson"), section: t("safety note"), grade: Grade::Implies },
        Citation { source: t("confluent-compatibility"), section: t("Compatibility types"), grade: Grade::Implies },
        Citation { source: t("advisor"), section: t("order of moves"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("A template in an event."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread", "answers": {"reply": "none"}, "today": {"style": "event", "message": "BreadBaked", "fields": ["bread_id", "email_template"]}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("Only what happened."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread", "answers": {"reply": "none"}, "today": {"style": "event", "message": "BreadBaked", "fields": ["bread_id", "baked_at"]}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Move(Move { risk: 2, says: t("Take {today} out of `{advised}`.") }),
};
