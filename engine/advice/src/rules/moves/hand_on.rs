//! Move: a message that is handled later replaces a call.

use crate::rule::{Citation, Example, Grade, Kind, Move, Rule, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("hand_on"),
    name: t("Hand on instead of calling"),
    claim: t(
        "A call becomes a message that is handled later, so its failure no longer shows at once and its work may come twice.",
    ),
    why: t(
        "This is the move that frees the caller, and the first one that changes what people see: the work is done a moment later, may be done twice, and fails where nobody looks. Retries, a dead letter that somebody owns and a receiver that knows repetitions have to be there before.",
    ),
    advice: t(
        "Make the receiver bear repetitions, send the message beside the call, compare the two, and then take the call away, with a way back for the first days.",
    ),
    caveat: None,
    citations: t(&[
        Citation {
            source: t("azure-interservice"),
            section: t("Synchronous versus asynchronous messaging"),
            grade: Grade::Implies,
        },
        Citation {
            source: t("aws-rel04-bp02"),
            section: t("Implement loosely coupled dependencies"),
            grade: Grade::Implies,
        },
        Citation { source: t("advisor"), section: t("order of moves"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("The oven calls the counter and waits, though nobody needs it."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread", "answers": {"reply": "none"}, "today": {"style": "request", "waits": true}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("The oven tells it by event."),
        description: t(
            r#"{"name": "Bakery", "flows": [{"steps": [{"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread", "answers": {"reply": "none"}, "today": {"style": "event", "message": "BreadBaked"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Move(Move {
        risk: 6,
        says: t("Carry \u{201c}{action}\u{201d} by `{advised}` instead of {today}, and go on without waiting."),
    }),
};
