//! Event term: why an event carries a field, or why the field is left out.

use crate::rule::prelude::*;

/// What follows a reason if the value is a decimal number.
pub(crate) const EXACT: &str = " As a text it keeps its exact decimal value.";

/// One case for one sort of field: whether the event carries it, and why.
const fn field(sort: &'static [Is], value: &'static str, because: &'static str) -> TermCase {
    TermCase { when: all(sort), value: Some(t(value)), label: None, because: t(because) }
}

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_field",
    name: "What belongs in an event",
    claim: "An event holds its id, what happened, when, to which thing, the version of its schema, and what changed; it \
            holds nothing that only one consumer, the delivery or the request needs.",
    why: "Consumers need five things of every event: its id to skip it when it comes twice, its type to tell it from \
          others, its time because it may arrive late, its key to know the thing and to keep the order, and its \
          version to read it years later. What changed lets them act without a call. Everything else couples: a \
          template ties the producer to how mail is written, a reply address ties it to one caller, and personal \
          data or a secret stays in every copy for good.",
    advice: "For TaskCreated, carry the id, the type, the version, `task_id`, `title` and `created_at`. Leave the e-mail \
             template, the recipients and the token to those who need them. Add a field only when a consumer asks for \
             a fact that the producer owns.",
    caveat: "Fields are judged by their names and marks. Mark a field `personal` with true or false where its name \
             misleads.",
    citations: &[
        cite("lesson", "prompt 3", Implies),
        cite("lesson", "events", Implies),
        cite("cloudevents", "Context Attributes", Implies),
        cite("hohpe-woolf-2003", "Event Message", Implies),
        cite("gdpr", "Articles 5 (1) c and 17", Implies),
    ],
    lesson: &[2, 20, 23],
    fires: examples! {
        "Four services hear of a new task; the template and the recipients stay out." =>
        r#"{"name": "Task management", "flows": [{"actor": "user", "steps": [
            {"id": "create", "action": "Create the task", "from": "web", "to": ["tasks"], "entity": "task",
              "fields": [{"name": "task_id"}, {"name": "title"}, {"name": "created_at"}, {"name": "email_template"},
                {"name": "recipients"}],
              "answers": {"reply": "answer", "intent": "command"}},
            {"action": "React to the new task", "from": "tasks", "to": ["email", "audit", "analytics", "reminders"],
              "after": ["create"], "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "No other service hears of the task, so there is no event." =>
        r#"{"name": "Task management", "flows": [{"actor": "user", "steps": [
            {"action": "Create the task", "from": "web", "to": ["tasks"], "entity": "task",
              "fields": [{"name": "task_id"}, {"name": "title"}],
              "answers": {"reply": "answer", "intent": "command", "consumer_count": "single"}}]}]}"#,
    },
    since: "1.1.0",
    kind: RuleKind::Event(Terms {
        cases: t(&[
            field(
                &[is!("field", "id")],
                "in",
                "It tells this event from every other, so that a consumer can skip one that comes twice.",
            ),
            field(&[is!("field", "type")], "in", "It says what happened, wherever the event is read."),
            field(&[is!("field", "time")], "in", "It says when it happened, which may be long before it arrives."),
            field(
                &[is!("field", "version")],
                "in",
                "It says by which version of the schema to read the event, even years later.",
            ),
            field(
                &[is!("field", "key")],
                "in",
                "It says to which thing it happened, and keeps the events of that thing together.",
            ),
            field(&[is!("field", "order")], "in", "Order is kept by it, so every event carries it."),
            field(
                &[is!("field", "reference")],
                "in",
                "It names another thing that took part; its owner knows the rest about it.",
            ),
            field(&[is!("field", "change")], "in", "It says what changed in the producer\u{2019}s own domain."),
            field(
                &[is!("field", "personal_change")],
                "in",
                "It is what changed, and it is personal data: encrypt it with a key per person, so that it can be \
                 erased.",
            ),
            field(&[is!("field", "consumers_own")], "out", crate::rules::words::event_contract::LEFT_OUT),
            field(
                &[is!("field", "deliverys")],
                "out",
                "It serves the delivery of the message, so it stands in the headers and not in the event.",
            ),
            field(
                &[is!("field", "steering")],
                "out",
                "It told the producer how to do it; once it is done, only the outcome matters.",
            ),
            field(
                &[is!("field", "secret")],
                "out",
                "It is a secret: whoever reads the event or the log could use it, so it stays with its owner.",
            ),
            field(
                &[is!("field", "personal")],
                "out",
                "It is personal data, or sounds like it, and it is not what changed; a consumer that may know it asks \
                 the owner.",
            ),
            field(
                &[is!("field", "not_done")],
                "out",
                "The request carried it, and nothing came of the request; the sender knows what it asked for.",
            ),
            field(
                &[is!("field", "for_the_asking")],
                "out",
                "Several consumers would keep a copy of it that nobody can delete; those that may know it ask the \
                 owner.",
            ),
            field(
                &[is!("field", "beyond_the_change")],
                "out",
                "It did not change with this event; a consumer that needs it asks the owner.",
            ),
        ]),
    }),
});
