//! Entities for Backstage's catalogue: the system, its services, what they offer, and what they need to run.
//!
//! Every service has its own AsyncAPI and OpenAPI document, written out in its API entity. Teams are named as owners
//! and not declared, because a catalogue has them from somewhere else. A description says nothing of how mature a
//! service is, so its lifecycle is `experimental`.

use std::collections::BTreeMap;

use advice::description::ParticipantKind;

use super::names::{Names, slug};
use super::traffic::{End, Party, Traffic};
use super::{Export, Group, Subject, asyncapi, openapi};
use crate::document::{Document, list, map, text, to_yaml};

pub(super) const EXPORT: Export = Export {
    id: "backstage",
    name: "Backstage",
    group: Group::Catalogues,
    purpose: "The system, its services, APIs and resources as a catalog-info file.",
    ending: "catalog-info.yaml",
    media_type: "application/yaml",
    write,
};

/// Maximum length of the part of a name before its kind. A name has 63 characters at most.
const LONGEST: usize = 46;

fn write(subject: &Subject<'_>) -> Vec<u8> {
    let traffic = Traffic::of(subject);
    let catalogue = Catalogue::new(subject, &traffic);
    let entities = catalogue.entities();
    entities.iter().fold(String::new(), |file, entity| file + "---\n" + &to_yaml(entity)).into_bytes()
}

/// The names of a participant's entities.
#[derive(Debug)]
struct Entry {
    /// The component or the resource; empty for people.
    name: String,
    asyncapi: Option<String>,
    openapi: Option<String>,
}

struct Catalogue<'c> {
    subject: &'c Subject<'c>,
    traffic: &'c Traffic<'c>,
    system: String,
    /// By the index of the participant.
    entries: Vec<Entry>,
}

/// What a participant is as an entity; none for people.
fn kind(party: &Party<'_>) -> Option<(&'static str, &'static str)> {
    match party.kind {
        ParticipantKind::Service => Some(("Component", "service")),
        ParticipantKind::External => Some(("Component", "external-service")),
        ParticipantKind::Store => Some(("Resource", "database")),
        ParticipantKind::Cache => Some(("Resource", "cache")),
        ParticipantKind::Broker => Some(("Resource", "message-broker")),
        ParticipantKind::Person => None,
    }
}

fn owner(party: &Party<'_>) -> String {
    let team = party.team.map(slug).filter(|team| !team.is_empty());
    team.unwrap_or_else(|| "unknown".to_owned()).to_ascii_lowercase()
}

impl<'c> Catalogue<'c> {
    fn new(subject: &'c Subject<'c>, traffic: &'c Traffic<'c>) -> Self {
        let mut names = Names::default();
        let mut give = |wanted: String, otherwise: &str| names.give(&wanted.to_ascii_lowercase(), otherwise);
        let system = give(subject.model.description().name.clone(), "system");
        let entries = traffic
            .parties
            .iter()
            .enumerate()
            .map(|(index, party)| {
                let short: String = party.key.chars().take(LONGEST).collect();
                let is_service = kind(party).is_some_and(|(kind, _)| kind == "Component");
                Entry {
                    name: kind(party).map(|_| give(party.key.clone(), "participant")).unwrap_or_default(),
                    asyncapi: (is_service && asyncapi::concerns(traffic, index))
                        .then(|| give(format!("{short}-asyncapi"), "asyncapi")),
                    openapi: (is_service && openapi::concerns(traffic, index))
                        .then(|| give(format!("{short}-openapi"), "openapi")),
                }
            })
            .collect();
        Self { subject, traffic, system, entries }
    }

    fn entities(&self) -> Vec<Document> {
        let description = self.subject.model.description();
        let about = description.summary.clone();
        let spec = vec![("owner", text(self.system_owner()))];
        let system = entity("System", &self.system, pictures::flow::shown(&description.name), about, spec);
        let mut all = vec![system];
        for (index, (party, entry)) in self.traffic.parties.iter().zip(&self.entries).enumerate() {
            let Some((kind, of_kind)) = kind(party) else { continue };
            let spec = if kind == "Component" {
                self.component(index, party, of_kind)
            } else {
                vec![("type", text(of_kind)), ("owner", text(owner(party))), ("system", text(&*self.system))]
            };
            all.push(entity(kind, &entry.name, party.name, None, spec));
            let documents = [
                entry
                    .asyncapi
                    .as_ref()
                    .map(|name| (name, "asyncapi", asyncapi::document(self.subject, self.traffic, Some(index)))),
                entry
                    .openapi
                    .as_ref()
                    .map(|name| (name, "openapi", openapi::document(self.subject, self.traffic, Some(index)))),
            ];
            for (name, kind, document) in documents.into_iter().flatten() {
                let mut spec = self.shared(party, kind);
                spec.push(("definition", text(to_yaml(&document))));
                let says = if kind == "asyncapi" { "Messages" } else { "Calls" };
                all.push(entity("API", name, &format!("{says} of {}", party.name), None, spec));
            }
        }
        all
    }

