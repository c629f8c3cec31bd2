//! Move: the caller stops waiting for a message that is already sent.

use crate::rule::{Citation, Example, Grade, Kind, Move, Rule, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("stop_waiting"),
    name: t("Stop waiting"),
    claim: t("Where a message is sent already and its outcome is not needed, the waiting for it can simply go."),
    why: t(
        "Message and handler stay. What goes is the reply, the time limit and the place where the caller stood still. The risk is that somebody did use the outcome after all, so look for what reads it before it is taken away.",
    ),
    advice: t(
        "Look for everything that reads the outcome, answer the caller without it, and then take away the reply and the time limit.",
    ),
    caveat: None,
    citations: t(&[
        Citation { source: t("lesson"), section: t("anti-patterns"), grade: Grade::Implies },
        Citation {
            source: t("aws-rel04-bp02"),
            section: t("Implement loosely coupled dependencies"),
            grade: Grade::Implies,
        },
        Citation { source: t("advisor"), section: t("order of moves"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("The oven waits until the counter has heard."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread", "answers": {"reply": "none"}, "today": {"style": "event", "message": "BreadBaked", "waits": true}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("The oven goes on."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread", "answers": {"reply": "none"}, "today": {"style": "event", "message": "BreadBaked", "waits": false}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Move(Move { risk: 5, says: t("Go on without waiting for \u{201c}{action}\u{201d}.") }),
};
