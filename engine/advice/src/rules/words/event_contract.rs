//! What the contract of an event is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

/// The reason for leaving a field out of an event if only one consumer needs it.
pub(crate) const LEFT_OUT: &str = "One consumer needs it for its own work, and it does not say what happened; that \
                                   consumer keeps it itself.";

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_contract",
    name: "Event contract",
    claim: "Once somebody consumes an event, its schema is a promise: fields are added with care, and none is \
            removed or changes its meaning.",
    why: "The publisher does not know its consumers, so it cannot ask whether a field is still needed. If it removes \
          one, a forgotten service breaks, perhaps weeks later when it replays old events. A field that was never \
          published cannot be missed: the smallest event that states the fact is the easiest to maintain.",
    advice: "For TaskCreated that means the event\u{2019}s id, the time, the version, the task\u{2019}s id and what \
             the user entered: title and creator. The e-mail template, the recipients and the analytics figures stay \
             out; a consumer that needs more asks for it or keeps its own copy. Add only optional fields. For any \
             other change, publish a second version beside the first until the last consumer has moved.",
    caveat: "Small events have a price as well: one that contains nothing but an id makes every consumer call back. \
             Include what changed in the producer\u{2019}s own domain, and no more.",
    citations: &[
        cite("lesson", "safety note", States),
        cite("lesson", "prompt 3", Implies),
        cite("confluent-compatibility", "Compatibility types", Implies),
        cite("cloudevents", "Context Attributes", Implies),
        cite("azure-event-driven", "Additional considerations", Implies),
    ],
    lesson: &[23, 25],
    fires: examples! {
        "Four services consume TaskCreated; the e-mail template does not belong in it." =>
        r#"{"name": "Task management", "flows": [{"actor": "user", "steps": [
            {"id": "create", "action": "Create the task", "from": "web", "to": ["tasks"], "entity": "task",
              "fields": [{"name": "task_id", "type": "string"}, {"name": "title", "type": "string"}],
              "answers": {"reply": "answer", "intent": "command"}},
            {"action": "React to the new task", "from": "tasks", "to": ["email", "audit", "analytics", "reminders"],
              "after": ["create"], "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "The task is created and no other service consumes an event about it, so nothing has been promised." =>
        r#"{"name": "Task management", "flows": [{"actor": "user", "steps": [
            {"action": "Create the task", "from": "web", "to": ["tasks"], "entity": "task",
              "answers": {"reply": "answer", "intent": "command", "consumer_count": "single"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    !assessment.events.is_empty()
}
