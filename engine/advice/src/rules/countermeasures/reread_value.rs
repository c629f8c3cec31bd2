//! Reread value: read the record again before changing it.

use crate::rule::{Citation, Countermeasure, Example, Grade, Kind, Rule, When, is, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("reread_value"),
    name: t("Reread before writing"),
    claim: t("What was read earlier in the flow is compared again at the moment when it is changed."),
    why: t(
        "Between the look and the change others may have changed the record, and the decision that was built on the look would be wrong. A version that is compared in the same statement shows it, and then the run starts over or gives up.",
    ),
    advice: t("Carry the version that was read through the flow, and change the record only if it still has it."),
    caveat: Some(t(
        "It finds out that something changed, and leaves open what then: say whether the run starts over, asks again, or is undone.",
    )),
    citations: t(&[
        Citation {
            source: t("richardson-2018"),
            section: t("Chapter 4: Managing transactions with sagas; countermeasures"),
            grade: Grade::States,
        },
        Citation { source: t("azure-saga"), section: t("Strategies to address data anomalies"), grade: Grade::States },
        Citation { source: t("rfc9110"), section: t("13: Conditional Requests"), grade: Grade::Implies },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("The plot was looked at before it is assigned."),
        description: t(
            r#"{"name": "Allotments", "flows": [{"steps": [{"action": "Get the plot", "from": "office", "to": ["plots"], "entity": "plot", "answers": {"intent": "query", "reply": "answer"}}, {"action": "Assign the plot", "from": "office", "to": ["plots"], "entity": "plot", "answers": {"reply": "answer"}}, {"action": "Debit the member", "from": "office", "to": ["accounts"], "entity": "member", "answers": {"reply": "answer"}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("Nobody looked at the hall before it is reserved."),
        description: t(
            r#"{"name": "Wedding", "flows": [{"steps": [{"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall", "answers": {"reply": "answer"}}, {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band", "answers": {"reply": "answer"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Countermeasure(Countermeasure {
        when: When::Any(t(&[
            t(&[is("read_before", &[t("yes")])]),
            t(&[is("invariant", &[t("no_lost_update"), t("trade_price")])]),
        ])),
        because: t("It was read before it is changed, so its version is compared at the moment of the change."),
    }),
};
