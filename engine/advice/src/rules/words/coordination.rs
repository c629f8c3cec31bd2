//! What coordination is: an orchestrator that knows every next step, or participants that react to the one
//! before.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "coordination",
    name: "Orchestration and choreography",
    claim: "In an orchestrated flow one service tells the others what to do; in a choreographed flow each service \
            reacts to the one before it.",
    why: "An orchestrator knows how far each run has come and what to undo, but everyone depends on it. Without one, \
          services depend only on events, but the flow as a whole is written down nowhere. The number of steps does \
          not decide between the two. What matters is how many of them wait for each other\u{2019}s success, and \
          which teams own them.",
    advice: "Let one service orchestrate the smallest part whose steps block each other or must be undone. Let \
             everything else react to events. Across teams, publish events and orchestrate nothing.",
    citations: &[
        cite("newman-2021", "Chapter 6: Workflow; Sagas", States),
        cite("azure-saga", "Saga implementation approaches", Implies),
        cite("azure-choreography", "Problems and considerations", Implies),
        cite("microservices-io-saga", "Solution", States),
        cite("hard-parts-2021", "Managing Distributed Workflows", States),
    ],
    fires: examples! {
        "The planner orchestrates hall and band." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "Only one service changes anything, so nothing has to be undone elsewhere." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.flows.iter().any(|flow| flow.saga.is_some())
}
