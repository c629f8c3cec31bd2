//! Reads messages and schemas as JSON or YAML: their names, their fields, and addresses for replies.
//!
//! This module must not know sentences or code.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::signs::{COMMAND_PLACES, ENVELOPE_KEYS, EVENT_KEYS, EVENT_PLACES, NAME_KEYS, REPLY_KEYS, REQUEST_KEYS};
use super::{OfFields, Says, Sign, SnippetKind, style};
use advice::assessment::MessageKind;
use advice::tree::{Tree, Value};
use language::fields::{is_consumers_own, is_events_own, is_personal, tells_of_person};
use language::{case, message};

/// Maximum depth at which fields are searched.
const DEEPEST: usize = 8;

/// Maximum length of a name, bytes.
const LONGEST_NAME: usize = 200;

/// Reads a document.
pub(super) fn read<'t>(content: &str, tree: &'t Tree<'t>) -> (SnippetKind, Vec<Sign>) {
    let mut reader = Reader { content, root: tree, uses: Uses::default(), signs: Vec::new() };
    let kind = kind(tree);
    if kind == SnippetKind::Asyncapi {
        reader.uses = reader.used();
    }
    match (kind, &tree.value) {
        (SnippetKind::Asyncapi, _) => reader.asyncapi(tree, "", &Destination::default(), 0),
        (SnippetKind::Avro | SnippetKind::JsonSchema, _) => reader.schema(tree, "", None, &Destination::default()),
        (_, Value::List(items)) => {
            for (index, item) in items.iter().enumerate() {
                reader.event(item, &format!("/{index}"));
            }
        }
        _ => reader.event(tree, ""),
    }
    (kind, reader.signs)
}

fn kind(tree: &Tree<'_>) -> SnippetKind {
    let has = |name: &str| field(tree, name).is_some();
    let is_map = |name: &str| field(tree, name).is_some_and(|value| matches!(value.value, Value::Map(_)));
    let is = |name: &str, text: &str| field(tree, name).is_some_and(|value| self::text(value) == Some(text));
    let Value::Map(fields) = &tree.value else { return SnippetKind::JsonEvent };
    let keyed = fields.iter().all(|(name, value)| {
        matches!(value.value, Value::Map(_)) && name.len() > 2 && !ENVELOPE_KEYS.contains(&name.as_ref())
    });
    let told = |value: &Tree<'_>| {
        ["payload", "description", "summary", "contentType", "x-event"].iter().any(|key| field(value, key).is_some())
    };
    match () {
        () if has("asyncapi") || is_map("channels") || is_map("operations") || is_map("messages") => {
            SnippetKind::Asyncapi
        }
        () if is("type", "record") && has("fields") => SnippetKind::Avro,
        () if has("$schema") || is_map("properties") || (is("type", "object") && has("title")) => {
            SnippetKind::JsonSchema
        }
        () if is_map("payload")
            && field(tree, "payload").is_some_and(|payload| field(payload, "properties").is_some()) =>
        {
            SnippetKind::Asyncapi
        }
        () if !fields.is_empty() && keyed && fields.iter().any(|(_, value)| told(value)) => SnippetKind::Asyncapi,
        () => SnippetKind::JsonEvent,
    }
}

/// What the surroundings of a message say about where it is sent.
#[derive(Debug, Clone, Default)]
struct Destination {
    event: bool,
    command: bool,
}

impl Destination {
    /// Considers the words of an address, a title or a description.
    fn hear(&mut self, words: &str) {
        let mut denied = false;
        for word in case::parts(words).iter().take(200).map(|word| word.to_lowercase()) {
            // A negation excludes the word behind it: “Request and reply, no events here.”
            if std::mem::replace(&mut denied, matches!(word.as_str(), "no" | "not" | "never")) {
                continue;
            }
            self.event |= EVENT_PLACES.binary_search(&word.as_str()).is_ok() || word == "event";
            self.command |= COMMAND_PLACES.binary_search(&word.as_str()).is_ok();
        }
    }

