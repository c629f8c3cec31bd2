//! An example of an event in an envelope of CloudEvents 1.0, in the JSON format. The same event has the same example.

use std::fmt::Write;

use advice::assessment::{JsonType, Property, Role};

use super::Contract;
use crate::document::{self, Document, list, map, text, truth};

/// When every example happened.
const MOMENT: &str = "2026-01-15T09:30:00Z";

pub(super) fn cloud_event(contract: &Contract<'_>, number: usize) -> Document {
    let id = format!("00000000-0000-4000-8000-{number:012}");
    let key = contract.key.and_then(|key| Some((key, contract.property(key)?)));
    let said = |(name, property): (&str, &Property<'_>)| sample(name, property);
    let order = contract.schema.of_role(Role::Order).map(|(name, property)| (name.as_ref(), property));
    let mut fields = vec![
        ("specversion", text("1.0")),
        ("id", text(id.clone())),
        ("source", text(source(contract.producer))),
        ("type", text(contract.name)),
        ("time", text(MOMENT)),
        ("datacontenttype", text("application/json")),
        ("dataschema", text(contract.schema.id.as_ref())),
    ];
    fields.extend(key.map(|key| ("subject", text(said(key)))));
    fields.extend(order.or(key).map(|key| ("partitionkey", text(said(key)))));
    let data = contract.schema.properties.0.iter().map(|(name, property)| {
        let value = match property.role {
            Role::Id => text(id.clone()),
            _ => value(name, property),
        };
        (name.to_string(), value)
    });
    fields.push(("data", map(data)));
    map(fields)
}

/// The source of an event: a path that names the producer. A character that a path may not hold is percent-encoded.
fn source(producer: Option<&str>) -> String {
    let mut source = "/".to_owned();
    for byte in producer.unwrap_or("elsewhere").bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            source.push(char::from(byte));
        } else {
            let _ = write!(source, "%{byte:02X}");
        }
    }
    source
}

/// A value that fits a property.
fn value(name: &str, property: &Property<'_>) -> Document {
    match property.kind {
        Some(JsonType::Integer) => document::number(1),
        Some(JsonType::Number) => document::from_json(&serde_json::json!(1.5)),
        Some(JsonType::Boolean) => truth(true),
        Some(JsonType::Object) => map::<&str>([]),
        Some(JsonType::Array) => match property.items {
            Some(items) => list([item(name, items.kind)]),
            None => list([]),
        },
        Some(JsonType::String) | None => text(sample(name, property)),
    }
}

/// An item of a list.
fn item(name: &str, kind: JsonType) -> Document {
    match kind {
        JsonType::Integer => document::number(1),
        JsonType::Number => document::from_json(&serde_json::json!(1.5)),
        JsonType::Boolean => truth(true),
        JsonType::Object => map::<&str>([]),
        JsonType::Array => list([]),
        JsonType::String => text(spoken(name)),
    }
}

/// A text that fits a property.
fn sample(name: &str, property: &Property<'_>) -> String {
    if let Some(only) = &property.value {
        return only.to_string();
    }
    match property.format.as_deref() {
        Some("uuid") => "00000000-0000-4000-9000-000000000001".to_owned(),
        Some("date-time") => MOMENT.to_owned(),
        Some("date") => "2026-01-15".to_owned(),
        Some("time") => "09:30:00Z".to_owned(),
        Some("duration") => "PT30M".to_owned(),
        Some("uri") => "https://example.org/".to_owned(),
        Some("email") => "somebody@example.org".to_owned(),
        _ if property.pattern.is_some() => "12.50".to_owned(),
        _ if matches!(property.role, Role::Key | Role::Order | Role::Reference) => {
            let words = language::case::kebab(&spoken(name));
            let thing = ["-id", "-number"].iter().find_map(|end| words.strip_suffix(end)).unwrap_or(&words);
            format!("{}-1", if thing.is_empty() { "thing" } else { thing })
        }
        _ => spoken(name),
    }
}

/// A field's name as words: "due date".
fn spoken(name: &str) -> String {
    language::case::spaced(language::case::parts(name).iter().map(String::as_str)).to_lowercase()
}
