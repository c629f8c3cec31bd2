//! What a commit point is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "commit_point",
    name: "Commit point",
    claim: "The commit point is where a flow\u{2019}s outcome is decided: somebody waits for the steps up to it, and \
            nobody for those behind it.",
    why: "Take a concert ticket. The fan waits while the seat is held and the card is charged, because until then \
          the answer could still be no. Once the charge has succeeded, the ticket is sold; the confirmation e-mail \
          and the seat count follow. Steps behind that point can be late or retried without changing the outcome. \
          Steps before it can still change it.",
    advice: "Find the step after which the answer is certain. Keep the steps up to it few: include those that can be \
             refused, and no others. Publish the first event there, in the same transaction. If a step behind it can \
             still change the outcome, move it forward or plan the compensation of the earlier ones.",
    caveat: "The term is ours. The lesson shows this point in its order flow. Books on sagas call the deciding step \
             the pivot, which can also come after the point where the caller is answered.",
    citations: &[
        cite("lesson", "hybrid is normal", Implies),
        cite("lesson", "prompt 2", Implies),
        cite("azure-saga", "Key concepts in the Saga pattern", Implies),
    ],
    lesson: &[19, 22],
    fires: examples! {
        "The lesson\u{2019}s ticket: held and charged while the fan waits, confirmed and counted afterwards." =>
        r#"{"name": "Concert ticket booking", "flows": [{"actor": "fan", "steps": [
            {"id": "reserve", "action": "Reserve the seat", "from": "booking", "to": ["seats"], "entity": "seat",
              "answers": {"reply": "answer", "invariant": "exclusive_booking"}},
            {"id": "charge", "action": "Charge the credit card", "from": "booking", "to": ["payment"], "entity": "card",
              "answers": {"reply": "answer", "undo": "compensable"}},
            {"action": "Send the confirmation e-mail", "from": "booking", "to": ["notifications"], "after": ["charge"],
              "answers": {"reply": "none"}},
            {"action": "Update the seat count", "from": "booking", "to": ["venue"], "after": ["charge"],
              "answers": {"reply": "none", "staleness": "seconds"}}]}]}"#,
    },
    silent: examples! {
        "A turbine reports its state, and nobody waits at any point." =>
        r#"{"name": "Wind park", "flows": [{"steps": [
            {"action": "Report the turbine's state", "from": "turbine", "to": ["monitoring"], "entity": "turbine state",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.flows.iter().any(|flow| flow.commit_point.is_some())
}