    /// The same for messages that go these ways. An application that receives a request on a place that is not for
    /// events is its handler.
    fn handled(&self, ways: Ways) -> Self {
        Self { event: self.event, command: self.command || (ways.is_handler() && !self.event) }
    }

    /// Whether a message sent here counts as an event.
    fn passes_for_event(&self) -> bool {
        self.event || !self.command
    }
}

struct Reader<'c, 't> {
    content: &'c str,
    /// The whole document, in which references lead somewhere.
    root: &'t Tree<'t>,
    uses: Uses,
    signs: Vec<Sign>,
}

/// What an AsyncAPI document says elsewhere about its messages and channels, by their addresses in memory.
#[derive(Default)]
struct Uses {
    /// The messages that a channel carries. They are judged there, where it is known what the channel is for.
    carried: BTreeSet<usize>,
    /// Which way the application that the document describes uses a channel or a message.
    ways: BTreeMap<usize, Ways>,
}

/// Which way messages go.
#[derive(Debug, Clone, Copy, Default)]
struct Ways {
    sent: bool,
    received: bool,
}

impl Ways {
    /// Whether the application is the one that handles these messages. A request that comes in is a command to it.
    fn is_handler(self) -> bool {
        self.received && !self.sent
    }
}

/// Maximum number of references that are followed one after another.
const MOST_STEPS: usize = 4;

fn address(tree: &Tree<'_>) -> usize {
    std::ptr::from_ref(tree).addr()
}

/// A field of a message.
struct Field<'t> {
    name: &'t str,
    at: String,
    value: &'t Tree<'t>,
}

