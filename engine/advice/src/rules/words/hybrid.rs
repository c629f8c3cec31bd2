//! What hybrid means.

use crate::assessment::Assessment;
use crate::rule::prelude::*;
use crate::terms::Verdict;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "hybrid",
    name: "Hybrid",
    claim: "Hybrid combines both: a short wait for what must be certain, and events for everything that follows.",
    why: "Most flows are hybrid. A buyer who submits an order waits only to learn that it was accepted; stock, \
          e-mail and statistics can follow. If all of it were calls, the buyer would wait for the statistics. If all \
          of it were events, the buyer would get no answer.",
    advice: "Find the commit point, make calls up to it and publish events after it. Within one step, make the \
             change, write the event to the outbox in the same transaction, and answer. Or, if the work is long, \
             accept the request, say where to ask for the outcome, and finish later.",
    caveat: "It is not a compromise between answers that contradict each other. If the answers balance out, the \
             advice reports a tie.",
    citations: &[
        cite("lesson", "hybrid is normal", States),
        cite("azure-async-request-reply", "Solution", Implies),
        cite("advisor", "words", States),
    ],
    lesson: &[19],
    fires: examples! {
        "The order is saved while the buyer waits; the e-mail goes out afterwards." =>
        r#"{"name": "Book shop", "flows": [{"actor": "buyer", "steps": [
            {"id": "save", "action": "Save the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer"}},
            {"action": "Send the confirmation", "from": "orders", "to": ["mail"], "after": ["save"],
              "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "One question with one answer, and nothing follows." =>
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
