//! What the role of a step in a saga is: what happens to it if another step fails.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};

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
