//! `EventCatalog`: the heads of its pages, which say who sends and receives which event, command and query.
//!
//! A catalog is a folder, so it comes as a zip archive; [`text_of`] makes one text of it, in which the head of each
//! page stands below a line with its path. What the pages say in prose is not read.

use std::collections::{BTreeMap, BTreeSet};

use advice::description::{ParticipantKind, Today, Trigger};
use advice::tree::{Span, SyntaxError, Tree, Value};

use super::draft::{Draft, in_words, one_line};
use super::node::{Document, Node};
use super::{Import, archive};
use crate::yaml;

pub(super) const IMPORT: Import = Import {
    id: "eventcatalog",
    name: "EventCatalog",
    is: "an EventCatalog",
    recognise: |text, _| {
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        path_in(first).is_some_and(archive::is_page)
    },
    read,
};

/// One text of the pages of an archive.
///
/// # Errors
/// Why it is not unpacked, as a full sentence.
pub(super) fn text_of(bytes: &[u8]) -> Result<String, String> {
    archive::unpack(bytes)
}

/// The folders of a catalog that say what a page is about.
const FOLDERS: &[&str] = &[
    "channels",
    "commands",
    "containers",
    "domains",
    "entities",
    "events",
    "flows",
    "queries",
    "services",
    "subdomains",
    "systems",
    "teams",
    "users",
];

/// The path in a line that begins a page.
fn path_in(line: &str) -> Option<&str> {
    line.trim().strip_prefix(archive::MARK)?.strip_suffix(archive::MARK).map(str::trim)
}

/// A page of the catalog.
struct Page<'t> {
    folder: &'t str,
    /// The bytes of the line with its path.
    line: std::ops::Range<usize>,
    tree: Tree<'t>,
}

/// A message with who sends and receives it.
#[derive(Default)]
struct Ends<'a> {
    senders: Vec<Node<'a>>,
    receivers: Vec<Node<'a>>,
}

fn read(draft: &mut Draft<'_>) -> Result<(), SyntaxError> {
    let pages = pages(draft.text)?;
    let documents: Vec<Document<'_>> = pages.iter().map(|page| Document::of(draft.text, &page.tree)).collect();
    let mut catalog = Catalog { draft, services: BTreeMap::new(), messages: Vec::new(), ends: BTreeMap::new() };
    for (page, document) in pages.iter().zip(&documents) {
        catalog.page(page, document);
    }
    let mut told = BTreeSet::new();
    for (page, document) in pages.iter().zip(&documents).filter(|(page, _)| page.folder == "flows") {
        catalog.flow(page, document, &mut told);
    }
    for index in 0..catalog.messages.len() {
        let name = in_words(catalog.messages[index].name);
        if told.contains(catalog.messages[index].id) {
            continue;
        }
        if catalog.draft.flow(&name).is_none() {
            catalog.draft.leaves(catalog.messages[index].at.clone());
            continue;
        }
        catalog.message(index, None);
    }
    catalog.draft.because = Some("no page is about an event, a command or a query.".to_owned());
    Ok(())
}

/// The pages of the text, whose values stand where they stand in it.
fn pages(text: &str) -> Result<Vec<Page<'_>>, SyntaxError> {
    let mut starts: Vec<(usize, usize, &str)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(path) = path_in(line) {
            starts.push((at, at + line.len(), path));
        }
        at += line.len();
    }
    let mut pages = Vec::new();
    for (index, (line, start, path)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(text.len(), |(next, ..)| *next);
        let head = text.get(*start..end).unwrap_or_default();
        if head.trim().is_empty() {
            continue;
        }
        let lines = || u32::try_from(text.get(..*start).unwrap_or_default().matches('\n').count()).unwrap_or(u32::MAX);
        let mut tree =
            yaml::parse_foreign(head).map_err(|error| SyntaxError { line: error.line + lines(), ..error })?;
        shift(&mut tree, u32::try_from(*start).unwrap_or(u32::MAX));
        let folder = path.split('/').rev().skip(1).find_map(|part| FOLDERS.iter().find(|known| **known == part));
        let line = *line..*line + text.get(*line..*start).map_or(0, |line| line.trim_end().len());
        pages.push(Page { folder: folder.copied().unwrap_or_default(), line, tree });
    }
    Ok(pages)
}

fn shift(tree: &mut Tree<'_>, by: u32) {
    tree.span = Span { start: tree.span.start.saturating_add(by), end: tree.span.end.saturating_add(by) };
    match &mut tree.value {
        Value::List(items) => items.iter_mut().for_each(|item| shift(item, by)),
        Value::Map(fields) => fields.iter_mut().for_each(|(_, value)| shift(value, by)),
        _ => {}
    }
}

/// A message of the catalog.
struct Message<'a> {
    id: &'a str,
    name: &'a str,
    folder: &'a str,
    summary: Option<&'a str>,
    /// Whether its page says by which method and path it is called.
    is_called: bool,
    at: std::ops::Range<usize>,
    fields: Vec<std::ops::Range<usize>>,
}

