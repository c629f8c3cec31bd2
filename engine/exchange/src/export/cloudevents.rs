//! An example of every event in an envelope of CloudEvents 1.0, in the JSON batch format.

use super::{Export, Subject};
use crate::{document, event};

pub(super) const EXPORT: Export = Export {
    id: "cloudevents",
    name: "CloudEvents",
    group: super::Group::Contracts,
    purpose: "An example of every event in its envelope, for tests of producers and consumers.",
    ending: "events.cloudevents.json",
    media_type: "application/cloudevents-batch+json",
    write,
};

fn write(subject: &Subject<'_>) -> Vec<u8> {
    let contracts = event::contracts(subject.assessment);
    let examples = contracts.iter().enumerate().map(|(index, contract)| contract.cloud_event(index + 1));
    document::to_json(&document::list(examples)).into_bytes()
}
