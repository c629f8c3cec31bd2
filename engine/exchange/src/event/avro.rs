//! An event as an Avro record.

use std::collections::BTreeSet;

use advice::assessment::{JsonType, Property, Role};

use super::Contract;
use crate::document::{self, Document, list, map, text};

/// The records of several events. A full name that is taken gets a number.
pub(super) fn records(contracts: &[Contract<'_>]) -> Document {
    let mut taken = BTreeSet::new();
    let records: Vec<Document> = contracts
        .iter()
        .map(|contract| {
            let name = record_name(contract);
            let full = |name: &str| (contract.producer.map(self::name), name.to_owned());
            let numbered = (2_u32..).map(|number| format!("{name}_{number}"));
            let name = std::iter::once(name.clone()).chain(numbered).find(|name| taken.insert(full(name)));
            record(contract, &name.unwrap_or_default())
        })
        .collect();
    list(records)
}

/// The name of an event's record.
pub(super) fn record_name(contract: &Contract<'_>) -> String {
    name(contract.name)
}

/// The record of an event.
pub(super) fn record(contract: &Contract<'_>, record: &str) -> Document {
    let mut taken = BTreeSet::new();
    let fields: Vec<Document> = contract
        .schema
        .properties
        .0
        .iter()
        .map(|(told, property)| {
            let plain = name(told);
            let numbered = (2_u32..).map(|number| format!("{plain}_{number}"));
            let free = std::iter::once(plain.clone()).chain(numbered).find(|name| taken.insert(name.clone()));
            field(&free.unwrap_or_default(), told, property, contract.schema.requires(told))
        })
        .collect();
    let mut parts = vec![("type", text("record")), ("name", text(record))];
    parts.extend(contract.producer.map(|producer| ("namespace", text(name(producer)))));
    parts.push(("doc", text(contract.schema.description.as_ref())));
    parts.push(("fields", list(fields)));
    map(parts)
}

/// A field. One that an event may lack has the default null, so that a reader of a later version can do without it.
fn field(name: &str, told: &str, property: &Property<'_>, is_required: bool) -> Document {
    let kind = kind(property);
    let mut parts = vec![("name", text(name))];
    match (is_required, property.role) {
        (false, _) => parts.extend([("type", list([text("null"), kind])), ("default", document::null())]),
        (true, Role::Type) => {
            parts.extend([("type", kind), ("default", text(property.value.as_deref().unwrap_or_default()))]);
        }
        (true, _) => parts.push(("type", kind)),
    }
    parts.push(("doc", text(property.description.as_ref())));
    // A name that Avro does not permit is kept as a property of the field, which Avro permits.
    parts.extend((name != told).then(|| ("x-name", text(told))));
    parts.extend(property.personal.then(|| ("x-personal-data", document::truth(true))));
    map(parts)
}

/// The type of a property. What has none is a text.
fn kind(property: &Property<'_>) -> Document {
    let logical = |plain: &str, meaning: &str| map([("type", text(plain)), ("logicalType", text(meaning))]);
    match (property.kind, property.format.as_deref()) {
        (Some(JsonType::String), Some("uuid")) => logical("string", "uuid"),
        (Some(JsonType::String), Some("date-time")) => logical("long", "timestamp-millis"),
        (Some(JsonType::String), Some("date")) => logical("int", "date"),
        (Some(JsonType::Array), _) => {
            let items = property.items.map_or("string", |items| plain(items.kind));
            let items =
                if items == "map" { map([("type", text("map")), ("values", text("string"))]) } else { text(items) };
            map([("type", text("array")), ("items", items)])
        }
        (Some(JsonType::Object), _) => map([("type", text("map")), ("values", text("string"))]),
        (Some(kind), _) => text(plain(kind)),
        (None, _) => text("string"),
    }
}

/// The Avro type of a plain JSON type.
fn plain(kind: JsonType) -> &'static str {
    match kind {
        JsonType::String | JsonType::Array => "string",
        JsonType::Integer => "long",
        JsonType::Number => "double",
        JsonType::Boolean => "boolean",
        JsonType::Object => "map",
    }
}

/// A name as Avro permits it: letters of ASCII, digits and `_`, and no digit first.
fn name(told: &str) -> String {
    let mut name: String = told.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        name.insert(0, '_');
    }
    name
}
