//! What the contract of an event is.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};

/// The reason for leaving a field out of an event if only one consumer needs it.
pub(crate) const LEFT_OUT: &str =
    "It is what one reader needs for its own work, not what happened; that reader keeps it itself.";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("event_contract"),
    name: t("Event contract"),
    claim: t(
        "Once somebody reads an event, its form is a promise: fields are added with care, and none is removed or \
         given a new meaning.",
    ),
    why: t(
        "The publisher does not know who reads, so it cannot ask whether a field is still needed. Take one away and \
         a service that nobody thought of breaks, perhaps weeks later, when it replays old events. What was never \
         put in cannot be missed: the smallest event that states the fact is the easiest to keep.",
    ),
    advice: t(
        "For TaskCreated that means the event's id, the time, its version, the task's id and what was entered: title \
         and creator. The mail service's template, the list of recipients and the figures for analytics stay out; \
         whoever needs more asks for it, or keeps its own copy. Add only optional fields, and for anything else \
         publish a second version beside the first until the last reader has moved.",
    ),
    caveat: Some(t(
        "Small has a price as well: an event with nothing but an id sends every consumer back with a question. Put \
         in what changed in the producer's own domain, and no more.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("safety note"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("prompt 3"), grade: Grade::Implies },
        Citation { source: t("confluent-compatibility"), section: t("Compatibility types"), grade: Grade::Implies },
        Citation { source: t("cloudevents"), section: t("Context Attributes"), grade: Grade::Implies },
        Citation { source: t("azure-event-driven"), section: t("Additional considerations"), grade: Grade::Implies },
    ]),
    lesson: t(&[23, 25]),
    fires: t(&[Example {
        says: t("Four services read TaskCreated; the e-mail template does not belong in it."),
        description: t(r#"{"name": "Task management", "flows": [{"actor": "user", "steps": [
                {"id": "create", "action": "Create the task", "from": "web", "to": ["tasks"], "entity": "task", "fields": [{"name": "task_id", "type": "string"}, {"name": "title", "type": "string"}], "answers": {"reply": "answer", "intent": "command"}},
                {"action": "React to the new task", "from": "tasks", "to": ["email", "audit", "analytics", "reminders"], "after": ["create"], "answers": {"reply": "none"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("The task is created and nobody else hears of it, so nothing has been promised."),
        description: t(r#"{"name": "Task management", "flows": [{"actor": "user", "steps": [
                {"action": "Create the task", "from": "web", "to": ["tasks"], "entity": "task", "answers": {"reply": "answer", "intent": "command", "consumer_count": "single"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word { aspects: t(&[]) }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    !assessment.events.is_empty()
}
