//! Finding: the readers of an event cannot tell which version of its schema it has.

use crate::built::{fields, place_of_fields};
use crate::finding::{Found, Scene};
use crate::rule::{Citation, Example, Finding, Grade, Kind, Rule, t};
use crate::terms::Severity;
use language::fields::{is_version, names_version};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("unversioned_event"),
    name: t("An event without a version"),
    claim: t(
        "An event says which version of its form it has, since old ones are read long after the form has changed.",
    ),
    why: t(
        "Readers are upgraded one by one, and a log is replayed years later, so two forms of one event are about at the same time. Without a version a reader guesses by which fields are there. It guesses right until a field keeps its name and changes its meaning.",
    ),
    advice: t(
        "Add a version of the schema to each event, or keep the schemas in a registry that gives each message the id of its own.",
    ),
    caveat: Some(t(
        "A version in the envelope, such as CloudEvents\u{2019} `dataschema`, does it as well: list it among the fields, and this is silent.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("safety note"), grade: Grade::Implies },
        Citation { source: t("cloudevents"), section: t("dataschema"), grade: Grade::Implies },
        Citation { source: t("confluent-compatibility"), section: t("Compatibility types"), grade: Grade::Implies },
    ]),
    lesson: t(&[25]),
    fires: t(&[Example {
        says: t("A sighting that ten observatories read."),
        description: t(
            r#"{"name": "Observatory", "flows": [{"steps": [{"action": "Tell the other observatories", "from": "telescope", "to": ["archive", "alerts"], "answers": {"reply": "none"}, "today": {"style": "event", "message": "CometSighted", "fields": ["comet_id", "brightness", "seen_at"]}}]}]}"#,
        ),
    }]),
    silent: t(&[
        Example {
            says: t("The same with a version."),
            description: t(
                r#"{"name": "Observatory", "flows": [{"steps": [{"action": "Tell the other observatories", "from": "telescope", "to": ["archive", "alerts"], "answers": {"reply": "none"}, "today": {"style": "event", "message": "CometSighted", "fields": ["comet_id", "brightness", "seen_at", "schema_version"]}}]}]}"#,
            ),
        },
        Example {
            says: t("A registry knows the form of each message."),
            description: t(
                r#"{"name": "Observatory", "answers": {"schema_registry": "yes"}, "flows": [{"steps": [{"action": "Tell the other observatories", "from": "telescope", "to": ["archive", "alerts"], "answers": {"reply": "none"}, "today": {"style": "event", "message": "CometSighted", "fields": ["comet_id", "brightness", "seen_at"]}}]}]}"#,
            ),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Finding(Finding { severity: Severity::Info }),
};

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
        message: format!("The event `{event}` does not say which version of its form it has, and no registry is named that knows."),
        advice: format!("Add a field such as `schema_version` to `{event}` and raise it with each change, or keep its schema in a registry."),
    })
}

/// Whether the question about a schema registry has this answer.
fn has_registry(scene: &Scene<'_>, answer: &str) -> bool {
    let wanted = scene.model.rulebook().resolve("schema_registry", answer);
    scene.model.system().iter().any(|given| Some((given.question, given.answer)) == wanted)
}
