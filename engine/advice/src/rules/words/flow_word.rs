//! What a flow is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "flow",
    name: "Flow",
    claim: "A flow is one use case: somebody triggers it, and steps follow until everything is done.",
    why: "Somebody wants a ticket, a turbine reports a fault, a working day ends: each trigger starts something that \
          comes to an end. Waiting only makes sense within a flow, because a particular caller waits for a \
          particular outcome. Somebody may wait for a step in one flow and not in another.",
    advice: "Name it after what is wanted, such as \u{201c}Book a ticket\u{201d}, and say who triggers it. Include \
             everything that has to happen because of the trigger, even what nobody sees. If two triggers lead to \
             different results, write two flows.",
    citations: &[cite("advisor", "words", States), cite("lesson", "hybrid is normal", Implies)],
    lesson: &[19],
    fires: examples! {
        "A member borrows a book, and the reminder to return it belongs to the same flow." =>
        r#"{"name": "Library", "flows": [{"actor": "member", "steps": [
            {"action": "Lend the book", "from": "desk", "to": ["catalogue"], "entity": "book",
              "answers": {"reply": "answer"}},
            {"action": "Plan the reminder", "from": "catalogue", "to": ["reminders"], "entity": "reminder",
              "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "One question and its answer, and nothing follows." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Get the opening hours", "from": "app", "to": ["desk"], "entity": "opening hours",
              "answers": {"intent": "query", "reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.flows.iter().any(|flow| flow.sync_prefix.len() + flow.asynchronous.len() > 1)
}
