//! Finding: an event carries fields that only one of its consumers needs.

use crate::finding::{Found, Scene};
use crate::terms::Severity;
use language::fields::is_consumers_own;

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "consumer_shaped_event",
    name: "An event that carries one consumer\u{2019}s needs",
    claim: "An event says what happened in its producer\u{2019}s terms; it does not carry what one consumer needs \
            for its own work.",
    why: "A template or a list of recipients in an event means that the producer has to know how mail is sent. Each \
          change to the mail then changes a contract that all other consumers depend on. And the next consumer asks \
          for a field of its own.",
    advice: "Remove the field. Publish ids and facts, and let the consumer keep its own templates, addresses and \
             layouts.",
    citations: &[cite("lesson", "anti-patterns", States), cite("lesson", "prompt 3", Implies)],
    lesson: &[20, 23],
    fires: examples! {
        "A task event carries the template of the e-mail about it." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Mail the assignee", "answers": {},
              "today": {"style": "event", "message": "TaskCreated",
                "fields": ["task_id", "title", "email_template"]}}]}]}"#,
    },
    silent: examples! {
        "The event says only what happened." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Mail the assignee", "answers": {},
              "today": {"style": "event", "message": "TaskCreated",
                "fields": ["task_id", "title", "created_at"]}}]}]}"#,
        "A command may carry what its one handler needs." =>
        r#"{"name": "Example", "flows": [{"steps": [
            {"action": "Mail the assignee", "answers": {},
              "today": {"style": "queued_command", "message": "SendMail",
                "fields": ["recipients", "email_template"]}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let today = scene.described.today.as_ref()?;
    if !scene.is_event_today() {
        return None;
    }
    let first = today.fields.iter().position(|field| is_consumers_own(field))?;
    let fields: Vec<&str> = today.fields.iter().map(String::as_str).filter(|field| is_consumers_own(field)).collect();
    let event = today.message.as_deref().unwrap_or(&scene.assessed.message.name);
    let (message, advice) = carries_readers_own(event, &fields);
    Some(Found { within: format!("/today/fields/{first}"), message, advice })
}

/// The message and the advice for an event with fields for one consumer.
pub fn carries_readers_own(event: &str, fields: &[&str]) -> (String, String) {
    let ticked: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
    let message = format!("The event `{event}` carries {}, which only one of its consumers needs.", ticked.join(", "));
    let advice = match ticked.as_slice() {
        [field] => format!("Remove {field} from the event, and keep it with the consumer that uses it."),
        fields => {
            format!("Remove {} from the event, and keep them with the consumer that uses them.", fields.join(", "))
        }
    };
    (message, advice)
}