struct Catalog<'r, 'a, 't> {
    draft: &'r mut Draft<'t>,
    /// The id of the participant of each service.
    services: BTreeMap<&'a str, String>,
    messages: Vec<Message<'a>>,
    ends: BTreeMap<&'a str, Ends<'a>>,
}

impl<'a> Catalog<'_, 'a, '_> {
    fn page(&mut self, page: &'a Page<'a>, document: &Document<'a>) {
        let root = document.root;
        let Some((field, id)) = document.text(root, "id") else { return };
        let name = document.text(root, "name");
        let fields = || {
            let told = ["id", "name", "summary"].iter().filter_map(|name| document.get(root, name));
            told.map(|field| document.field(field)).chain([page.line.clone()]).collect::<Vec<_>>()
        };
        match page.folder {
            "services" => {
                let is_external = document.text(root, "externalSystem").is_some()
                    || document.get(root, "externalSystem").is_some_and(|node| node.tree.value == Value::Bool(true));
                let kind = is_external.then_some(ParticipantKind::External);
                let Some(known) = self.draft.participant_as(id, name.map_or(id, |(_, name)| name), kind) else {
                    return;
                };
                self.services.insert(id, known.clone());
                self.draft.tells_of(&known, document.field(field));
                for bytes in fields() {
                    self.draft.tells_of(&known, bytes);
                }
                for (list, sends) in [("sends", true), ("receives", false)] {
                    for node in document.get(root, list).iter().flat_map(Node::items) {
                        let Some((_, message)) = document.text(node, "id") else { continue };
                        let service = Node { name: id, tree: node.tree };
                        let ends = self.ends.entry(message).or_default();
                        if sends { ends.senders.push(service) } else { ends.receivers.push(service) }
                    }
                }
            }
            "events" | "commands" | "queries" => self.messages.push(Message {
                id,
                name: name.map_or(id, |(_, name)| name),
                folder: page.folder,
                summary: document.text(root, "summary").map(|(_, summary)| summary),
                is_called: document.get(root, "operation").is_some(),
                at: document.field(field),
                fields: fields(),
            }),
            "domains" | "systems" => {
                if let Some((field, name)) = name {
                    self.draft.name(name, document.field(field));
                }
                if let Some((field, summary)) = document.text(root, "summary") {
                    self.draft.summary(summary, document.field(field));
                }
                self.draft.passes(page.line.clone());
                self.draft.passes(document.field(document.get(root, "id").unwrap_or(root)));
            }
            _ => {}
        }
    }

    /// A flow of the catalog: its messages in the order in which its page lists them.
    fn flow(&mut self, page: &'a Page<'a>, document: &Document<'a>, told: &mut BTreeSet<&'a str>) {
        let root = document.root;
        let name = document.text(root, "name").or_else(|| document.text(root, "id"));
        let Some(flow) = self.draft.flow(name.map_or("", |(_, name)| name)) else {
            return self.draft.leaves(page.line.clone());
        };
        self.draft.says_of_flow(flow, page.line.clone());
        for name in ["id", "name", "summary"] {
            if let Some(field) = document.get(root, name) {
                self.draft.says_of_flow(flow, document.field(field));
            }
        }
        let steps: Vec<Node<'a>> = document.get(root, "steps").iter().flat_map(Node::items).collect();
        let by_message = steps.iter().any(|step| document.get(*step, "message").is_some());
        for step in steps {
            let id = document.find(step, &["message", "id"]).and_then(|id| id.text());
            let known = id.and_then(|id| self.messages.iter().position(|message| message.id == id));
            if let Some(index) = known {
                told.insert(self.messages[index].id);
                self.message(index, Some(step.bytes()));
                continue;
            }
            let service = document.find(step, &["service", "id"]).and_then(|id| id.text());
            let title = document.text(step, "title").map(|(_, title)| title);
            if let (false, Some(service), Some(title)) = (by_message, service, title) {
                let to = self.draft.participant_as(service, service, None);
                if let Some(place) = self.draft.step(&in_words(title), step.bytes()) {
                    self.draft.at(place).to = to.into_iter().collect();
                }
            } else {
                self.draft.says_of_flow(flow, step.bytes());
            }
        }
    }