impl<'t> Reader<'_, 't> {
    /// The value that a reference inside the document leads to, with its pointer; the value itself if it is none.
    fn followed(&self, tree: &'t Tree<'t>, at: String) -> (&'t Tree<'t>, String) {
        let mut here = (tree, at);
        for _ in 0..MOST_STEPS {
            let pointer = field(here.0, "$ref").and_then(text).and_then(|reference| reference.strip_prefix('#'));
            let Some(pointer) = pointer.filter(|pointer| pointer.starts_with('/') && self.root.has(pointer)) else {
                break;
            };
            here = (self.root.nearest(pointer), pointer.to_owned());
        }
        here
    }

    /// What channels and operations say about messages. Version 3 lists operations beside channels; in version 2, what
    /// others `publish` on a channel comes in.
    fn used(&self) -> Uses {
        let mut uses = Uses::default();
        let map = |tree: Option<&'t Tree<'t>>| -> &'t [(Cow<'t, str>, Tree<'t>)] {
            match tree.map(|tree| &tree.value) {
                Some(Value::Map(fields)) => fields,
                _ => &[],
            }
        };
        for (_, channel) in map(field(self.root, "channels")) {
            let (channel, _) = self.followed(channel, String::new());
            let listed = map(field(channel, "messages")).iter().map(|(_, message)| message);
            uses.carried.extend(listed.map(|message| address(self.followed(message, String::new()).0)));
            for direction in ["publish", "subscribe"] {
                let Some(message) = field(channel, direction).and_then(|operation| field(operation, "message")) else {
                    continue;
                };
                let several = ["oneOf", "anyOf"].iter().find_map(|key| match &field(message, key)?.value {
                    Value::List(items) => Some(items.as_slice()),
                    _ => None,
                });
                for message in several.unwrap_or(std::slice::from_ref(message)) {
                    let message = address(self.followed(message, String::new()).0);
                    uses.carried.insert(message);
                    let ways = uses.ways.entry(message).or_default();
                    ways.received |= direction == "publish";
                    ways.sent |= direction == "subscribe";
                }
            }
        }
        for (_, operation) in map(field(self.root, "operations")) {
            let action = field(operation, "action").and_then(text);
            let list = match field(operation, "messages").map(|list| &list.value) {
                Some(Value::List(items)) => items.as_slice(),
                _ => &[],
            };
            let channel = field(operation, "channel").filter(|_| list.is_empty());
            for used in list.iter().chain(channel) {
                let ways = uses.ways.entry(address(self.followed(used, String::new()).0)).or_default();
                ways.sent |= action == Some("send");
                ways.received |= action == Some("receive");
            }
        }
        uses
    }

    /// Reads one message.
    fn event(&mut self, tree: &Tree<'_>, at: &str) {
        let Value::Map(fields) = &tree.value else { return };
        let mut place = Destination::default();
        let mut replies = None;
        for (holder, holder_at) in Self::holders(tree, at) {
            let Value::Map(fields) = &holder.value else { continue };
            for (key, value) in fields {
                let (key, said) = (key.as_ref(), text(value).unwrap_or_default());
                place.event |= EVENT_KEYS.contains(&key);
                place.command |= REQUEST_KEYS.contains(&key) && !matches!(value.value, Value::Null | Value::Bool(_));
                if is_address(key) || matches!(said, "event" | "command" | "request" | "domain_event") {
                    place.hear(said);
                    place.command |= said == "request";
                }
                if is_reply(key) && !matches!(value.value, Value::Null | Value::Bool(false)) {
                    replies = Some((format!("{holder_at}/{}", escaped(key)), self.span(key, value)));
                }
            }
        }
        let Some((name, name_at, name_span)) = self.name(tree, at, fields) else { return };
        place.event |= name.to_lowercase().ends_with("event");
        if !self.judge_name(&name, &name_at, name_span.clone(), &place, replies.is_some()) {
            return;
        }
        if let Some((at, span)) = replies
            && message::is_fact(&name)
        {
            let instead = format!("Call and take the answer; then publish `{name}` without a place for replies.");
            self.signs.push(Sign { says: Says::Awaited { event: Some(name.clone()) }, at, span, instead });
        }
        let mut carried = Vec::new();
        carry(tree, at, 0, &mut carried);
        self.judge_fields(&name, tree, at, &carried);
    }

    /// The message itself and the nested objects that describe it, each with its pointer.
    fn holders<'h>(tree: &'h Tree<'h>, at: &str) -> Vec<(&'h Tree<'h>, String)> {
        let mut holders = vec![(tree, at.to_owned())];
        if let Value::Map(fields) = &tree.value {
            for (key, value) in fields {
                if ENVELOPE_KEYS.contains(&key.as_ref()) && matches!(value.value, Value::Map(_)) {
                    holders.push((value, format!("{at}/{}", escaped(key))));
                }
            }
        }
        holders
    }

    /// The message's name: the value of a key for names, or the message's only key. Returns it with its pointer
    /// and its span.
    fn name(
        &self,
        tree: &Tree<'_>,
        at: &str,
        fields: &[(Cow<'_, str>, Tree<'_>)],
    ) -> Option<(String, String, Range<usize>)> {
        let holders = Self::holders(tree, at);
        let mut weak = None;
        for key in NAME_KEYS {
            for (holder, holder_at) in &holders {
                let Some(value) = field(holder, key) else { continue };
                let Some(said) = text(value).filter(|said| is_name(said)) else { continue };
                let found = (said.to_owned(), format!("{holder_at}/{}", escaped(key)), self.inside(value));
                if matches!(*key, "topic" | "channel" | "subject" | "name" | "kind" | "routing_key" | "routingKey") {
                    weak = weak.or_else(|| message::tells_something(said).then_some(found));
                } else {
                    return Some(found);
                }
            }
        }
        if let [(only, value)] = fields
            && matches!(value.value, Value::Map(_))
            && is_name(only)
        {
            return weak
                .or_else(|| Some((only.to_string(), format!("{at}/{}", escaped(only)), self.span(only, value))));
        }
        weak
    }

    /// Judges a message's name. Returns whether its fields must be judged like those of an event.
    fn judge_name(&mut self, name: &str, at: &str, span: Range<usize>, place: &Destination, replied: bool) -> bool {
        let read = message::classify(name);
        let at = at.to_owned();
        // A name that ends in `Command` marks a command, unless the message is sent to a place for events.
        let commanded =
            case::parts(name).last().is_some_and(|last| matches!(last.as_str(), "Command" | "command" | "Cmd" | "cmd"));
        let place = &Destination { command: place.command || commanded, ..place.clone() };
        let asks = message::is_question(name) || (replied && message::is_need(name));
        if asks && place.passes_for_event() {
            let question = message::question_of(name);
            let instead = format!("{question}(\u{2026}) \u{2192} the answer, as a call to whoever owns it");
            self.signs.push(Sign { says: Says::Asks { what: name.to_owned(), question }, at, span, instead });
            return false;
        }
        if message::is_request(name) {
            if place.passes_for_event() {
                let fact = style::like(&message::fact_of(name), name);
                // A fact has no place for replies, so a new name alone would not do.
                let instead = if replied {
                    format!("Send `{name}` to its one handler as a command, and take the answer.")
                } else {
                    style::renamed(self.content, span.clone(), &fact)
                };
                self.signs.push(Sign { says: Says::NamedAsRequest { name: name.to_owned(), fact }, at, span, instead });
                return true;
            }
            return false;
        }
        read.kind == MessageKind::Event
    }

    fn judge_fields(&mut self, name: &str, tree: &Tree<'_>, at: &str, fields: &[Field<'_>]) {
        let about = tells_of_person(name);
        let is_own = |field: &&Field<'_>| {
            is_events_own(field.name, name) || is_reply(field.name) || (about && is_personal(field.name))
        };
        let of = |kind: fn(&str) -> bool| -> Vec<&Field<'_>> {
            fields.iter().filter(|field| kind(field.name) && !is_own(field)).collect()
        };
        let (readers, personal) = (of(is_consumers_own), of(is_personal));
        // The good form is free of both, so that it is clean when it is checked again.
        let left_out: Vec<String> = readers.iter().chain(&personal).map(|field| field.at.clone()).collect();
        let instead = match left_out.first() {
            None => String::new(),
            Some(first) if first.starts_with(at) => style::without(tree, at, &left_out),
            // The fields stand behind a reference; what it leads to is written out.
            Some(first) => {
                let behind = first.rsplit_once("/properties/").map_or("", |(behind, _)| behind);
                style::without(self.root.nearest(behind), behind, &left_out)
            }
        };
        let kinds: [(_, OfFields); 2] = [
            (readers, |event, fields| Says::Shaped { event, fields }),
            (personal, |event, fields| Says::Personal { event, fields }),
        ];
        for (found, says) in kinds {
            let Some(first) = found.first() else { continue };
            let mut names: Vec<String> = Vec::new();
            for field in &found {
                if !names.iter().any(|known| known == field.name) {
                    names.push(field.name.to_owned());
                }
            }
            let says = says(name.to_owned(), names);
            let span = self.span(first.name, first.value);
            self.signs.push(Sign { says, at: first.at.clone(), span, instead: instead.clone() });
        }
    }

    /// Reads a message's schema: JSON Schema or Avro.
    fn schema(&mut self, tree: &Tree<'_>, at: &str, named: Option<(&str, Range<usize>)>, place: &Destination) {
        let mut place = place.clone();
        for key in ["description", "doc", "namespace", "$id", "summary"] {
            if let Some(said) = field(tree, key).and_then(text) {
                place.hear(said);
            }
        }
        let own = ["title", "name", "$id"].iter().find_map(|key| {
            let value = field(tree, key)?;
            let said = text(value)?;
            let said = if *key == "$id" { said.rsplit(['/', ':', '#']).next()?.split('.').next()? } else { said };
            is_name(said).then(|| (said.to_owned(), format!("{at}/{}", escaped(key)), self.inside(value)))
        });
        let Some((name, name_at, span)) =
            own.or_else(|| named.map(|(name, span)| (name.to_owned(), at.to_owned(), span)))
        else {
            return;
        };
        let mut fields = Vec::new();
        declare(tree, at, 0, &mut fields);
        let replied = fields.iter().any(|field| is_reply(field.name));
        if !self.judge_name(&name, &name_at, span, &place, replied) {
            return;
        }
        // A schema of a thing is no event, unless its words say so.
        if !message::is_fact(&name) && !place.event {
            return;
        }
        self.judge_replies(&name, &fields);
        self.judge_fields(&name, tree, at, &fields);
    }

    /// Judges fields for an address to which somebody is to reply: an event that has one asks, or is awaited.
    fn judge_replies(&mut self, name: &str, fields: &[Field<'_>]) {
        let Some(reply) = fields.iter().find(|field| is_reply(field.name)) else { return };
        let (at, span) = (reply.at.clone(), self.span(reply.name, reply.value));
        if message::is_need(name) {
            let question = message::question_of(name);
            let instead = format!("{question}(\u{2026}) \u{2192} the answer, as a call to whoever owns it");
            self.signs.push(Sign { says: Says::Asks { what: name.to_owned(), question }, at, span, instead });
        } else if message::is_fact(name) {
            let instead = format!("Call and take the answer; then publish `{name}` without a place for replies.");
            self.signs.push(Sign { says: Says::Awaited { event: Some(name.to_owned()) }, at, span, instead });
        }
    }

    /// Reads a part of an AsyncAPI document: messages at any place, with the channels and operations around them.
    fn asyncapi(&mut self, tree: &'t Tree<'t>, at: &str, place: &Destination, depth: usize) {
        let Value::Map(fields) = &tree.value else { return };
        if depth > DEEPEST {
            return;
        }
        let mut place = place.clone();
        for key in ["address", "description", "summary", "title"] {
            if let Some(said) = field(tree, key).and_then(text) {
                place.hear(said);
            }
        }
        for (key, value) in fields {
            let at = format!("{at}/{}", escaped(key));
            match (key.as_ref(), &value.value) {
                ("message" | "messages", Value::Map(choice)) if is_choice(choice) => {
                    for (key, items) in choice {
                        if let Value::List(items) = &items.value {
                            self.choice(items, &format!("{at}/{}", escaped(key)), &place);
                        }
                    }
                }
                ("messages", Value::Map(messages)) => {
                    let ways = self.uses.ways.get(&address(tree)).copied().unwrap_or_default();
                    for (name, message) in messages {
                        let declared = at == "/components/messages";
                        if declared && self.uses.carried.contains(&address(message)) {
                            continue;
                        }
                        let own = address(message);
                        let (message, at) = self.followed(message, format!("{at}/{}", escaped(name)));
                        let known = [own, address(message)].into_iter().find_map(|used| self.uses.ways.get(&used));
                        let ways = known.copied().unwrap_or(ways);
                        let name = if own == address(message) { name.as_ref() } else { last(&at) };
                        self.message(name, message, &at, &place.handled(ways));
                    }
                }
                ("message", Value::Map(_)) => self.lone_message(value, at, &place),
                ("channels", Value::Map(channels)) => {
                    for (name, channel) in channels {
                        let mut place = place.clone();
                        place.hear(name);
                        let (channel, at) = self.followed(channel, format!("{at}/{}", escaped(name)));
                        self.asyncapi(channel, &at, &place, depth + 1);
                    }
                }
                ("operations", Value::Map(operations)) => {
                    for (name, operation) in operations {
                        self.operation(name, operation, &format!("{at}/{}", escaped(name)));
                    }
                }
                ("schemas", _) => {}
                ("components" | "publish" | "subscribe" | "payload", Value::Map(_)) => {
                    self.asyncapi(value, &at, &place, depth + 1);
                }
                (name, Value::Map(_)) if depth == 0 && is_message(value) => self.message(name, value, &at, &place),
                _ => {}
            }
        }
        if depth == 0 && is_message(tree) {
            let name = field(tree, "name").or_else(|| field(tree, "title")).and_then(text).unwrap_or_default();
            self.message(name, tree, at, &place);
        }
    }

    /// Reads the only message of an operation.
    fn lone_message(&mut self, tree: &'t Tree<'t>, at: String, place: &Destination) {
        let (message, to) = self.followed(tree, at);
        let named = field(message, "name").or_else(|| field(message, "title")).and_then(text);
        let referred = if std::ptr::eq(message, tree) { "" } else { last(&to) };
        let ways = self.uses.ways.get(&address(message)).copied().unwrap_or_default();
        self.message(named.unwrap_or(referred), message, &to, &place.handled(ways));
    }

    /// Reads the messages of which a channel carries one at a time. One whose name says no fact stands out among facts.
    fn choice(&mut self, items: &'t [Tree<'t>], at: &str, place: &Destination) {
        let followed = items.iter().enumerate().map(|(index, item)| self.followed(item, format!("{at}/{index}")));
        let items: Vec<(&Tree<'_>, String)> = followed.collect();
        let name = |(item, at): &(&Tree<'_>, String)| {
            let own = field(item, "name").or_else(|| field(item, "title")).and_then(text);
            own.or_else(|| at.contains("/messages/").then(|| last(at))).map(str::to_owned)
        };
        let facts = items.iter().filter_map(name).filter(|name| message::is_fact(name)).count();
        for found in &items {
            let (named, (item, at)) = (name(found).unwrap_or_default(), found);
            let before = self.signs.len();
            let ways = self.uses.ways.get(&address(item)).copied().unwrap_or_default();
            self.message(&named, item, at, &place.handled(ways));
            let Some(value) = field(item, "name").filter(|_| self.signs.len() == before && facts > 1) else { continue };
            let read = message::classify(&named);
            if message::is_fact(&named) || !read.ambiguous || !is_name(&named) {
                continue;
            }
            let fact = read.event.filter(|event| message::is_fact(event));
            let Some(fact) = fact.map(|fact| style::like(&fact, &named)) else { continue };
            let span = self.inside(value);
            let instead = style::renamed(self.content, span.clone(), &fact);
            self.signs.push(Sign {
                says: Says::NotPast { name: named, fact },
                at: format!("{at}/name"),
                span,
                instead,
            });
        }
    }

    fn message(&mut self, key: &str, tree: &'t Tree<'t>, at: &str, place: &Destination) {
        let mut place = place.clone();
        for part in ["description", "summary"] {
            if let Some(said) = field(tree, part).and_then(text) {
                place.hear(said);
            }
        }
        let own = field(tree, "name").filter(|name| text(name).is_some_and(is_name));
        let (name, name_at, span) = match own.and_then(|value| Some((text(value)?, value))) {
            Some((name, value)) => (name, format!("{at}/name"), self.inside(value)),
            None if is_name(key) => (key, at.to_owned(), self.key_span(key, tree)),
            None => return,
        };
        let mut fields = Vec::new();
        for part in ["payload", "detail", "data", "schema"] {
            if let Some(payload) = field(tree, part) {
                self.declare_behind(payload, format!("{at}/{part}"), &mut fields);
            }
        }
        declare(tree, at, 0, &mut fields);
        let replied = fields.iter().any(|field| is_reply(field.name));
        if !self.judge_name(name, &name_at, span, &place, replied) || !(message::is_fact(name) || place.event) {
            return;
        }
        self.judge_replies(name, &fields);
        self.judge_fields(name, tree, at, &fields);
    }

    /// Collects all fields that a schema declares, also behind references inside the document.
    fn declare_behind(&self, schema: &'t Tree<'t>, at: String, fields: &mut Vec<Field<'t>>) {
        let mut open = vec![(schema, at)];
        let mut seen = BTreeSet::new();
        while let Some((schema, at)) = open.pop() {
            let (schema, at) = self.followed(schema, at);
            if !seen.insert(address(schema)) {
                continue;
            }
            let from = fields.len();
            declare(schema, &at, 0, fields);
            // What a consumer's own field holds belongs to that field.
            let inner = fields[from..].iter().filter(|field| !is_consumers_own(field.name));
            open.extend(
                inner
                    .filter(|field| self::field(field.value, "$ref").is_some())
                    .map(|field| (field.value, field.at.clone())),
            );
            for key in ["allOf", "anyOf", "oneOf"] {
                if let Some(Value::List(items)) = field(schema, key).map(|list| &list.value) {
                    let items = items.iter().enumerate().filter(|(_, item)| field(item, "$ref").is_some());
                    open.extend(items.map(|(index, item)| (item, format!("{at}/{key}/{index}"))));
                }
            }
        }
    }

    /// Reads an operation. It is a sign if it publishes an event and requests a reply.
    fn operation(&mut self, key: &str, tree: &Tree<'_>, at: &str) {
        let Some(reply) = field(tree, "reply") else { return };
        let mut names = vec![key.to_owned()];
        if let Some(Value::List(items)) = field(tree, "messages").map(|list| &list.value) {
            names.extend(
                items.iter().filter_map(|item| Some(text(field(item, "$ref")?)?.rsplit('/').next()?.to_owned())),
            );
        }
        let (at, span) = (format!("{at}/reply"), self.span("reply", reply));
        if let Some(name) = names.iter().find(|name| message::is_fact(name)) {
            let instead = format!("An operation that asks and is answered; and `{name}` published without a reply.");
            self.signs.push(Sign { says: Says::Awaited { event: Some(name.clone()) }, at, span, instead });
        }
    }

    /// The span of a field, from its name to the end of its value.
    fn span(&self, key: &str, value: &Tree<'_>) -> Range<usize> {
        let end = (value.span.end as usize).min(self.content.len());
        self.key_span(key, value).start..end
    }

    /// The span of a field's name before its value.
    fn key_span(&self, key: &str, value: &Tree<'_>) -> Range<usize> {
        let start = (value.span.start as usize).min(self.content.len());
        // A name stands directly before its value. An escaped name is not found; then the value's span is used.
        let from = floor(self.content, start.saturating_sub(key.len() + 80));
        let before = self.content.get(from..start).unwrap_or_default();
        match before.rfind(key) {
            Some(at) if !key.is_empty() => from + at..from + at + key.len(),
            _ => start..(value.span.end as usize).min(self.content.len()),
        }
    }

    /// The span of a text without its quotation marks.
    fn inside(&self, value: &Tree<'_>) -> Range<usize> {
        let (start, end) = (value.span.start as usize, (value.span.end as usize).min(self.content.len()));
        let written = self.content.get(start..end).unwrap_or_default();
        let quoted = written.len() > 1 && written.starts_with(['"', '\'']) && written.ends_with(['"', '\'']);
        if quoted { start + 1..end - 1 } else { start..start + written.trim_end().len() }
    }
}

