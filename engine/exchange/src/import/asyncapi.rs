//! AsyncAPI 2 and 3. A document describes one application: what it sends and what it receives.
//!
//! In AsyncAPI 3 an operation says what the application does. In AsyncAPI 2 it says what others do with the
//! application's channel: what they `publish`, the application receives; what they `subscribe` to, it sends.
//!
//! Who is at the other end stands nowhere in such a document, so nobody is invented: the other end is "whoever
//! subscribes" or "whoever sends". Our own export of a whole system names both ends of each channel, with
//! `x-participant` beside each operation.

use std::collections::BTreeMap;

use advice::description::{ParticipantKind, Today, Trigger};
use advice::fault::Code;
use advice::tree::SyntaxError;
use language::message::{classify, is_fact, is_request, tells_something};

use super::Import;
use super::draft::{Draft, MOST_BEFORE, fields, in_words, one_line};
use super::node::{Document, Node, has_key, parse};
use super::payload;

pub(super) const IMPORT: Import = Import {
    id: "asyncapi",
    name: "AsyncAPI",
    is: "an AsyncAPI document",
    recognise: |text, _| has_key(text, "asyncapi"),
    read,
};

/// Words before the name of what is sent or received, in the name of an operation.
const DOES: &[&str] =
    &["consume", "emit", "handle", "listen", "on", "process", "produce", "publish", "receive", "send", "subscribe"];

/// Last words of messages that bring something, whatever verb seems to stand before them.
const THINGS: &[&str] = &[
    "data",
    "event",
    "info",
    "message",
    "messages",
    "notification",
    "object",
    "response",
    "result",
    "status",
    "update",
];

/// Styles in which a message is sent.
const BY_MESSAGE: &[&str] = &["command_with_reply", "event", "queued_command", "scheduled"];

/// What an application does with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    Sends,
    Receives,
}

/// One end of a channel: who does what with a message there.
struct End<'a> {
    does: Does,
    /// The participant that our own export names.
    who: Option<String>,
    operation: Node<'a>,
    has_reply: bool,
}

/// A message on a channel.
struct Carried<'a> {
    name: &'a str,
    message: Option<Node<'a>>,
    channel: Node<'a>,
    ends: Vec<End<'a>>,
}

fn read(draft: &mut Draft<'_>) -> Result<(), SyntaxError> {
    let text = draft.text;
    let tree = parse(text)?;
    let document = Document::of(text, &tree);
    let mut reader = Reader { document: &document, draft, carried: Vec::new(), known: BTreeMap::new() };
    reader.read();
    Ok(())
}

struct Reader<'r, 'a, 't> {
    document: &'r Document<'a>,
    draft: &'r mut Draft<'t>,
    carried: Vec<Carried<'a>>,
    /// What is carried, by its channel and message.
    known: BTreeMap<(usize, String), usize>,
}

impl<'a> Reader<'_, 'a, '_> {
    fn read(&mut self) {
        let root = self.document.root;
        let Some((field, version)) = self.document.text(root, "asyncapi") else {
            let hint = "Write the version of AsyncAPI, such as `asyncapi: 3.0.0`.";
            self.document.fault(self.draft, root, Code::MissingField, "There is no field `asyncapi` here.", hint);
            return;
        };
        self.draft.passes(self.document.field(field));
        self.info(root);
        self.participants(root);
        match version.split('.').next() {
            Some("2") => self.second(root),
            Some("3") => self.third(root),
            _ => {
                let shown: String = version.chars().take(20).collect();
                let message = format!("AsyncAPI {shown} is not read.");
                self.document.fault(self.draft, field, Code::UnknownValue, &message, "Versions 2 and 3 are read.");
            }
        }
        self.draft.because = Some("the document has no operation with a message.".to_owned());
        for carried in std::mem::take(&mut self.carried) {
            self.steps(&carried);
        }
    }

