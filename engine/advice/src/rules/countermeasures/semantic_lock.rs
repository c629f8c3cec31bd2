//! Semantic lock: mark a record whose change is not final yet.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "semantic_lock",
    name: "Semantic lock",
    claim: "A record that may still change back says so, and others decide what they make of it.",
    why: "A saga has no isolation, so another run can read a seat that is sold and a moment later is not, and act on \
          it. A state such as pending, set with the change and cleared at the end, turns that into something that can \
          be seen: the other run waits, refuses, or goes on and knows what it risks.",
    advice: "Add a pending state with the run\u{2019}s id and a time at which it ends by itself. Let lists leave it \
             out or show it as such.",
    caveat: "A mark that nobody clears blocks the record for good: give it an end, and look for runs that stand \
             still.",
    citations: &[
        cite("richardson-2018", "Chapter 4: Managing transactions with sagas; countermeasures", States),
        cite("azure-saga", "Strategies to address data anomalies", States),
    ],
    fires: examples! {
        "The hall is held while the band is asked." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "Amounts are added and taken away, and need no mark." =>
        r#"{"name": "Allotments", "flows": [{"steps": [
            {"action": "Debit the member", "from": "office", "to": ["accounts"], "entity": "member",
              "answers": {"reply": "answer", "invariant": "balance"}},
            {"action": "Assign the plot", "from": "office", "to": ["plots"], "entity": "plot",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Countermeasure(Countermeasure {
        when: When::Always,
        because: t("Until the outcome is sure it is marked as pending, so that others see that it may still change \
                    back."),
    }),
});
