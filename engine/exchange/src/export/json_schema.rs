//! The schema of every event, in JSON Schema 2020-12.

use super::{Export, Subject};
use crate::{document, event};

pub(super) const EXPORT: Export = Export {
    id: "json-schema",
    name: "JSON Schema",
    group: super::Group::Contracts,
    purpose: "The schema of every event, for code that checks what it publishes or reads.",
    ending: "events.schema.json",
    media_type: "application/schema+json",
    write,
};

fn write(subject: &Subject<'_>) -> Vec<u8> {
    let system = &subject.model.description().name;
    document::to_json(&event::json_schema(system, &event::contracts(subject.assessment))).into_bytes()
}
