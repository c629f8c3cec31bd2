//! What the contract of an event is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

/// The reason for leaving a field out of an event if only one consumer needs it.
pub(crate) const LEFT_OUT: &str = "It is what one reader needs for its own work, not what happened; that reader keeps \
                                   it itself.";

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_contract",
    name: "Event contract",
    claim: "Once somebody reads an event, its form is a promise: fields are added with care, and none is removed or \
            given a new meaning.",
    why: "The publisher does not know who reads, so it cannot ask whether a field is still needed. Take one away and a \
          service that nobody thought of breaks, perhaps weeks later, when it replays old events. What was never put \
          in cannot be missed: the smallest event that states the fact is the easiest to keep.",
    advice: "For TaskCreated that means the event's id, the time, its version, the task's id and what was entered: \
             title and creator. The mail service's template, the list of recipients and the figures for analytics stay \
             out; whoever needs more asks for it, or keeps its own copy. Add only optional fields, and for anything \
             else publish a second version beside the first until the last reader has moved.",
    caveat: "Small has a price as well: an event with nothing but an id sends every consumer back with a question. Put \
             in what changed in the producer's own domain, and no more.",
    citations: &[
        cite("lesson", "safety note", States),
        cite("lesson", "prompt 3", Implies),
        cite("confluent-compatibility", "Compatibility types", Implies),
        cite("cloudevents", "Context Attributes", Implies),
        cite("azure-event-driven", "Additional considerations", Implies),
    ],
    lesson: &[23, 25],
    fires: examples! {
        "Four services read TaskCreated; the e-mail template does not belong in it." =>
        r#"{"name": "Task management", "flows": [{"actor": "user", "steps": [
            {"id": "create", "action": "Create the task", "from": "web", "to": ["tasks"], "entity": "task",
              "fields": [{"name": "task_id", "type": "string"}, {"name": "title", "type": "string"}],
              "answers": {"reply": "answer", "intent": "command"}},
            {"action": "React to the new task", "from": "tasks", "to": ["email", "audit", "analytics", "reminders"],
              "after": ["create"], "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "The task is created and nobody else hears of it, so nothing has been promised." =>
        r#"{"name": "Task management", "flows": [{"actor": "user", "steps": [
            {"action": "Create the task", "from": "web", "to": ["tasks"], "entity": "task",
              "answers": {"reply": "answer", "intent": "command", "consumer_count": "single"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    !assessment.events.is_empty()
}
