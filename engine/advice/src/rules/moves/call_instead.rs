//! Move: a call replaces a message, because the caller needs the outcome.

use crate::rule::{Citation, Example, Grade, Kind, Move, Rule, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("call_instead"),
    name: t("Call instead"),
    claim: t(
        "Where the outcome is needed, a message becomes a call, and the caller depends from then on on the other side being up.",
    ),
    why: t(
        "This is the one move that adds a coupling in time: the caller stops when the other side does, and both have to carry the same load at once. That was so before, only hidden behind a wait for an event. It needs time limits, a plan for the failure and room for the peak, so it comes last.",
    ),
    advice: t(
        "Add the call with a time limit, measure it under load beside the old way, then switch the caller over and publish the fact afterwards for all others.",
    ),
    caveat: None,
    citations: t(&[
        Citation { source: t("lesson"), section: t("anti-patterns"), grade: Grade::Implies },
        Citation {
            source: t("azure-interservice"),
            section: t("Synchronous versus asynchronous messaging"),
            grade: Grade::Implies,
        },
        Citation { source: t("advisor"), section: t("order of moves"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("The price is asked for by event, with the customer waiting."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Check the credit", "from": "shop", "to": ["bank"], "entity": "credit", "answers": {"reply": "answer"}, "today": {"style": "event", "message": "CreditNeeded", "waits": true}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("It is asked for by call."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Check the credit", "from": "shop", "to": ["bank"], "entity": "credit", "answers": {"reply": "answer"}, "today": {"style": "request", "message": "CheckCredit", "waits": true}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Move(Move {
        risk: 9,
        says: t("Ask for \u{201c}{action}\u{201d} by a call, `{advised}`, instead of {today}."),
    }),
};
