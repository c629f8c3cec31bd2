//! Saga term: what a reader sees of a change that is certain but has not happened yet.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "late_change",
    name: "A change that is certain but late",
    claim: "A change behind the pivot becomes visible late, but it is never undone.",
    why: "Between the pivot and the last step, some owners do not show yet what is certain to come. The record needs \
          no protection, because nothing will be undone. People only have to know that the change is on its way.",
    advice: "Show such a change as on its way, and raise an alarm when it takes too long.",
    citations: &[cite("azure-saga", "Key concepts in the Saga pattern", Implies)],
    fires: examples! {
        "The deposit is charged after hall and band are booked." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}},
            {"action": "Charge the deposit", "from": "planner", "to": ["payments"], "entity": "deposit",
              "answers": {"reply": "none", "undo": "retriable"}}]}]}"#,
    },
    silent: examples! {
        "Nothing comes after the pivot." =>
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
            because: t(
                "The change is certain and only late: show it as under way, and alert someone when it takes too \
                        long."
            ),
        }]),
    }),
});
