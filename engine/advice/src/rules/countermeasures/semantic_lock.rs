//! Semantic lock: mark a record whose change is not final yet.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "semantic_lock",
    name: "Semantic lock",
    claim: "A record whose change may still be undone is marked as pending, so that others can decide how to treat \
            it.",
    why: "A saga has no isolation: another run can read a seat as sold although it is released a moment later, and \
          act on it. A pending state, set with the change and cleared at the end, makes this visible. The other run \
          waits, refuses, or goes on and accepts the risk.",
    advice: "Add a pending state with the run\u{2019}s id and an expiry time. Let lists hide such records or show \
             them as pending.",
    caveat: "A mark that nobody clears blocks the record for good. Give it an expiry time, and look for runs that \
             are stuck.",
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
        "Amounts are added and subtracted, and need no mark." =>
        r#"{"name": "Allotments", "flows": [{"steps": [
            {"action": "Debit the member", "from": "office", "to": ["accounts"], "entity": "member",
              "answers": {"reply": "answer", "invariant": "balance"}},
            {"action": "Assign the plot", "from": "office", "to": ["plots"], "entity": "plot",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Countermeasure(Countermeasure {
        when: When::Always,
        because: t("Until the outcome is certain it is marked as pending, so that others can see that it may still \
                    be undone."),
    }),
});
