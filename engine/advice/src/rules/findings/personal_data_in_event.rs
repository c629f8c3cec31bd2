//! Finding: a message carries personal data. Every reader keeps a copy that cannot be taken back.

use crate::built::fields;
use crate::finding::{Found, Scene, ticked};
use crate::rule::prelude::*;
use crate::terms::Severity;
use language::fields::is_personal;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "personal_data_in_event",
    name: "Personal data in an event",
    claim: "An event that carries personal data spreads it to places where nobody can delete it.",
    why: "The log, each consumer and everything derived by those consumers keep what the event says. When the person \
          asks for erasure, nobody has a list of the copies, and a log cannot be edited. Consumers that need only \
          the fact receive the data all the same, and have to protect it.",
    advice: "Send the person\u{2019}s id, and let the consumers that are allowed to know more ask the owner. If the \
             value has to be in the event, encrypt it with a key per person that can be destroyed.",
    caveat: "Unmarked fields are judged by their names. Mark a field `personal: false` if it says nothing about a \
             person. Whether an encrypted value without its key counts as erased is a question for your lawyers.",
    citations: &[
        cite("azure-event-sourcing", "Problems and considerations", Implies),
        cite("gdpr", "Articles 5 (1) c and 17", Implies),
    ],
    fires: examples! {
        "A discharge event carries the patient\u{2019}s name." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Tell the family doctor", "from": "ward", "to": ["practice"], "entity": "patient",
              "answers": {"intent": "event", "reply": "none"},
              "today": {"style": "event", "message": "PatientDischarged",
                "fields": ["patient_id", "patient_name", "discharged_at"]}}]}]}"#,
        "A field is marked as personal." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Tell the family doctor", "from": "ward", "to": ["practice"], "entity": "patient",
              "fields": [{"name": "patient_id"}, {"name": "ward_note", "personal": true}],
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        "An answer says that the message carries personal data." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Tell the family doctor", "from": "ward", "to": ["practice"], "entity": "patient",
              "answers": {"intent": "event", "reply": "none", "personal_data": "in_message"}}]}]}"#,
    },
    silent: examples! {
        "The event carries only the id." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Tell the family doctor", "from": "ward", "to": ["practice"], "entity": "patient",
              "answers": {"reply": "none"},
              "today": {"style": "event", "message": "PatientDischarged",
                "fields": ["patient_id", "discharged_at"]}}]}]}"#,
        "A call that carries a name ends with its answer." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Register the patient", "from": "desk", "to": ["register"], "entity": "patient",
              "fields": [{"name": "patient_name", "personal": true}], "answers": {"reply": "answer"}}]}]}"#,
        "A support address that belongs to no person." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Tell the wards", "from": "desk", "to": ["wards"],
              "fields": [{"name": "email", "personal": false}], "answers": {"reply": "none"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let built = scene.built();
    if !built.is_event() || scene.answered("personal_data", "none") {
        return None;
    }
    let event = built.message;
    let fields = fields(scene.described);
    let found: Vec<_> =
        fields.iter().filter(|field| field.personal.unwrap_or_else(|| is_personal(field.name))).collect();
    let whose = scene
        .described
        .entity
        .as_deref()
        .map_or("the person\u{2019}s id".to_owned(), |entity| format!("the id of the {entity}"));
    if let Some(first) = found.first() {
        let names: Vec<&str> = found.iter().map(|field| field.name).collect();
        let (them, by_name) = (ticked(&names), found.iter().all(|field| field.personal.is_none()));
        let how = if by_name { ", which sounds like personal data" } else { ", which is personal data" };
        return Some(Found {
            within: first.within.clone(),
            message: format!("The event `{event}` carries {them}{how}."),
            advice: format!(
                "Remove {them} from `{event}`, send {whose}, and let consumers that are allowed to know more ask the \
                 owner; or encrypt the values with a key per person."
            ),
        });
    }
    scene.answered("personal_data", "in_message").then(|| Found {
        within: "/answers/personal_data".to_owned(),
        message: format!("The event `{event}` carries personal data."),
        advice: format!("Let `{event}` carry {whose} instead, or encrypt the values with a key per person."),
    })
}

/// The message and the advice for an event whose fields sound like personal data.
pub fn carries_personal(event: &str, fields: &[&str]) -> (String, String) {
    let them = ticked(fields);
    (
        format!("The event `{event}` carries {them}, which sounds like personal data."),
        format!(
            "Remove {them} from `{event}`, send the person\u{2019}s id, and let consumers that are allowed to know \
             more ask the owner; or encrypt the values with a key per person."
        ),
    )
}
