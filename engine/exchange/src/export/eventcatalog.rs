//! Files for `EventCatalog`: a zip of a domain with its services, messages, channels, stores and flows.
//!
//! A message has one page, in the folder of its kind. Replies are events there, because `EventCatalog` knows events,
//! commands and queries. Whoever is called receives a command or a query; whoever calls sends it. People are actors
//! in flows, and no services.

use std::collections::BTreeMap;
use std::fmt::Write;

use advice::description::ParticipantKind;

use super::archive::{self, File};
use super::asyncapi::{self, VERSION, about, address, ended};
use super::names::{Names, slug};
use super::traffic::{Call, Channel, Party, Traffic};
use super::{Export, Group, Subject, openapi, payload};
use crate::document::{Document, list, map, text, to_json, to_yaml, truth};
use crate::markdown::{code, escaped};

pub(super) const EXPORT: Export = Export {
    id: "eventcatalog",
    name: "EventCatalog",
    group: Group::Catalogues,
    purpose: "Services, messages, channels and flows as the pages of an EventCatalog.",
    ending: "eventcatalog.zip",
    media_type: archive::MEDIA_TYPE,
    write,
};

/// Draws the neighbours of whatever the page is about.
const GRAPH: &str = "<NodeGraph />\n";

fn write(subject: &Subject<'_>) -> Vec<u8> {
    archive::pack(&files(subject))
}

/// Every file of the catalogue.
fn files(subject: &Subject<'_>) -> Vec<File> {
    let traffic = Traffic::of(subject);
    let catalogue = Catalogue { subject, traffic: &traffic, teams: teams(&traffic), message_of: messages(&traffic) };
    let mut files = vec![catalogue.domain()];
    for index in 0..traffic.parties.len() {
        files.extend(catalogue.party(index));
    }
    for channel in &traffic.channels {
        files.extend(catalogue.message(channel));
    }
    for call in &traffic.calls {
        files.extend(catalogue.call(call));
    }
    files.extend(catalogue.flows());
    for (team, key) in &catalogue.teams {
        let fields = map([("id", text(&**key)), ("name", text(*team))]);
        files.push(page(format!("teams/{key}.mdx"), &fields, ""));
    }
    files
}

/// The teams by name, each with a name that every format takes.
fn teams<'a>(traffic: &Traffic<'a>) -> BTreeMap<&'a str, String> {
    let mut names = Names::default();
    let teams: std::collections::BTreeSet<&str> = traffic.parties.iter().filter_map(|party| party.team).collect();
    teams.into_iter().map(|team| (team, names.give(team, "team"))).collect()
}

/// The name of the message that carries each step, by flow and step.
fn messages<'t>(traffic: &'t Traffic<'_>) -> BTreeMap<(&'t str, &'t str), &'t str> {
    let received = traffic.channels.iter().flat_map(|channel| {
        channel.receivers.iter().flat_map(|end| &end.steps).map(|step| (*step, channel.key.as_str()))
    });
    let called = traffic.calls.iter().flat_map(|call| call.steps.iter().map(|step| (*step, call.key.as_str())));
    let named = received.chain(called).filter_map(|(step, key)| {
        let assessed = traffic.steps.get(step)?.assessed;
        Some(((assessed.flow.as_ref(), assessed.step.as_ref()), key))
    });
    named.collect()
}

