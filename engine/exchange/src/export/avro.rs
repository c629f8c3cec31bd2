//! Every event as an Avro record.

use super::{Export, Subject};
use crate::{document, event};

pub(super) const EXPORT: Export = Export {
    id: "avro",
    name: "Avro",
    group: super::Group::Contracts,
    purpose: "A record for every event, for a schema registry.",
    ending: "events.avsc",
    media_type: "application/vnd.apache.avro+json",
    write,
};

fn write(subject: &Subject<'_>) -> Vec<u8> {
    document::to_json(&event::avro(&event::contracts(subject.assessment))).into_bytes()
}
