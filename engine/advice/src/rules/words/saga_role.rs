//! What becomes of each step of a saga when another one fails, and why.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};

/// Why a step is undone.
pub(crate) const COMPENSABLE: &str = "A later step may still say no, and then this one is undone.";
/// Why a step of several owners is undone.
pub(crate) const CHANGES_SEVERAL: &str =
    "Several owners do their part of it, and if one of them refuses the others undo theirs.";
/// Why a step would have to be undone.
pub(crate) const NOTHING_UNDOES_IT: &str =
    "A later step may still say no, and then this one would have to be undone; nothing says by what.";
/// Why a step decides.
pub(crate) const PIVOT: &str = "It is the last that may say no: once it has succeeded nothing is undone any more, and the rest is carried through.";
/// Why a step that cannot be undone decides.
pub(crate) const IRREVERSIBLE_PIVOT: &str =
    "It cannot be undone, so it runs when all that may say no has said yes, and with it the outcome is decided.";
/// Why several steps decide.
pub(crate) const ONE_OF_SEVERAL_PIVOTS: &str = "It cannot be undone and may still say no, and it is not the only one: whichever of them runs first stays done if another refuses.";
/// Why a second step that cannot be undone is repeated.
pub(crate) const IRREVERSIBLE_AFTER_THE_PIVOT: &str =
    "It cannot be undone and comes after the outcome is decided, so it is repeated until it succeeds.";
/// Why a step is repeated.
pub(crate) const RETRIABLE: &str = "The outcome is decided before it, so it is repeated until it succeeds.";
/// What guards readers against a change that is sure and not yet made.
pub(crate) const SEEN_TOO_LATE: &str =
    "The change is sure and only late: show it as on its way, and let an alarm tell when it takes too long.";
/// Why a step is repeated that does not wait for the outcome.
pub(crate) const RETRIABLE_BESIDE: &str =
    "Nothing else depends on whether it says yes, so it is repeated until it succeeds.";
/// Why what cannot be undone moves.
pub(crate) const MOVE_IRREVERSIBLE: &str =
    "It cannot be undone, so it waits until nothing can fail any more that would call for undoing it.";
/// Why what is repeated moves.
pub(crate) const MOVE_RETRIABLE: &str =
    "It is repeated until it succeeds and never undone, so it waits until the outcome is decided.";
/// Why a payment moves.
pub(crate) const MOVE_PAYMENT: &str =
    "Side by side each may say no after the other has said yes. If money is taken last, none has to be given back.";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("saga_role"),
    name: t("Compensable, pivot, retriable"),
    claim: t(
        "A saga is made of steps that can be undone, one that decides, and steps that are repeated until they succeed.",
    ),
    why: t(
        "Before the pivot everything can still be taken back, so nothing may stand there that cannot. The pivot is the moment at which the outcome is decided: booked or not booked, paid or not paid. Behind it nothing is taken back any more, so nothing may stand there that can say no. With these three words every question of what happens when this fails has its answer.",
    ),
    advice: t(
        "Sort the steps into the three, name what undoes each of the first sort, and make those of the last sort idempotent.",
    ),
    caveat: Some(t(
        "The pivot is not always the step that the customer sees last: what the caller waits for ends at the commit point, and the pivot may come behind it.",
    )),
    citations: t(&[
        Citation { source: t("azure-saga"), section: t("Key concepts in the Saga pattern"), grade: Grade::States },
        Citation {
            source: t("richardson-2018"),
            section: t("Chapter 4: Managing transactions with sagas"),
            grade: Grade::States,
        },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("The hall can be given back; booking the band decides."),
        description: t(
            r#"{"name": "Wedding", "flows": [{"steps": [{"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall", "answers": {"reply": "answer"}}, {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band", "answers": {"reply": "answer"}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("One service alone changes anything, so nothing has to be undone elsewhere."),
        description: t(
            r#"{"name": "Wedding", "flows": [{"steps": [{"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall", "answers": {"reply": "answer"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word { aspects: t(&[]) }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.flows.iter().any(|flow| flow.saga.is_some())
}