fn floor(text: &str, mut byte: usize) -> usize {
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

fn is_choice(fields: &[(Cow<'_, str>, Tree<'_>)]) -> bool {
    matches!(fields, [(key, Tree { value: Value::List(_), .. })] if matches!(key.as_ref(), "oneOf" | "anyOf"))
}

fn is_message(tree: &Tree<'_>) -> bool {
    let Value::Map(fields) = &tree.value else { return false };
    let marks = ["payload", "contentType", "detail", "properties", "description", "summary"];
    fields.iter().any(|(key, _)| marks.contains(&key.as_ref()) || key.starts_with("x-"))
        && !fields.iter().any(|(key, _)| matches!(key.as_ref(), "channels" | "messages" | "asyncapi" | "operations"))
}

/// The value of a field.
fn field<'t>(tree: &'t Tree<'t>, name: &str) -> Option<&'t Tree<'t>> {
    let Value::Map(fields) = &tree.value else { return None };
    fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

fn text<'t>(tree: &'t Tree<'t>) -> Option<&'t str> {
    match &tree.value {
        Value::Text(words) => Some(words.as_ref()),
        _ => None,
    }
}

/// Whether a text can be a message's name.
fn is_name(said: &str) -> bool {
    let kinds = [
        "event",
        "command",
        "query",
        "message",
        "notification",
        "object",
        "record",
        "string",
        "array",
        "domain_event",
        "request",
    ];
    !said.is_empty()
        && said.len() <= LONGEST_NAME
        && said.split_whitespace().count() <= 6
        && !said.contains(['@', '{', '#'])
        && !kinds.contains(&said)
        && said.chars().any(char::is_alphabetic)
}

fn is_address(key: &str) -> bool {
    let words = [
        "topic",
        "channel",
        "queue",
        "exchange",
        "destination",
        "address",
        "stream",
        "bus",
        "routing_key",
        "routingKey",
        "subject",
        "type",
        "kind",
        "messageType",
        "message_type",
    ];
    words.contains(&key)
}

/// Whether a key holds an address for replies, or says that somebody waits for one.
pub(super) fn is_reply(key: &str) -> bool {
    let plain: String = key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    REPLY_KEYS.binary_search(&plain.as_str()).is_ok()
        || [
            "waitfor",
            "await",
            "blockuntil",
            "responserequired",
            "replyrequired",
            "expectsreply",
            "requiresreply",
            "expectreply",
        ]
        .iter()
        .any(|start| plain.starts_with(start))
}

/// Collects all fields of a message.
fn carry<'t>(tree: &'t Tree<'t>, at: &str, depth: usize, fields: &mut Vec<Field<'t>>) {
    match &tree.value {
        Value::Map(entries) if depth < DEEPEST => {
            for (name, value) in entries {
                let at = format!("{at}/{}", escaped(name));
                let own = is_consumers_own(name);
                fields.push(Field { name, at: at.clone(), value });
                // The fields inside a consumer's field belong to it.
                if !own {
                    carry(value, &at, depth + 1, fields);
                }
            }
        }
        Value::List(items) if depth < DEEPEST => {
            for (index, item) in items.iter().enumerate() {
                carry(item, &format!("{at}/{index}"), depth + 1, fields);
            }
        }
        _ => {}
    }
}

