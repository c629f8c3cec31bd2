//! Compares the messages of two versions of an AsyncAPI document, each by its payload.

use std::collections::{BTreeMap, BTreeSet};

use advice::fault::{Code, Fault};
use advice::tree::Tree;

use super::json_schema::{Document, fields, items};
use super::told::{Difference, Fit, Fits, Place, Report, named};
use super::{ContentModel, Root, SchemaFormat, avro, format_of, json_schema};

/// A message of a document.
struct Message<'w, 't> {
    /// Where the message stands.
    place: Place,
    /// Its payload; none if it has none.
    payload: Option<(&'w Tree<'t>, Place)>,
}

/// Everything that is wrong with the payloads of a document.
pub(super) fn check(root: &Root<'_, '_>) -> Vec<(u32, Fault)> {
    let document = Document::new(root.document);
    let messages = messages(&document, root.document);
    if messages.is_empty() {
        let fault = Fault::new("", Code::Empty, "The document has no messages.");
        return vec![(root.document.span.start, fault)];
    }
    let mut seen = BTreeSet::new();
    let payloads = messages.values().filter_map(|message| message.payload.as_ref());
    let own = payloads.filter(|(schema, _)| seen.insert(std::ptr::from_ref(*schema).addr()));
    own.flat_map(|payload| checked(root.document, payload)).take(advice::fault::FAULTS_SHOWN).collect()
}

fn checked<'w, 't>(document: &'w Tree<'t>, (schema, place): &(&'w Tree<'t>, Place)) -> Vec<(u32, Fault)> {
    let root = Root { document, schema, place: place.clone() };
    if is_avro(schema) { avro::check(&root) } else { json_schema::check(&root) }
}

fn is_avro(schema: &Tree<'_>) -> bool {
    format_of(schema) == SchemaFormat::Avro
}

/// Compares two sound documents.
pub(super) fn compare(
    old: &Root<'_, '_>,
    new: &Root<'_, '_>,
    model: ContentModel,
    mut report: Report,
) -> (Fits, Report) {
    let (old_document, new_document) = (Document::new(old.document), Document::new(new.document));
    let (old_messages, new_messages) = (messages(&old_document, old.document), messages(&new_document, new.document));
    let mut fits = Fits::BOTH;
    let keys: BTreeSet<_> = old_messages.keys().chain(new_messages.keys()).collect();
    let mut compared = BTreeMap::new();
    for key in keys {
        match (old_messages.get(key), new_messages.get(key)) {
            (Some(one), Some(other)) => {
                let (Some(one), Some(other)) = (&one.payload, &other.payload) else { continue };
                let pair = (std::ptr::from_ref(one.0).addr(), std::ptr::from_ref(other.0).addr());
                if let Some(known) = compared.get(&pair) {
                    fits = fits.and(*known);
                    continue;
                }
                let one = Root { document: old.document, schema: one.0, place: one.1.clone() };
                let other = Root { document: new.document, schema: other.0, place: other.1.clone() };
                let found;
                (found, report) = payloads(&one, &other, model, report);
                compared.insert(pair, found);
                fits = fits.and(found);
            }
            (Some(one), None) => {
                let found = Fits { backward: Fit::No, forward: Fit::Yes };
                let what = format!("The message {} is gone.", named(&key.1));
                report.push(told(Some(&one.place), None, what, found, KEEP));
                fits = fits.and(found);
            }
            (None, Some(other)) => {
                // Nobody reads a channel that was not there.
                let forward = Fit::when(!old_messages.keys().any(|(channel, _)| *channel == key.0));
                let found = Fits { backward: Fit::Yes, forward };
                let what = format!("The message {} was added.", named(&key.1));
                report.push(told(None, Some(&other.place), what, found, SKIP));
                fits = fits.and(found);
            }
            (None, None) => {}
        }
    }
    (fits, report)
}

