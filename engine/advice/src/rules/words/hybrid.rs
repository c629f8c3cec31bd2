//! What hybrid means.

use crate::assessment::Assessment;
use crate::rule::prelude::*;
use crate::terms::Verdict;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "hybrid",
    name: "Hybrid",
    claim: "Hybrid is both: a short wait for what must be certain, and events for all that follows.",
    why: "Most flows are of this kind. Whoever submits an order wants to know that it was taken, and waits for no more \
          than that; stock, mail and statistics can hear of it afterwards. If all of it is called, the buyer waits for \
          the statistics; if all of it is told by events, the buyer is left without an answer.",
    advice: "Find the commit point, call what stands before it and publish what stands behind. Within one step it is \
             done alike: make the change, put the event into the outbox in the same transaction, and answer. Or, where \
             the work is long, accept the request, say where to ask for the outcome, and finish later.",
    caveat: "It is no compromise between answers that contradict each other: where they balance out, the advice says \
             that it is a tie.",
    citations: &[
        cite("lesson", "hybrid is normal", States),
        cite("azure-async-request-reply", "Solution", Implies),
        cite("advisor", "words", States),
    ],
    lesson: &[19],
    fires: examples! {
        "The order is saved while the buyer waits; the mail goes out afterwards." =>
        r#"{"name": "Book shop", "flows": [{"actor": "buyer", "steps": [
            {"id": "save", "action": "Save the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer"}},
            {"action": "Send the confirmation", "from": "orders", "to": ["mail"], "after": ["save"],
              "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "One question with one answer, and nothing behind it." =>
        r#"{"name": "Book shop", "flows": [{"actor": "buyer", "steps": [
            {"action": "Get the price", "from": "web", "to": ["prices"], "entity": "price",
              "answers": {"intent": "query", "reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    let steps = assessment.steps.iter().any(|step| step.verdict == Verdict::Hybrid);
    steps || assessment.flows.iter().any(|flow| flow.verdict == Verdict::Hybrid)
}
