//! Saga term: what a reader sees of a change that is certain but has not happened yet.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "late_change",
    name: "A change that is sure and late",
    claim: "What comes behind the pivot is seen late, and never taken back.",
    why: "Between the decision and the last step, some owners do not show yet what is sure to come. Nothing has to \
          guard the record, since nothing is undone; people only have to know that it is on its way.",
    advice: "Show such a change as on its way, and raise an alarm when it takes too long.",
    citations: &[cite("azure-saga", "Key concepts in the Saga pattern", Implies)],
    fires: examples! {
        "The deposit is charged after hall and band are sure." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}},
            {"action": "Charge the deposit", "from": "planner", "to": ["payments"], "entity": "deposit",
              "answers": {"reply": "none", "undo": "retriable"}}]}]}"#,
    },
    silent: examples! {
        "Nothing comes after the step that decides." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::SagaTerm(Terms {
        cases: t(&[TermCase {
            when: When::Always,
            value: None,
            label: None,
            because: t("The change is sure and only late: show it as on its way, and let an alarm tell when it takes \
                        too long."),
        }]),
    }),
});
