//! What a message carries, as a JSON Schema: the assessment's schema of an event, or what the description says of
//! the fields of a step.

use advice::assess::{DECIMAL, json_type};
use advice::description::Field;
use language::fields::value::{self, Value};

use super::traffic::{Channel, Reply, Traffic};
use super::wire;
use crate::document::{Document, list, map, text, truth};
use crate::markdown::escaped;

/// The schema of what a channel carries.
pub(super) fn of_channel(traffic: &Traffic<'_>, channel: &Channel<'_>) -> Document {
    if let Some(schema) = &channel.schema {
        return schema.clone();
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

/// A field by its type in the team's own words, or else by its name. Words that name no type of JSON are its description.
pub(super) fn of_field(field: &Field) -> Document {
    let told = field.kind.as_deref();
    let (value, items) = match told.map(value::typed) {
        Some(Some(typed)) => (Some(typed.value), typed.items),
        Some(None) => (None, None),
        None => (value::guessed(&field.name), None),
    };
    let kind = |value: Value| {
        let (kind, format) = json_type(value);
        [Some(("type", text(wire(kind)))), format.map(|format| ("format", text(format)))].into_iter().flatten()
    };
    let mut schema: Vec<(&str, Document)> = value.into_iter().flat_map(kind).collect();
    if value == Some(Value::Decimal) {
        schema.push(("pattern", text(DECIMAL)));
    }
    schema.extend(items.map(|items| ("items", map(kind(items)))));
    if let Some(told) = told.filter(|_| value.is_none()) {
        schema.push(("description", text(format!("Type: {}", escaped(told)))));
    }
    if field.personal == Some(true) {
        schema.push(("x-personal-data", truth(true)));
    }
    map(schema)
}
