//! Finding: a message carries personal data. Every reader keeps a copy that cannot be taken back.

use crate::built::fields;
use crate::finding::{Found, Scene, ticked};
use crate::rule::prelude::*;
use crate::terms::Severity;
use language::fields::is_personal;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "personal_data_in_event",
    name: "Personal data in an event",
    claim: "An event that carries personal data puts it into places where nobody can delete it.",
    why: "An event is kept by the log, by each reader, and in whatever those readers make of it. When the person asks \
          to be forgotten, nobody has a list of the copies, and a log does not change what it has. Readers that need \
          only the fact hold the data all the same, and have to guard it.",
    advice: "Send the person\u{2019}s id, and let those readers that may know more ask the owner. Where the value has \
             to travel, encrypt it with a key of that person, which can be destroyed.",
    caveat: "Fields that nobody has marked are judged by their names. Mark a field as `personal: false` if it tells \
             nothing of a person. Whether a value without its key counts as erased is a question for your lawyers.",
    citations: &[
        cite("azure-event-sourcing", "Problems and considerations", Implies),
        cite("gdpr", "Articles 5 (1) c and 17", Implies),
    ],
    fires: examples! {
        "A discharge that carries the patient's name." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Tell the family doctor", "from": "ward", "to": ["practice"], "entity": "patient",
              "answers": {"intent": "event", "reply": "none"},
              "today": {"style": "event", "message": "PatientDischarged",
                "fields": ["patient_id", "patient_name", "discharged_at"]}}]}]}"#,
        "A field that is marked as personal." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Tell the family doctor", "from": "ward", "to": ["practice"], "entity": "patient",
              "fields": [{"name": "patient_id"}, {"name": "ward_note", "personal": true}],
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        "Somebody said that it is in the message." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Tell the family doctor", "from": "ward", "to": ["practice"], "entity": "patient",
              "answers": {"intent": "event", "reply": "none", "personal_data": "in_message"}}]}]}"#,
    },
    silent: examples! {
        "Only the id." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Tell the family doctor", "from": "ward", "to": ["practice"], "entity": "patient",
              "answers": {"reply": "none"},
              "today": {"style": "event", "message": "PatientDischarged",
                "fields": ["patient_id", "discharged_at"]}}]}]}"#,
        "A call that carries a name is answered and over." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Register the patient", "from": "desk", "to": ["register"], "entity": "patient",
              "fields": [{"name": "patient_name", "personal": true}], "answers": {"reply": "answer"}}]}]}"#,
        "A support address that is nobody's own." =>
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
        let how = if by_name { ", which by name tells of a person" } else { ", which is personal data" };
        return Some(Found {
            within: first.within.clone(),
            message: format!("The event `{event}` carries {them}{how}."),
            advice: format!(
                "Take {them} out of `{event}`, send {whose}, and let readers that may know more ask for it; or encrypt \
                 with a key for each person."
            ),
        });
    }
    scene.answered("personal_data", "in_message").then(|| Found {
        within: "/answers/personal_data".to_owned(),
        message: format!("The event `{event}` carries personal data."),
        advice: format!("Let `{event}` carry {whose} in its place, or encrypt the values with a key for each person."),
    })
}
