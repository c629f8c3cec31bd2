//! What a commit point is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "commit_point",
    name: "Commit point",
    claim: "The commit point is where a flow's outcome is decided: before it somebody waits, behind it nobody has to.",
    why: "Take a concert ticket. The fan waits while the seat is held and the card is charged, because until then the \
          answer could still be no. Once the charge has succeeded the ticket is sold; the confirmation mail and the \
          venue's seat count only follow. Whatever stands behind that point can be late, fail and be repeated without \
          changing the outcome, and whatever stands before it can spoil it.",
    advice: "Find the step after which the answer is certain. Keep the way to it short, put everything into it that \
             may say no and nothing else, and publish the first event there, in the same transaction. If a step behind \
             it can still spoil the outcome, either move it forward or plan how to undo what came before.",
    caveat: "The word is ours. The lesson shows the place in its order flow, and books on sagas call the deciding step \
             the pivot, which can also lie behind the point where the caller is answered.",
    citations: &[
        cite("lesson", "hybrid is normal", Implies),
        cite("lesson", "prompt 2", Implies),
        cite("azure-saga", "Key concepts in the Saga pattern", Implies),
    ],
    lesson: &[19, 22],
    fires: examples! {
        "The lesson's ticket: held and charged while the fan waits, confirmed and counted afterwards." =>
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