/// The page of a message and its schema.
fn message(
    kind: &str,
    key: &str,
    mut fields: Vec<(&'static str, Document)>,
    more: Option<(&'static str, Document)>,
    says: &str,
    schema: &Document,
) -> Vec<File> {
    fields.extend(more);
    fields.push(("schemaPath", text("schema.json")));
    let path = |file: &str| format!("{kind}/{}/{file}", folder(key));
    vec![
        page(path("index.mdx"), &map(fields), &format!("{says}{GRAPH}")),
        File { path: path("schema.json"), content: to_json(schema) },
    ]
}

/// How a channel delivers, as a table.
fn delivery(channel: &Channel<'_>) -> String {
    let Some(delivery) = channel.delivery else { return String::new() };
    let rows = [
        ("Guarantee", Some(&delivery.guarantee)),
        ("Sending", Some(&delivery.sending)),
        ("Ordering", Some(&delivery.ordering)),
        ("Partition key", delivery.partition_key.as_ref()),
        ("Idempotency key", delivery.idempotency_key.as_ref()),
        ("Deduplication window", delivery.deduplication_window.as_ref()),
        ("Retry", delivery.retry.as_ref()),
        ("Expiry", delivery.expiry.as_ref()),
        ("Correlation id", Some(&delivery.correlation_id)),
    ];
    let mut table = "| Delivery | |\n|---|---|\n".to_owned();
    for (name, value) in rows {
        if let Some(value) = value {
            _ = writeln!(table, "| {name} | {} |", escaped(value));
        }
    }
    for dead in &delivery.dead_letter {
        _ = writeln!(table, "| Dead letters | {} |", escaped(&dead.queue));
    }
    format!("{}\n\n{table}\n", escaped(&delivery.because))
}

fn is_service(party: &Party<'_>) -> bool {
    matches!(party.kind, ParticipantKind::Service | ParticipantKind::External)
}

/// What `EventCatalog` calls a store; none for what is no store.
fn container_type(party: &Party<'_>) -> Option<&'static str> {
    match party.kind {
        ParticipantKind::Store => Some("database"),
        ParticipantKind::Cache => Some("cache"),
        _ => None,
    }
}

/// A page: its fields, and below them what it says.
fn page(path: String, fields: &Document, says: &str) -> File {
    let blank = if says.is_empty() { "" } else { "\n" };
    File { path, content: format!("---\n{}---\n{blank}{says}", to_yaml(fields)) }
}

/// A version of something that has a page.
fn pointer(key: &str) -> Vec<(&'static str, Document)> {
    vec![("id", text(key)), ("version", text(VERSION))]
}

/// The fields that every page begins with.
fn head(key: &str, name: &str, summary: String) -> Vec<(&'static str, Document)> {
    vec![("id", text(key)), ("name", text(name)), ("version", text(VERSION)), ("summary", text(summary))]
}

/// Names of folders by which `EventCatalog` tells what a page is.
const KINDS: [&str; 16] = [
    "adrs",
    "agents",
    "channels",
    "commands",
    "containers",
    "data-products",
    "diagrams",
    "domains",
    "entities",
    "events",
    "flows",
    "queries",
    "services",
    "systems",
    "teams",
    "users",
];

/// The folder of a page. A service called `commands` may not look like the folder of all commands.
fn folder(key: &str) -> String {
    if KINDS.contains(&key.to_ascii_lowercase().as_str()) { format!("{key}_") } else { key.to_owned() }
}

/// The name of a channel's page. A message has the same name without the ending.
fn channel_key(channel: &Channel<'_>) -> String {
    format!("{}.channel", channel.key)
}

struct Catalogue<'c> {
    subject: &'c Subject<'c>,
    traffic: &'c Traffic<'c>,
    teams: BTreeMap<&'c str, String>,
    /// The name of the message that carries this step of this flow.
    message_of: BTreeMap<(&'c str, &'c str), &'c str>,
}

impl Catalogue<'_> {
    fn domain_key(&self) -> String {
        let name = slug(&self.subject.model.description().name);
        if name.is_empty() { "system".to_owned() } else { name }
    }

    fn domain(&self) -> File {
        let description = self.subject.model.description();
        let name = pictures::flow::shown(&description.name);
        let summary = description.summary.clone().unwrap_or_else(|| name.to_owned());
        let services = self.traffic.parties.iter().filter(|party| is_service(party));
        let services = list(services.map(|party| map(pointer(&party.key))));
        let flows = list(self.flow_keys().iter().map(|key| map(pointer(key))));
        let mut fields = head(&self.domain_key(), name, summary);
        fields.extend([("services", services), ("flows", flows)]);
        let ruleset = &self.subject.assessment.ruleset;
        let mut says = format!("Decided by the {} rules {}.\n", escaped(&ruleset.id), escaped(&ruleset.version));
        if !self.subject.assessment.findings.is_empty() {
            says.push_str("\n## What is wrong\n\n");
            for finding in &self.subject.assessment.findings {
                _ = writeln!(says, "- {} {}", escaped(&finding.message), escaped(&finding.advice));
            }
        }
        _ = write!(says, "\n{GRAPH}");
        page(format!("domains/{}/index.mdx", folder(&self.domain_key())), &map(fields), &says)
    }

    /// The pages of a participant: a service with its documents, or a store.
    fn party(&self, index: usize) -> Vec<File> {
        let Some(party) = self.traffic.parties.get(index) else { return Vec::new() };
        if is_service(party) { self.service(index, party) } else { self.container(party).into_iter().collect() }
    }

    fn service(&self, index: usize, party: &Party<'_>) -> Vec<File> {
        let folder = format!("domains/{}/services/{}", folder(&self.domain_key()), folder(&party.key));
        let (mut sends, mut receives) = (Vec::new(), Vec::new());
        for channel in &self.traffic.channels {
            let replies = || channel.replies.iter().map(|reply| map(pointer(&reply.key)));
            let along = |way| {
                let mut fields = pointer(&channel.key);
                fields.push((way, list([map(pointer(&channel_key(channel)))])));
                map(fields)
            };
            if channel.senders.iter().any(|end| end.party == index) {
                sends.push(along("to"));
                receives.extend(replies());
            }
            if channel.receivers.iter().any(|end| end.party == index) {
                receives.push(along("from"));
                sends.extend(replies());
            }
        }
        for call in &self.traffic.calls {
            if call.owner == index {
                receives.push(map(pointer(&call.key)));
            }
            if call.callers.contains(&index) {
                sends.push(map(pointer(&call.key)));
            }
        }
        let own =
            self.traffic.parties.iter().filter(|store| store.of == Some(index) && container_type(store).is_some());
        let own: Vec<Document> = own.map(|store| map(pointer(&store.key))).collect();
        let mut fields = head(&party.key, party.name, format!("A part of {}.", self.name()));
        fields.extend([("sends", list(sends)), ("receives", list(receives))]);
        fields.extend(self.owners(party));
        if !own.is_empty() {
            fields.push(("writesTo", list(own)));
        }
        if party.kind == ParticipantKind::External {
            fields.push(("externalSystem", truth(true)));
        }
        let mut files = Vec::new();
        let mut specifications = Vec::new();
        let mut add = |kind: &'static str, document: Document| {
            let file = format!("{kind}.yaml");
            specifications.push(map([("type", text(kind)), ("path", text(&*file)), ("name", text(kind))]));
            files.push(File { path: format!("{folder}/{file}"), content: to_yaml(&document) });
        };
        if asyncapi::concerns(self.traffic, index) {
            add("asyncapi", asyncapi::document(self.subject, self.traffic, Some(index)));
        }
        if openapi::concerns(self.traffic, index) {
            add("openapi", openapi::document(self.subject, self.traffic, Some(index)));
        }
        if !specifications.is_empty() {
            fields.push(("specifications", list(specifications)));
        }
        files.insert(0, page(format!("{folder}/index.mdx"), &map(fields), GRAPH));
        files
    }

    fn container(&self, party: &Party<'_>) -> Option<File> {
        let kind = container_type(party)?;
        let of = party.of.and_then(|of| self.traffic.parties.get(of));
        let summary = match of {
            Some(of) if party.kind == ParticipantKind::Cache => format!("A copy of the data of {}.", of.name),
            Some(of) => format!("The data of {}.", of.name),
            None => format!("A store of {}.", self.name()),
        };
        let mut fields = head(&party.key, party.name, summary);
        fields.push(("container_type", text(kind)));
        fields.extend(self.owners(party));
        Some(page(format!("containers/{}/index.mdx", folder(&party.key)), &map(fields), GRAPH))
    }

    fn owners(&self, party: &Party<'_>) -> Option<(&'static str, Document)> {
        let key = self.teams.get(party.team?)?;
        Some(("owners", list([text(&**key)])))
    }

    fn name(&self) -> &str {
        pictures::flow::shown(&self.subject.model.description().name)
    }

    /// The pages of what a channel carries, its schema, and the channel's own page.
    fn message(&self, channel: &Channel<'_>) -> Vec<File> {
        let kind = if channel.is_event() { "events" } else { "commands" };
        let through = list([map(pointer(&channel_key(channel)))]);
        let step = channel.step.and_then(|step| self.traffic.steps.get(step));
        let why = step.map(|step| format!("{}\n\n", escaped(&step.assessed.consistency.because)));
        let mut files = message(
            kind,
            &channel.key,
            head(&channel.key, &channel.name, about(self.traffic, channel)),
            Some(("channels", through)),
            &why.unwrap_or_default(),
            &payload::of_channel(self.traffic, channel),
        );
        for reply in &channel.replies {
            let summary = format!("Tells the sender of {} that it {}.", channel.name, ended(reply.outcome));
            let head = head(&reply.key, &reply.name, summary);
            files.extend(message("events", &reply.key, head, None, "", &payload::of_reply(reply)));
        }
        let address = address(self.traffic, channel);
        let mut fields =
            head(&channel_key(channel), &format!("{} (channel)", channel.name), format!("Carries {}.", channel.name));
        fields.push(("address", text(address)));
        if let Some(delivery) = channel.delivery {
            fields.push(("deliveryGuarantee", text(delivery.guarantee.replace('_', "-"))));
        }
        let says = format!("{}{GRAPH}", delivery(channel));
        files.push(page(format!("channels/{}/index.mdx", channel_key(channel)), &map(fields), &says));
        files
    }

    fn call(&self, call: &Call) -> Vec<File> {
        let (Some(owner), Some(step)) =
            (self.traffic.parties.get(call.owner), call.steps.first().and_then(|step| self.traffic.steps.get(*step)))
        else {
            return Vec::new();
        };
        let kind = if call.only_asks { "queries" } else { "commands" };
        let method = if openapi::asks_by_address(call, step) { "GET" } else { "POST" };
        let codes = if call.finishes_later { ["202", "400"] } else { ["200", "400"] };
        let operation =
            map([("method", text(method)), ("path", text(call.path(owner))), ("statusCodes", list(codes.map(text)))]);
        let because = step.assessed.call.as_ref().map(|call| {
            format!("The caller waits for at most {}. {}\n\n", code(&call.time_limit), escaped(&call.because))
        });
        message(
            kind,
            &call.key,
            head(&call.key, &call.name, format!("Asks {}: {}.", owner.name, step.action())),
            Some(("operation", operation)),
            &because.unwrap_or_default(),
            &payload::of_fields(step.fields()),
        )
    }

    fn flow_keys(&self) -> Vec<String> {
        let mut names = Names::default();
        self.traffic.flows.iter().map(|flow| names.give(&flow.id, "flow")).collect()
    }

    fn flows(&self) -> Vec<File> {
        let keys = self.flow_keys();
        self.traffic.flows.iter().zip(&keys).map(|(flow, key)| self.flow(flow, key)).collect()
    }

    fn flow(&self, flow: &pictures::flow::Flow, key: &str) -> File {
        let numbers: BTreeMap<&str, u32> = flow.steps.iter().map(|step| (step.id.as_str(), step.number)).collect();
        let mut next: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let mut first: Vec<u32> = Vec::new();
        for step in &flow.steps {
            for before in step.after.iter().filter_map(|before| numbers.get(before.as_str())) {
                next.entry(*before).or_default().push(step.number);
            }
            if step.after.is_empty() {
                first.push(step.number);
            }
        }
        let leads = |to: &[u32]| ("next_steps", list(to.iter().map(|number| text(number.to_string()))));
        let mut steps: Vec<Document> = Vec::new();
        if let Some(actor) = &flow.actor {
            let name = flow.participant_name(actor);
            steps.push(map([
                ("id", text("actor")),
                ("title", text(name)),
                ("actor", map([("name", text(name))])),
                leads(&first),
            ]));
        }
        for step in &flow.steps {
            let mut fields = vec![("id", text(step.number.to_string())), ("title", text(&*step.action))];
            fields.push(self.shown_as(flow, step));
            fields.push(leads(next.get(&step.number).map_or(&[][..], Vec::as_slice)));
            steps.push(map(fields));
        }
        let mut fields = head(key, &flow.name, format!("{} of {}.", flow.name, self.name()));
        fields.push(("steps", list(steps)));
        let said = flow.text.iter().fold(String::new(), |said, sentence| said + "- " + &escaped(sentence) + "\n");
        page(format!("flows/{}/index.mdx", folder(key)), &map(fields), &format!("{said}\n{GRAPH}"))
    }

    /// What a flow shows for a step: its message, or else the service that does it.
    fn shown_as(&self, flow: &pictures::flow::Flow, step: &pictures::flow::Step) -> (&'static str, Document) {
        let key = self.message_of.get(&(flow.id.as_str(), step.step.as_str()));
        if let Some(key) = key {
            return ("message", map(pointer(key)));
        }
        let place = step.places.first().and_then(|node| flow.participants.iter().find(|known| known.id == *node));
        let party =
            place.and_then(|place| self.traffic.parties.iter().find(|party| party.id == place.participant.as_deref()));
        match party {
            Some(party) if is_service(party) => ("service", map(pointer(&party.key))),
            Some(party) if container_type(party).is_some() => ("container", map(pointer(&party.key))),
            Some(party) => ("actor", map([("name", text(party.name))])),
            None => ("custom", map([("title", text(&*step.action))])),
        }
    }
}
