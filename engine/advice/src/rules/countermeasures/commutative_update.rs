//! Commutative update: changes that may be applied in any order.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "commutative_update",
    name: "Commutative update",
    claim: "Where only an amount goes up or down, other runs may change it in between, and taking a change back takes \
            back no other.",
    why: "Sixty less and forty more give the same whichever comes first. If the compensation adds what was taken, and \
          does not write back what was there before, it cannot undo what somebody else did meanwhile.",
    advice: "Send the difference and never the new sum. Check the bound, such as a balance that may not fall below \
             nothing, in the transaction that makes the change.",
    caveat: "It protects the sum and not the reader, who may see an amount that is given back a moment later.",
    citations: &[
        cite("richardson-2018", "Chapter 4: Managing transactions with sagas; countermeasures", States),
        cite("azure-saga", "Strategies to address data anomalies", States),
    ],
    fires: examples! {
        "A fee that is given back if no plot is free." =>
        r#"{"name": "Allotments", "flows": [{"steps": [
            {"action": "Debit the member", "from": "office", "to": ["accounts"], "entity": "member",
              "answers": {"reply": "answer", "invariant": "balance"}},
            {"action": "Assign the plot", "from": "office", "to": ["plots"], "entity": "plot",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "A hall is there once: it is marked and not counted." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Countermeasure(Countermeasure {
        when: all(&[is!("invariant", "balance", "mergeable")]),
        because: t("Only an amount changes, so it is added and taken away and never written over: other runs may \
                    change it in between."),
    }),
});
