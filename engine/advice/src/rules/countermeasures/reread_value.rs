//! Reread value: read the record again before changing it.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "reread_value",
    name: "Reread before writing",
    claim: "What was read earlier in the flow is compared again at the moment when it is changed.",
    why: "Between the look and the change others may have changed the record, and the decision that was built on the \
          look would be wrong. A version that is compared in the same statement shows it, and then the run starts over \
          or gives up.",
    advice: "Carry the version that was read through the flow, and change the record only if it still has it.",
    caveat: "It finds out that something changed, and leaves open what then: say whether the run starts over, asks \
             again, or is undone.",
    citations: &[
        cite("richardson-2018", "Chapter 4: Managing transactions with sagas; countermeasures", States),
        cite("azure-saga", "Strategies to address data anomalies", States),
        cite("rfc9110", "13: Conditional Requests", Implies),
    ],
    fires: examples! {
        "The plot was looked at before it is assigned." =>
        r#"{"name": "Allotments", "flows": [{"steps": [
            {"action": "Get the plot", "from": "office", "to": ["plots"], "entity": "plot",
              "answers": {"intent": "query", "reply": "answer"}},
            {"action": "Assign the plot", "from": "office", "to": ["plots"], "entity": "plot",
              "answers": {"reply": "answer"}},
            {"action": "Debit the member", "from": "office", "to": ["accounts"], "entity": "member",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "Nobody looked at the hall before it is reserved." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Countermeasure(Countermeasure {
        when: any(&[t(&[is!("read_before", "yes")]), t(&[is!("invariant", "no_lost_update", "trade_price")])]),
        because: t("It was read before it is changed, so its version is compared at the moment of the change."),
    }),
});
