//! Move: a call is accepted at once and finished later.

use crate::rule::{Citation, Example, Grade, Kind, Move, Rule, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("accept_first"),
    name: t("Accept first, finish later"),
    claim: t(
        "A long call is accepted at once and finished later, so its caller has to learn to ask or to be told how it went.",
    ),
    why: t(
        "The caller changes with it: it gets a place to look instead of a result, and has to deal with work that is neither done nor failed. Screens, time limits and help texts change as well, so more people are in it than with a plain hand-over.",
    ),
    advice: t(
        "Offer the new way beside the old one, with a status to ask for, move the callers one by one, and then end the old way.",
    ),
    caveat: None,
    citations: t(&[
        Citation { source: t("azure-async-request-reply"), section: t("Solution"), grade: Grade::Implies },
        Citation { source: t("advisor"), section: t("order of moves"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("The wedding cake is baked while the customer holds the line."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Bake the wedding cake", "from": "shop", "to": ["bakery"], "entity": "cake", "answers": {"reply": "answer", "duration": "long"}, "today": {"style": "request", "waits": true}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("The order is accepted, and the cake comes later."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Bake the wedding cake", "from": "shop", "to": ["bakery"], "entity": "cake", "answers": {"reply": "answer", "duration": "long"}, "today": {"style": "async_request_reply"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Move(Move {
        risk: 7,
        says: t(
            "Accept \u{201c}{action}\u{201d} at once, do the work later, and tell how it went, instead of {today}.",
        ),
    }),
};
