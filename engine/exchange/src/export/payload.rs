//! What a message carries, as a JSON Schema: the assessment's schema of an event, or what the description says of
//! the fields of a step.

use advice::description::Field;

use super::traffic::{Channel, Reply, Traffic};
use crate::document::{Document, list, map, text, truth};
use crate::event;
use crate::markdown::escaped;

/// The schema of what a channel carries.
///
/// An event's schema goes without its `$schema` and `$id`, because the document in which it stands says both.
pub(super) fn of_channel(traffic: &Traffic<'_>, channel: &Channel<'_>) -> Document {
    if let Some(schema) = channel.schema {
        return event::embedded(schema);
    }
    let fields = channel.step.filter(|_| !channel.is_event()).and_then(|step| traffic.steps.get(step));
    of_fields(fields.map_or(&[][..], |step| step.fields()))
}

/// The schema of a message that tells an outcome.
pub(super) fn of_reply(reply: &Reply) -> Document {
    map([
        ("type", text("object")),
        (
            "properties",
            map([
                ("correlation_id", map([("type", text("string"))])),
                ("outcome", map([("type", text("string")), ("const", text(reply.outcome.id()))])),
            ]),
        ),
        ("required", list([text("correlation_id"), text("outcome")])),
    ])
}

/// An object with these fields. Where the description names none, anything may stand in it.
pub(super) fn of_fields(fields: &[Field]) -> Document {
    if fields.is_empty() {
        let says = "The description does not say yet what it carries.";
        return map([("type", text("object")), ("description", text(says))]);
    }
    let mut properties: Vec<(&str, Document)> = Vec::with_capacity(fields.len());
    for field in fields {
        if properties.iter().all(|(name, _)| *name != field.name) {
            properties.push((&field.name, of_field(field)));
        }
    }
    map([("type", text("object")), ("properties", map(properties))])
}

/// A field whose type is in the team's own words. Words that name no type of JSON become its description.
pub(super) fn of_field(field: &Field) -> Document {
    let said = field.kind.as_deref().unwrap_or_default();
    let mut schema: Vec<(&str, Document)> = match known_type(said) {
        Some((kind, format)) => {
            let format = format.map(|format| ("format", text(format)));
            [("type", text(kind))].into_iter().chain(format).collect()
        }
        None if said.is_empty() => Vec::new(),
        None => vec![("description", text(format!("Type: {}", escaped(said))))],
    };
    if field.personal == Some(true) {
        schema.push(("x-personal-data", truth(true)));
    }
    map(schema)
}

/// The type of JSON, and its format, that a word stands for.
fn known_type(said: &str) -> Option<(&'static str, Option<&'static str>)> {
    Some(match said.trim().to_ascii_lowercase().as_str() {
        "string" | "text" | "varchar" | "char" | "id" => ("string", None),
        "uuid" | "guid" => ("string", Some("uuid")),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" | "timestamp" | "instant" => ("string", Some("date-time")),
        "email" | "e-mail" => ("string", Some("email")),
        "url" | "uri" => ("string", Some("uri")),
        "int" | "integer" | "int32" | "int64" | "long" | "short" => ("integer", None),
        "number" | "decimal" | "float" | "double" | "money" => ("number", None),
        "bool" | "boolean" => ("boolean", None),
        "object" | "map" => ("object", None),
        "array" | "list" => ("array", None),
        _ => return None,
    })
}