    /// Makes the steps of a message: one for each service that sends it.
    fn message(&mut self, index: usize, shown: Option<std::ops::Range<usize>>) {
        let Message { id, name, folder, summary, is_called, .. } = self.messages[index];
        let ends = self.ends.remove(id).unwrap_or_default();
        let name_of = |services: &BTreeMap<&'a str, String>, node: &Node<'a>| services.get(node.name).cloned();
        let mut senders: Vec<Option<String>> =
            ends.senders.iter().map(|sender| name_of(&self.services, sender)).take(64).collect();
        let receivers: Vec<String> =
            ends.receivers.iter().filter_map(|receiver| name_of(&self.services, receiver)).take(64).collect();
        if senders.is_empty() {
            senders.push(None);
        }
        let is_event = folder == "events";
        let (style, waits) = match (folder, is_called) {
            ("events", _) => ("event", false),
            ("queries", _) => ("query", true),
            (_, true) => ("request", true),
            _ => ("queued_command", false),
        };
        let at = shown.unwrap_or_else(|| self.messages[index].at.clone());
        for from in senders {
            let Some(place) = self.draft.step(&in_words(name), at.clone()) else {
                return self.draft.leaves(at);
            };
            let event = one_line(id).filter(|_| is_event);
            if let (Some(event), None, 0) = (&event, &from, place.step)
                && let Some(flow) = self.draft.flow_mut(place.flow)
            {
                flow.trigger = Some(Trigger { event: Some(event.clone()), ..Trigger::default() });
            }
            let message = one_line(id);
            let step = self.draft.at(place);
            step.announces = event.filter(|_| from.is_some());
            step.from = from;
            step.to.clone_from(&receivers);
            let today = Today { style: Some(style.to_owned()), message, waits: Some(waits), ..Today::default() };
            self.draft.today(place, today, at.clone());
            if !waits {
                self.draft.infers(place, ("reply", "none"), at.clone(), "It is a message that nobody answers.");
            }
            if let Some(summary) = summary {
                self.draft.notes(place, summary);
            }
            for field in self.messages[index].fields.clone() {
                self.draft.says(place, field);
            }
            for end in ends.senders.iter().chain(&ends.receivers) {
                self.draft.says(place, end.bytes());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use advice::rules;
    use flate2::{Compression, write::DeflateEncoder};
    use rawzip::{CompressionMethod, ZipArchiveWriter};

    use super::*;

    fn zip(files: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = ZipArchiveWriter::new(Vec::new());
        for (path, content) in files {
            let builder = archive.new_file(*path).compression_method(CompressionMethod::DEFLATE);
            let (mut entry, config) = builder.start().unwrap();
            let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
            writer.write_all(content.as_bytes()).unwrap();
            let (encoder, descriptor) = writer.finish().unwrap();
            encoder.finish().unwrap();
            entry.finish(descriptor).unwrap();
        }
        archive.finish().unwrap()
    }

    const SHOP: &[(&str, &str)] = &[
        ("domains/shop/index.mdx", "---\nid: shop\nname: Shop\nversion: 1.0.0\n---\n# Shop\n"),
        (
            "services/Orders/index.mdx",
            "---\nid: Orders\nversion: 1.0.0\nsends:\n  - id: OrderPlaced\n    version: 1.0.0\nreceives:\n  - id: PlaceOrder\n---\n",
        ),
        ("services/Billing/index.md", "---\nid: Billing\nname: Billing service\nreceives: [{id: OrderPlaced}]\n---\n"),
        ("services/Web/index.mdx", "---\nid: Web\nsends: [{id: PlaceOrder}]\n---\n"),
        ("events/OrderPlaced/index.mdx", "---\nid: OrderPlaced\nsummary: An order is there.\n---\n"),
        ("commands/PlaceOrder/index.mdx", "---\nid: PlaceOrder\nname: Place the order\n---\n"),
        ("events/OrderPlaced/schema.json", "{}"),
    ];

    #[test]
    fn an_archive_gives_who_sends_and_receives_what() {
        let text = text_of(&zip(SHOP)).unwrap();
        let Some(import) = super::super::recognise(&text, "") else { panic!("{text}") };
        let reading = import.read(&text, rules::shipped()).unwrap();
        assert_eq!(reading.description.name, "Shop");
        let steps: Vec<String> = reading
            .description
            .flows
            .iter()
            .flat_map(|flow| &flow.steps)
            .map(|step| {
                let style = step.today.as_ref().and_then(|today| today.style.as_deref()).unwrap_or("");
                format!("{}>{} {} [{style}]", step.from.as_deref().unwrap_or(""), step.to.join("+"), step.action)
            })
            .collect();
        assert_eq!(
            steps,
            ["orders>billing Publish OrderPlaced [event]", "web>orders Place the order [queued_command]"]
        );
    }

    #[test]
    fn what_is_no_archive_or_unpacks_too_far_is_refused() {
        assert!(text_of(b"PK\x03\x04 nothing").unwrap_err().contains("no zip archive"));
        let bomb = zip(&[("a/index.mdx", &format!("---\nid: a\n---\n{}", " ".repeat(3 << 20)))]);
        assert!(bomb.len() < 10_000);
        assert!(text_of(&bomb).unwrap_err().contains("too long"));
        let names: Vec<String> = (0..5_001).map(|index| format!("{index}.txt")).collect();
        let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        assert!(text_of(&zip(&many)).unwrap_err().contains("5000"));
        assert!(text_of(&zip(&[("a.md", "no head")])).unwrap_err().contains("`id`"));
    }

    #[test]
    fn a_fault_in_a_page_has_its_line_in_the_text() {
        let text =
            text_of(&zip(&[("a/index.mdx", "---\nid: a\n---\n"), ("b/index.mdx", "---\nid: [\n---\n")])).unwrap();
        let Err(super::super::Unread::Syntax(error)) = IMPORT.read(&text, rules::shipped()) else { panic!() };
        assert!(error.line >= 4, "{error:?}: {text}");
    }
}