/// Collects all fields that a schema declares: properties of JSON Schema, fields of Avro.
fn declare<'t>(tree: &'t Tree<'t>, at: &str, depth: usize, fields: &mut Vec<Field<'t>>) {
    let Value::Map(entries) = &tree.value else { return };
    if depth > DEEPEST {
        return;
    }
    for (key, value) in entries {
        let at = format!("{at}/{}", escaped(key));
        match (key.as_ref(), &value.value) {
            ("properties", Value::Map(properties)) => {
                for (name, schema) in properties {
                    let at = format!("{at}/{}", escaped(name));
                    let own = is_consumers_own(name);
                    fields.push(Field { name, at: at.clone(), value: schema });
                    if !own {
                        declare(schema, &at, depth + 1, fields);
                    }
                }
            }
            ("fields", Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    let at = format!("{at}/{index}");
                    if let Some(name) = field(item, "name").and_then(text) {
                        fields.push(Field { name, at: at.clone(), value: item });
                    }
                    declare(item, &at, depth + 1, fields);
                }
            }
            ("allOf" | "oneOf" | "anyOf", Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    declare(item, &format!("{at}/{index}"), depth + 1, fields);
                }
            }
            ("type" | "items" | "schema" | "detail" | "data", Value::Map(_)) => declare(value, &at, depth + 1, fields),
            _ => {}
        }
    }
}

/// The last name of a pointer.
fn last(at: &str) -> &str {
    at.rsplit('/').next().unwrap_or_default()
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
