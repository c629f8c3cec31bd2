//! Saga term: what a reader sees of a change that is certain but has not happened yet.

use crate::rule::{Citation, Example, Grade, Kind, Rule, TermCase, Terms, When, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("late_change"),
    name: t("A change that is sure and late"),
    claim: t("What comes behind the pivot is seen late, and never taken back."),
    why: t(
        "Between the decision and the last step, some owners do not show yet what is sure to come. Nothing has to guard the record, since nothing is undone; people only have to know that it is on its way.",
    ),
    advice: t("Show such a change as on its way, and raise an alarm when it takes too long."),
    caveat: None,
    citations: t(&[Citation {
        source: t("azure-saga"),
        section: t("Key concepts in the Saga pattern"),
        grade: Grade::Implies,
    }]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("The deposit is charged after hall and band are sure."),
        description: t(r#"{"name": "Wedding", "flows": [{"steps": [
                {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall", "answers": {"reply": "answer"}},
                {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band", "answers": {"reply": "answer"}},
                {"action": "Charge the deposit", "from": "planner", "to": ["payments"], "entity": "deposit", "answers": {"reply": "none", "undo": "retriable"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("Nothing comes after the step that decides."),
        description: t(r#"{"name": "Wedding", "flows": [{"steps": [
                {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall", "answers": {"reply": "answer"}},
                {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band", "answers": {"reply": "answer"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::SagaTerm(Terms {
        cases: t(&[TermCase {
            when: When::Always,
            value: None,
            label: None,
            because: t(
                "The change is sure and only late: show it as on its way, and let an alarm tell when it takes too long.",
            ),
        }]),
    }),
};
