//! What a synchronous call is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;
use crate::terms::Verdict;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "synchronous_call",
    name: "Synchronous call",
    claim: "In a synchronous call the caller waits until the other side has answered.",
    why: "Think of a caf\u{e9} where the waiter takes an order, walks to the kitchen and stands there until the \
          plate is ready. One table is served very well, all others wait, and one slow dish brings the room to a \
          halt. Now the waiter pins the order up: that is a command. The kitchen calls out a finished plate, and a \
          runner carries it out: that is an event. All tables move at once, and the slow dish delays only itself. \
          The waiter stays at a table only when a guest has asked a question and wants the answer now.",
    advice: "Let the caller wait only if it needs the answer to go on. Give each call a time limit, and count the \
             calls in a chain: their delays add up, and their chances of success multiply.",
    caveat: "It is about who waits and not about threads: a non-blocking call is still synchronous if the caller \
             cannot go on without its answer.",
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
        "The order is pinned up in the kitchen, and the waiter is at the next table." =>
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
