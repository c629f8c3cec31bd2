//! Move: a message gets another name and stays the same kind of message.

use crate::rule::{Citation, Example, Grade, Kind, Move, Rule, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("rename_message"),
    name: t("Rename a message"),
    claim: t("A new name beside the old one moves readers over one by one, and nothing else changes."),
    why: t(
        "The name is what people and subscriptions hold on to, and no work depends on it. Publish under both names for a while, and each reader moves when it likes. If something goes wrong, the old name is still there.",
    ),
    advice: t(
        "Send the message under the new name and under the old one, move the readers, and drop the old one when nobody reads it any more.",
    ),
    caveat: Some(t(
        "Only names that say the wrong thing are moved: a fact that is asked for, or a name that does not say what happened. A request or a question that becomes a fact is another message, and is changed instead. Your own names for the right thing may stay.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("events; commands"), grade: Grade::Implies },
        Citation { source: t("confluent-compatibility"), section: t("Compatibility types"), grade: Grade::Implies },
        Citation { source: t("advisor"), section: t("order of moves"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("An event that does not say what happened."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread", "answers": {"reply": "none"}, "today": {"style": "event", "message": "BreadEvent"}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("A name of its own that says what happened."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread", "answers": {"reply": "none"}, "today": {"style": "event", "message": "LoavesTakenOut"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Move(Move { risk: 1, says: t("Rename `{today}` to `{advised}`.") }),
};