    /// The owner of the system: the team that owns all of its services, if it is one.
    fn system_owner(&self) -> String {
        let mut owners = self.traffic.parties.iter().filter(|party| party.kind == ParticipantKind::Service).map(owner);
        let first = owners.next();
        first.filter(|first| owners.all(|other| other == *first)).unwrap_or_else(|| "unknown".to_owned())
    }

    fn shared(&self, party: &Party<'_>, of_kind: &'static str) -> Vec<(&'static str, Document)> {
        vec![
            ("type", text(of_kind)),
            ("lifecycle", text("experimental")),
            ("owner", text(owner(party))),
            ("system", text(&*self.system)),
        ]
    }

    fn component(&self, index: usize, party: &Party<'_>, of_kind: &'static str) -> Vec<(&'static str, Document)> {
        let mut spec = self.shared(party, of_kind);
        let names = |names: Vec<&str>| list(names.into_iter().map(text));
        let entry = self.entries.get(index);
        let provides = entry.into_iter().flat_map(|entry| entry.asyncapi.iter().chain(&entry.openapi));
        let provides: Vec<&str> = provides.map(String::as_str).collect();
        if !provides.is_empty() {
            spec.push(("providesApis", names(provides)));
        }
        let consumes = self.consumes(index);
        if !consumes.is_empty() {
            spec.push(("consumesApis", names(consumes)));
        }
        let needs = self.needs(index);
        if !needs.is_empty() {
            spec.push(("dependsOn", list(needs.into_iter().map(|name| text(format!("resource:{name}"))))));
        }
        spec
    }

    /// The APIs of others that a participant uses: whose events it hears, whose queues it fills, and whom it calls.
    fn consumes(&self, index: usize) -> Vec<&str> {
        let mut found: BTreeMap<usize, [bool; 2]> = BTreeMap::new();
        let is_at = |ends: &[End]| ends.iter().any(|end| end.party == index);
        for channel in &self.traffic.channels {
            let (here, there) = if channel.is_event() {
                (&channel.receivers, &channel.senders)
            } else {
                (&channel.senders, &channel.receivers)
            };
            for other in there.iter().filter(|end| is_at(here) && end.party != index) {
                found.entry(other.party).or_default()[0] = true;
            }
        }
        for call in self.traffic.calls.iter().filter(|call| call.callers.contains(&index)) {
            found.entry(call.owner).or_default()[1] = true;
        }
        let apis = found.into_iter().filter_map(|(other, [messages, calls])| {
            let entry = self.entries.get(other)?;
            Some([entry.asyncapi.as_deref().filter(|_| messages), entry.openapi.as_deref().filter(|_| calls)])
        });
        apis.flatten().flatten().collect()
    }

    /// The stores of a participant, and the brokers that carry its messages.
    fn needs(&self, index: usize) -> Vec<&str> {
        let is_at = |ends: &[End]| ends.iter().any(|end| end.party == index);
        let channels = self.traffic.channels.iter();
        let channels = channels.filter(|channel| is_at(&channel.senders) || is_at(&channel.receivers));
        let brokers: std::collections::BTreeSet<&str> =
            channels.flat_map(|channel| channel.through.iter().map(String::as_str)).collect();
        let needed = self.traffic.parties.iter().zip(&self.entries).filter(|(party, _)| match party.kind {
            ParticipantKind::Broker => brokers.contains(party.name),
            ParticipantKind::Store | ParticipantKind::Cache => party.of == Some(index),
            _ => false,
        });
        needed.map(|(_, entry)| entry.name.as_str()).collect()
    }
}

fn entity(
    kind: &'static str,
    name: &str,
    title: &str,
    about: Option<String>,
    spec: Vec<(&'static str, Document)>,
) -> Document {
    let about = about.map(|about| ("description", text(about)));
    let metadata = map([("name", text(name)), ("title", text(title))].into_iter().chain(about));
    map([
        ("apiVersion", text("backstage.io/v1alpha1")),
        ("kind", text(kind)),
        ("metadata", metadata),
        ("spec", map(spec)),
    ])
}
