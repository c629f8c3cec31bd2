//! Reread value: read the record again before changing it.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "reread_value",
    name: "Reread before writing",
    claim: "A value that was read earlier in the flow is compared again when the record is changed.",
    why: "Other runs may change the record between the read and the change, and the decision that was based on the \
          read would be wrong. Comparing a version in the same statement detects this. Then the run restarts or \
          gives up.",
    advice: "Pass on the version that was read, and change the record only if it still has that version.",
    caveat: "It detects a change but does not say what to do then. Decide whether the run restarts, asks again, or \
             is compensated.",
    citations: &[
        cite("richardson-2018", "Chapter 4: Managing transactions with sagas; countermeasures", States),
        cite("azure-saga", "Strategies to address data anomalies", States),
        cite("rfc9110", "13: Conditional Requests", Implies),
    ],
    fires: examples! {
        "The plot is read before it is assigned." =>
        r#"{"name": "Allotments", "flows": [{"steps": [
            {"action": "Get the plot", "from": "office", "to": ["plots"], "entity": "plot",
              "answers": {"intent": "query", "reply": "answer"}},
            {"action": "Assign the plot", "from": "office", "to": ["plots"], "entity": "plot",
              "answers": {"reply": "answer"}},
            {"action": "Debit the member", "from": "office", "to": ["accounts"], "entity": "member",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "Nobody reads the hall before it is reserved." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Countermeasure(Countermeasure {
        when: any(&[t(&[is!("read_before", "yes")]), t(&[is!("invariant", "no_lost_update", "trade_price")])]),
        because: t("The step reads it first, so it compares the version again when it writes."),
    }),
});
