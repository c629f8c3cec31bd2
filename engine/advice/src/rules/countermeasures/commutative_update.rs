//! Commutative update: changes that may be applied in any order.

use crate::rule::{Citation, Countermeasure, Example, Grade, Kind, Rule, When, is, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("commutative_update"),
    name: t("Commutative update"),
    claim: t(
        "Where only an amount goes up or down, other runs may change it in between, and taking a change back takes back no other.",
    ),
    why: t(
        "Sixty less and forty more give the same whichever comes first. If the compensation adds what was taken, and does not write back what was there before, it cannot undo what somebody else did meanwhile.",
    ),
    advice: t(
        "Send the difference and never the new sum. Check the bound, such as a balance that may not fall below nothing, in the transaction that makes the change.",
    ),
    caveat: Some(t("It protects the sum and not the reader, who may see an amount that is given back a moment later.")),
    citations: t(&[
        Citation {
            source: t("richardson-2018"),
            section: t("Chapter 4: Managing transactions with sagas; countermeasures"),
            grade: Grade::States,
        },
        Citation { source: t("azure-saga"), section: t("Strategies to address data anomalies"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("A fee that is given back if no plot is free."),
        description: t(
            r#"{"name": "Allotments", "flows": [{"steps": [{"action": "Debit the member", "from": "office", "to": ["accounts"], "entity": "member", "answers": {"reply": "answer", "invariant": "balance"}}, {"action": "Assign the plot", "from": "office", "to": ["plots"], "entity": "plot", "answers": {"reply": "answer"}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("A hall is there once: it is marked and not counted."),
        description: t(
            r#"{"name": "Wedding", "flows": [{"steps": [{"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall", "answers": {"reply": "answer"}}, {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band", "answers": {"reply": "answer"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Countermeasure(Countermeasure {
        when: When::All(t(&[is("invariant", &[t("balance"), t("mergeable")])])),
        because: t(
            "Only an amount changes, so it is added and taken away and never written over: other runs may change it in between.",
        ),
    }),
};