    fn info(&mut self, root: Node<'a>) {
        let Some(info) = self.document.get(root, "info") else { return };
        if let Some((title, text)) = self.document.text(info, "title") {
            self.draft.name(text, self.document.field(title));
        }
        if let Some((says, text)) = self.document.text(info, "description") {
            self.draft.summary(text, self.document.field(says));
        }
    }

    /// The participants that our own export lists.
    fn participants(&mut self, root: Node<'a>) {
        for node in self.document.get(root, "x-participants").iter().flat_map(Node::items) {
            let Some((_, id)) = self.document.text(node, "id") else { continue };
            let name = self.document.text(node, "name").map_or(id, |(_, name)| name);
            let kind = self.document.text(node, "kind").and_then(|(_, kind)| {
                ParticipantKind::ALL.iter().find(|(name, _)| *name == kind).map(|(_, kind)| *kind)
            });
            if let Some(known) = self.draft.participant_as(id, name, kind) {
                let team = self.document.text(node, "team").and_then(|(_, team)| one_line(team));
                if let Some(participant) = self.draft.participant_mut(&known) {
                    participant.team = team;
                }
                self.draft.tells_of(&known, node.bytes());
            }
        }
    }

    /// The channels of AsyncAPI 2, whose operations say what others do.
    fn second(&mut self, root: Node<'a>) {
        for channel in self.document.get(root, "channels").iter().flat_map(Node::fields) {
            let Some(inside) = self.document.follow(self.draft, channel) else { continue };
            for (name, does) in [("publish", Does::Receives), ("subscribe", Does::Sends)] {
                let Some(operation) = self.document.get(inside, name) else { continue };
                let messages: Vec<Node<'a>> = match self.document.get(operation, "message") {
                    Some(message) => match self.document.get(message, "oneOf") {
                        Some(several) => several.items().collect(),
                        None => vec![message],
                    },
                    None => Vec::new(),
                };
                for message in messages {
                    self.end(channel, message, does, operation);
                }
            }
        }
    }

    /// The operations of AsyncAPI 3, which say what the application does.
    fn third(&mut self, root: Node<'a>) {
        for named in self.document.get(root, "operations").iter().flat_map(Node::fields) {
            let Some(inside) = self.document.follow(self.draft, named) else { continue };
            let operation = Node { name: named.name, ..inside };
            let does = match self.document.text(operation, "action") {
                Some((_, "send")) => Some(Does::Sends),
                Some((_, "receive")) => Some(Does::Receives),
                Some((field, other)) => {
                    let shown: String = other.chars().take(40).collect();
                    let message = format!("There is no action `{shown}`.");
                    self.document.fault(self.draft, field, Code::UnknownValue, &message, "Write `send` or `receive`.");
                    None
                }
                None => {
                    let hint = "Write `action: send` or `action: receive`.";
                    let message = "The operation does not say what the application does.";
                    self.document.fault(self.draft, operation, Code::MissingField, message, hint);
                    None
                }
            };
            let Some(channel) = self.document.get(operation, "channel") else {
                let hint = "Write `channel: {$ref: '#/channels/\u{2026}'}`.";
                self.document.fault(self.draft, operation, Code::MissingField, "The operation names no channel.", hint);
                continue;
            };
            let channel = self.document.follow(self.draft, channel);
            let Some(does) = does else { continue };
            let mut messages: Vec<Node<'a>> =
                self.document.get(operation, "messages").iter().flat_map(Node::items).collect();
            if let (true, Some(channel)) = (messages.is_empty(), channel) {
                messages = self.document.get(channel, "messages").iter().flat_map(Node::fields).collect();
            }
            for message in messages {
                self.end(channel.unwrap_or(operation), message, does, operation);
            }
        }
    }

    /// Takes in what happens to a message at one end of a channel.
    fn end(&mut self, channel: Node<'a>, message: Node<'a>, does: Does, operation: Node<'a>) {
        // The name that is nearest: that of the field, or else the end of the first reference.
        let reference = self.document.text(message, "$ref").map(|(_, reference)| reference);
        let named = reference.and_then(|reference| reference.rsplit(['/', '#']).next()).filter(|name| !name.is_empty());
        let own = Some(message.name).filter(|name| !matches!(*name, "" | "message"));
        let inside = self.document.follow(self.draft, message);
        let given = inside.and_then(|inside| {
            ["name", "messageId"]
                .iter()
                .find_map(|name| Some(self.document.text(inside, name)?.1))
                .filter(|name| !name.trim().is_empty())
        });
        let id = self.document.text(operation, "operationId").map(|(_, id)| id);
        let title = inside.and_then(|inside| Some(self.document.text(inside, "title")?.1));
        let name = given.or(own).or(named).or(id).or(title).unwrap_or(operation.name);
        let name = if matches!(name, "publish" | "subscribe") { last_part(channel.name) } else { name };
        let participant = self.document.text(operation, "x-participant");
        let who = participant.and_then(|(_, id)| self.draft.participant_as(id, id, None));
        let has_reply = self.document.get(operation, "reply").is_some();
        let end = End { does, who, operation, has_reply };
        // Without names both ends are the application, which does not talk to itself.
        let index = match (&end.who, inside) {
            (Some(_), _) => self.known.get(&(channel.bytes().start, name.to_owned())).copied(),
            (None, _) => None,
        };
        if let Some(carried) = index.and_then(|index| self.carried.get_mut(index)) {
            carried.ends.push(end);
            return;
        }
        if end.who.is_some() {
            self.known.insert((channel.bytes().start, name.to_owned()), self.carried.len());
        }
        self.carried.push(Carried { name, message: inside, channel, ends: vec![end] });
    }

    /// The kind of message that our own export says: `event`, `command` or `reply`.
    fn told_kind(&self, carried: &Carried<'a>) -> Option<&'a str> {
        Some(self.document.text(carried.message?, "x-eda-advisor-kind")?.1)
    }

    /// The style that our own export says for who receives, or else for who sends.
    fn told_style(&self, carried: &Carried<'a>) -> Option<&'a str> {
        let styles = |does: Does| {
            carried.ends.iter().filter(move |end| end.does == does).filter_map(|end| {
                let steps = self.document.get(end.operation, "x-eda-advisor-steps")?;
                let mut styles = steps.items().filter_map(|step| Some(self.document.text(step, "style")?.1));
                styles.find(|style| BY_MESSAGE.contains(style))
            })
        };
        styles(Does::Receives).chain(styles(Does::Sends)).next()
    }

    /// The style in which a message is sent today.
    fn style(&self, carried: &Carried<'a>, kind: Option<&str>, does: &str) -> &'a str {
        let by_queue = self.document.find(carried.channel, &["bindings", "amqp", "is"]).and_then(|is| is.text());
        let has_reply = carried.ends.iter().any(|end| end.has_reply);
        let is_command = if let Some(kind) = kind {
            kind != "event"
        } else {
            let asks = || asks(&own_words(carried.name)) || asks(does);
            !is_fact(carried.name) && (has_reply || by_queue == Some("queue") || asks())
        };
        self.told_style(carried).unwrap_or(match (is_command, has_reply) {
            (_, true) => "command_with_reply",
            (true, false) => "queued_command",
            (false, false) => "event",
        })
    }

    /// Who sends a message, each with its operation, and who receives it.
    fn parties(&mut self, carried: &Carried<'a>, is_event: bool) -> (Vec<(Option<String>, Node<'a>)>, Vec<String>) {
        let names = |does: Does| {
            let its = carried.ends.iter().filter(move |end| end.does == does);
            its.filter_map(|end| Some((end.who.clone()?, end.operation)))
        };
        let mut senders: Vec<(Option<String>, Node<'a>)> =
            names(Does::Sends).map(|(who, operation)| (Some(who), operation)).collect();
        let mut receivers: Vec<String> = names(Does::Receives).map(|(who, _)| who).collect();
        let Some(first) = carried.ends.first() else { return (senders, receivers) };
        if senders.is_empty() && receivers.is_empty() {
            let title = self.document.find(self.document.root, &["info", "title"]).and_then(|title| title.text());
            let application = self.draft.participant("the application", title.unwrap_or("The application"), None);
            let mut other = |name: &str| self.draft.participant(name, name, None);
            match (first.does, is_event) {
                (Does::Sends, true) => receivers.extend(other("Whoever subscribes")),
                (Does::Sends, false) => receivers.extend(other("Whoever receives")),
                (Does::Receives, true) => {}
                (Does::Receives, false) => senders.push((other("Whoever sends"), first.operation)),
            }
            match first.does {
                Does::Sends => senders.push((application, first.operation)),
                Does::Receives => receivers.extend(application),
            }
        }
        if senders.is_empty() {
            senders.push((None, first.operation));
        }
        receivers.truncate(MOST_BEFORE);
        (senders, receivers)
    }

    /// Makes the steps of a message: one for each who sends it.
    fn steps(&mut self, carried: &Carried<'a>) {
        let Some(operation) = carried.ends.first().map(|end| end.operation) else { return };
        let kind = self.told_kind(carried);
        if kind == Some("reply") {
            return;
        }
        let does = own_words(operation.name);
        let style = self.style(carried, kind, &does);
        let is_event = style == "event";
        let (action, used) = self.action(carried, &does, is_event);
        let Some(flow) = self.draft.flow(&action) else { return self.draft.leaves(self.document.key(operation)) };
        let (senders, receivers) = self.parties(carried, is_event);
        let event = one_line(carried.name).filter(|_| is_event);
        if let (Some(event), [(None, _)]) = (&event, &senders[..])
            && let Some(flow) = self.draft.flow_mut(flow)
        {
            flow.trigger = Some(Trigger { event: Some(event.clone()), ..Trigger::default() });
        }
        let payload = carried.message.and_then(|message| self.document.get(message, "payload"));
        let properties = match payload {
            Some(payload) => payload::properties(self.document, self.draft, payload),
            None => Vec::new(),
        };
        let told = fields(properties.iter().map(|property| (property.name, property.kind)));
        for (index, (from, operation)) in senders.into_iter().enumerate() {
            let at = self.document.key(operation);
            let Some(place) = self.draft.step(&action, at.clone()) else { return self.draft.leaves(at) };
            for property in &properties {
                self.draft.says(place, self.document.field(property.node));
            }
            let today = Today {
                style: Some(style.to_owned()),
                message: one_line(carried.name),
                waits: Some(false),
                fields: told.iter().map(|field| field.name.clone()).collect(),
            };
            let step = self.draft.at(place);
            step.announces = event.clone().filter(|_| from.is_some());
            // Nobody hears their own message.
            step.to = receivers.iter().filter(|to| Some(*to) != from.as_ref()).cloned().collect();
            step.after = (index > 0).then(Vec::new);
            (step.from, step.fields) = (from, told.clone());
            self.draft.today(place, today, at.clone());
            let (answer, because) = if carried.ends.iter().any(|end| end.has_reply) {
                ("outcome_later", "The operation has a reply, which comes back as a message.")
            } else {
                ("none", "The operation has no reply.")
            };
            self.draft.infers(place, ("reply", answer), at.clone(), because);
            if is_event {
                let because = "Its message is named as a fact or published to everybody.";
                self.draft.infers(place, ("intent", "event"), at, because);
            }
            if index == 0 {
                self.told(carried, place, used);
            }
        }
    }

    /// Says where the rest of a step stands: the operation's own fields, its channel and its message.
    fn told(&mut self, carried: &Carried<'a>, place: super::draft::Place, used: Option<Node<'a>>) {
        let mut notes: Vec<&str> = Vec::new();
        for end in &carried.ends {
            self.draft.says(place, self.document.key(end.operation));
            for name in [
                "action",
                "channel",
                "operationId",
                "messages",
                "message",
                "reply",
                "x-participant",
                "x-eda-advisor-steps",
            ] {
                if let Some(field) = self.document.get(end.operation, name) {
                    let is_inline = name == "message" && self.document.get(field, "$ref").is_none();
                    self.draft
                        .says(place, if is_inline { self.document.key(field) } else { self.document.field(field) });
                }
            }
            for name in ["summary", "description"] {
                if let Some((field, text)) = self.document.text(end.operation, name) {
                    self.draft.says(place, self.document.field(field));
                    notes.extend(Some(text).filter(|_| used.is_none_or(|used| used.bytes() != field.bytes())));
                }
            }
        }
        self.draft.says(place, self.document.key(carried.channel));
        for name in ["address", "title", "summary", "description"] {
            if let Some((field, text)) = self.document.text(carried.channel, name) {
                self.draft.says(place, self.document.field(field));
                notes.extend(Some(text).filter(|_| name == "description"));
            }
        }
        if let Some(message) = carried.message {
            self.draft.says(place, self.document.key(message));
            for name in ["name", "messageId", "title", "summary", "description", "payload", "x-eda-advisor-kind"] {
                let Some(field) = self.document.get(message, name) else { continue };
                let is_reference = name == "payload" && self.document.get(field, "$ref").is_some();
                let is_whole = is_reference || field.text().is_some();
                self.draft.says(place, if is_whole { self.document.field(field) } else { self.document.key(field) });
                if matches!(name, "summary" | "description") && is_whole {
                    notes.extend(field.text());
                }
            }
        }
        notes.dedup();
        for note in notes {
            self.draft.notes(place, note);
        }
    }

    /// What is done, in words, and the field that says so if it is none of a name.
    fn action(&self, carried: &Carried<'a>, does: &str, is_event: bool) -> (String, Option<Node<'a>>) {
        let name = own_words(carried.name);
        if is_event {
            return (in_words(&name), None);
        }
        let operation = carried.ends.first().map(|end| end.operation);
        let told = carried.ends.iter().rev().find_map(|end| {
            let steps = self.document.get(end.operation, "x-eda-advisor-steps")?;
            let action = self.document.get(steps.items().next()?, "action")?;
            Some((action.text()?.to_owned(), None))
        });
        if let Some(told) = told {
            return told;
        }
        if asks(does) {
            return (in_words(does), None);
        }
        if tells_something(does) && language::case::parts(does).len() > 1 {
            return (in_words(does), None);
        }
        if asks(&name) {
            return (in_words(&name), None);
        }
        let summary = operation.and_then(|operation| self.document.text(operation, "summary"));
        if let Some((field, summary)) = summary.filter(|(_, summary)| summary.chars().count() <= 80) {
            return (summary.trim().trim_end_matches('.').to_owned(), Some(field));
        }
        (in_words(&name), None)
    }
}

/// Whether words tell somebody to do something, and do not only name a thing: a "market data" or a "test message".
fn asks(words: &str) -> bool {
    let last = language::case::parts(words).pop().unwrap_or_default().to_lowercase();
    is_request(words) && !classify(words).ambiguous && !THINGS.contains(&last.as_str())
}

/// The name of an operation without what an application does with any message: `onUserSignedUp` is about
/// `UserSignedUp`.
fn own_words(name: &str) -> String {
    let parts = language::case::parts(name);
    let first = parts.first().map(|part| part.to_lowercase()).unwrap_or_default();
    if parts.len() > 1 && DOES.contains(&first.as_str()) { parts[1..].concat() } else { name.to_owned() }
}

/// The last part of a channel's address that is no parameter.
fn last_part(address: &str) -> &str {
    let mut parts = address.split(['/', '.']).filter(|part| !part.is_empty() && !part.starts_with('{'));
    parts.next_back().unwrap_or(address)
}
