//! Commutative update: changes that may be applied in any order.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "commutative_update",
    name: "Commutative update",
    claim: "If a change only adds to or subtracts from an amount, other runs may change it meanwhile, and undoing \
            one change undoes no other.",
    why: "Minus sixty and plus forty give the same result in either order. If the compensation adds back what was \
          taken, and does not restore the old value, it cannot undo what another run did meanwhile.",
    advice: "Send the difference and never the new total. Check a limit, such as a balance that may not go below \
             zero, in the transaction that makes the change.",
    caveat: "It protects the total and not the reader, who may see an amount that is given back a moment later.",
    citations: &[
        cite("richardson-2018", "Chapter 4: Managing transactions with sagas; countermeasures", States),
        cite("azure-saga", "Strategies to address data anomalies", States),
    ],
    fires: examples! {
        "A fee is refunded if no plot is free." =>
        r#"{"name": "Allotments", "flows": [{"steps": [
            {"action": "Debit the member", "from": "office", "to": ["accounts"], "entity": "member",
              "answers": {"reply": "answer", "invariant": "balance"}},
            {"action": "Assign the plot", "from": "office", "to": ["plots"], "entity": "plot",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "There is only one hall: it is marked and not counted." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Countermeasure(Countermeasure {
        when: all(&[is!("invariant", "balance", "mergeable")]),
        because: t("Only an amount changes. It is added or subtracted and never overwritten, so other runs may \
                    change it in between."),
    }),
});
