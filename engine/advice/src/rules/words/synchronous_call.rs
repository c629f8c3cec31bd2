//! What a synchronous call is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;
use crate::terms::Verdict;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "synchronous_call",
    name: "Synchronous call",
    claim: "In a synchronous call one side stands still until the other has answered.",
    why: "Think of a caf\u{e9} where the waiter takes an order, walks to the kitchen and stands there until the plate \
          is ready. One table is served very well, all others wait, and a single slow dish empties the room. If the \
          waiter pins the order up instead, which is a command, and a runner carries out what is ready, which is an \
          event, all tables move at once and the slow dish delays only itself. The waiter stays at the table for one \
          thing only: when the guest has asked something and wants to know it now.",
    advice: "Let the caller wait where it needs the answer to go on, and for nothing else. Give each call a time-out, \
             count how many stand in a row, and remember that in a row delays add up and chances of success \
             multiply.",
    caveat: "It is about who waits, not about threads: a call made without blocking a thread is still synchronous if \
             the caller cannot go on without its answer.",
    citations: &[
        cite("lesson", "Event-Driven Architecture Concepts", Implies),
        cite("azure-interservice", "Synchronous versus asynchronous messaging", States),
    ],
    lesson: &[1],
    fires: examples! {
        "The guest asks for the bill and waits for it." =>
        r#"{"name": "Restaurant", "flows": [{"actor": "guest", "steps": [
            {"action": "Get the bill", "from": "waiter", "to": ["till"], "entity": "bill",
              "answers": {"intent": "query", "reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The order hangs in the kitchen and the waiter is at the next table." =>
        r#"{"name": "Restaurant", "flows": [{"steps": [
            {"action": "Cook the dish", "from": "waiter", "to": ["kitchen"], "entity": "dish",
              "answers": {"intent": "command", "reply": "acknowledgement"}},
            {"action": "Carry out the dish", "from": "kitchen", "to": ["runner"], "entity": "dish",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.verdict == Verdict::Synchronous)
}