const KEEP: &str = "Keep the message in the document as long as old ones lie in the channel, and stop sending it.";
const SKIP: &str = "Send it on a channel of its own, or let every consumer of the channel pass over messages that it \
                    does not know.";

fn told(old: Option<&Place>, new: Option<&Place>, what: String, fits: Fits, instead: &'static str) -> Difference {
    let data = "of this kind".to_owned();
    Difference { old: old.cloned(), new: new.cloned(), what, fits, old_data: data.clone(), new_data: data, instead }
}

fn payloads(old: &Root<'_, '_>, new: &Root<'_, '_>, model: ContentModel, mut report: Report) -> (Fits, Report) {
    match (is_avro(old.schema), is_avro(new.schema)) {
        (true, true) => avro::compare(old, new, report),
        (false, false) => json_schema::compare(old, new, model, report),
        _ => {
            let what = "The payload is in another schema language.".to_owned();
            report.push(told(Some(&old.place), Some(&new.place), what, Fits::OTHER, ""));
            (Fits::OTHER, report)
        }
    }
}

/// The messages of a document, by channel and name.
fn messages<'w, 't>(document: &Document<'w, 't>, root: &'w Tree<'t>) -> BTreeMap<(&'w str, String), Message<'w, 't>> {
    let mut found = BTreeMap::new();
    let place = Place::default().to("channels");
    for (address, channel) in fields(document.get(root, "channels")) {
        let (channel, place) = followed(document, channel, place.to(address));
        // Version 3 lists the messages of a channel, and version 2 has one for each direction, or several.
        for (name, message) in fields(document.get(channel, "messages")) {
            add(document, &mut found, address, Some(name), message, place.to("messages").to(name));
        }
        for direction in ["publish", "subscribe"] {
            let message = document.get(channel, direction).and_then(|operation| document.get(operation, "message"));
            let Some(message) = message else { continue };
            let place = place.to(direction).to("message");
            let choice = items(document.get(message, "oneOf"));
            for (index, item) in choice.iter().enumerate() {
                add(document, &mut found, address, None, item, place.to("oneOf").to(index.to_string()));
            }
            if choice.is_empty() {
                add(document, &mut found, address, None, message, place);
            }
        }
    }
    if found.is_empty() {
        let place = Place::default().to("components").to("messages");
        let all = document.get(root, "components").and_then(|components| document.get(components, "messages"));
        for (name, message) in fields(all) {
            add(document, &mut found, "", Some(name), message, place.to(name));
        }
    }
    found
}

fn add<'w, 't>(
    document: &Document<'w, 't>,
    found: &mut BTreeMap<(&'w str, String), Message<'w, 't>>,
    channel: &'w str,
    name: Option<&str>,
    message: &'w Tree<'t>,
    place: Place,
) {
    let referred = document.text(message, "$ref").and_then(|reference| reference.rsplit('/').next());
    let (message, place) = followed(document, message, place);
    let own = document.text(message, "name").or_else(|| document.text(message, "title"));
    let name = name.or(own).or(referred).unwrap_or("without a name").to_owned();
    let payload = document.get(message, "payload").map(|payload| {
        let (payload, place) = followed(document, payload, place.to("payload"));
        // Version 3 may wrap the schema to say its language.
        match document.get(payload, "schema").filter(|_| document.get(payload, "schemaFormat").is_some()) {
            Some(schema) => (schema, place.to("schema")),
            None => (payload, place),
        }
    });
    found.entry((channel, name)).or_insert(Message { place, payload });
}

/// What a reference leads to, after at most as many steps as anybody writes.
fn followed<'w, 't>(document: &Document<'w, 't>, tree: &'w Tree<'t>, place: Place) -> (&'w Tree<'t>, Place) {
    let mut here = (tree, place);
    for _ in 0..8 {
        match document.text(here.0, "$ref").and_then(|reference| document.resolve(reference)) {
            Some(target) => here = target,
            None => break,
        }
    }
    here
}
