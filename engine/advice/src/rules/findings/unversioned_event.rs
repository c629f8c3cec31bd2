//! Finding: the readers of an event cannot tell which version of its schema it has.

use crate::built::{fields, place_of_fields};
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;
use language::fields::{is_version, names_version};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "unversioned_event",
    name: "An event without a version",
    claim: "An event carries the version of its schema, because old events are still read long after the schema has \
            changed.",
    why: "Consumers are upgraded one by one, and a log is replayed years later. So two schemas of one event are in \
          use at the same time. Without a version a consumer guesses from the fields that are present. That works \
          until a field keeps its name and changes its meaning.",
    advice: "Add a schema version to each event, or keep the schemas in a registry and let each message carry its \
             schema\u{2019}s id.",
    caveat: "A version in the envelope, such as CloudEvents\u{2019} `dataschema`, works too: list it among the \
             fields, and this finding disappears.",
    citations: &[
        cite("lesson", "safety note", Implies),
        cite("cloudevents", "dataschema", Implies),
        cite("confluent-compatibility", "Compatibility types", Implies),
    ],
    lesson: &[25],
    fires: examples! {
        "Ten observatories consume a sighting." =>
        r#"{"name": "Observatory", "flows": [{"steps": [
            {"action": "Tell the other observatories", "from": "telescope", "to": ["archive", "alerts"],
              "answers": {"reply": "none"},
              "today": {"style": "event", "message": "CometSighted",
                "fields": ["comet_id", "brightness", "seen_at"]}}]}]}"#,
    },
    silent: examples! {
        "The same with a version." =>
        r#"{"name": "Observatory", "flows": [{"steps": [
            {"action": "Tell the other observatories", "from": "telescope", "to": ["archive", "alerts"],
              "answers": {"reply": "none"},
              "today": {"style": "event", "message": "CometSighted",
                "fields": ["comet_id", "brightness", "seen_at", "schema_version"]}}]}]}"#,
        "A schema registry identifies the schema of each message." =>
        r#"{"name": "Observatory", "answers": {"schema_registry": "yes"}, "flows": [{"steps": [
            {"action": "Tell the other observatories", "from": "telescope", "to": ["archive", "alerts"],
              "answers": {"reply": "none"},
              "today": {"style": "event", "message": "CometSighted",
                "fields": ["comet_id", "brightness", "seen_at"]}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Info }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let built = scene.built();
    let fields = fields(scene.described);
    let event = built.message;
    let has_version = names_version(event) || fields.iter().any(|field| is_version(field.name));
    if !built.is_event() || has_version || has_registry(scene, "yes") || scene.is_told_before(event) {
        return None;
    }
    // If no field is listed, only the answer about a schema registry shows that there is no version.
    let is_without = !fields.is_empty() || (built.is_today && has_registry(scene, "no"));
    is_without.then(|| Found {
        within: place_of_fields(&fields),
        message: format!(
            "The event `{event}` carries no schema version, and you have not named a schema registry that supplies \
             one."
        ),
        advice: format!(
            "Add a field such as `schema_version` to `{event}` and raise it with each change, or keep its schema in \
             a registry."
        ),
    })
}

/// Whether the question about a schema registry has this answer.
fn has_registry(scene: &Scene<'_>, answer: &str) -> bool {
    let wanted = scene.model.rulebook().resolve("schema_registry", answer);
    scene.model.system().iter().any(|given| Some((given.question, given.answer)) == wanted)
}
