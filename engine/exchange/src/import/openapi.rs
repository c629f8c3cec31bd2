//! OpenAPI 3: what clients ask a service for, one operation after the other.
//!
//! Nothing in such a document says which operations belong to one use case, so each is a flow of its own. Who calls is
//! "the client", unless the document is our own export, which names callers and owners. An operation that answers
//! `202` finishes later. What the service sends by itself, in callbacks and webhooks, is an event for whoever asked
//! for it.

use std::collections::BTreeMap;

use advice::description::{LIMITS, ParticipantKind, Today};
use advice::fault::Code;
use advice::tree::SyntaxError;

use super::Import;
use super::draft::{Draft, Place, fields, in_words, one_line};
use super::node::{Document, Node, has_key, parse};
use super::payload;

pub(super) const IMPORT: Import = Import {
    id: "openapi",
    name: "OpenAPI",
    is: "an OpenAPI document",
    recognise: |text, _| has_key(text, "openapi"),
    read,
};

/// The methods of HTTP that an operation can have.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Methods that change nothing.
const ASKING: &[&str] = &["get", "head", "options", "query", "trace"];

/// Longest summary that is taken as a step's action, in characters.
const LONGEST_ACTION: usize = 100;

fn read(draft: &mut Draft<'_>) -> Result<(), SyntaxError> {
    let text = draft.text;
    let tree = parse(text)?;
    let document = Document::of(text, &tree);
    let mut reader = Reader { document: &document, draft, owners: BTreeMap::new(), passed_over: 0 };
    reader.read();
    Ok(())
}

struct Reader<'r, 'a, 't> {
    document: &'r Document<'a>,
    draft: &'r mut Draft<'t>,
    /// The participants that our own export names, by their tag.
    owners: BTreeMap<&'a str, String>,
    /// How many operations found no room.
    passed_over: usize,
}

impl<'a> Reader<'_, 'a, '_> {
    fn read(&mut self) {
        let root = self.document.root;
        let Some((field, version)) = self.document.text(root, "openapi") else {
            let hint = "Write the version of OpenAPI, such as `openapi: 3.1.0`.";
            self.document.fault(self.draft, root, Code::MissingField, "There is no field `openapi` here.", hint);
            return;
        };
        self.draft.passes(self.document.field(field));
        if !version.starts_with("3.") {
            let shown: String = version.chars().take(20).collect();
            let message = format!("OpenAPI {shown} is not read.");
            self.document.fault(self.draft, field, Code::UnknownValue, &message, "Version 3 is read.");
        }
        let info = self.document.get(root, "info");
        if let Some((title, text)) = info.and_then(|info| self.document.text(info, "title")) {
            self.draft.name(text, self.document.field(title));
        }
        if let Some((says, text)) = info.and_then(|info| self.document.text(info, "description")) {
            self.draft.summary(text, self.document.field(says));
        }
        self.tags(root);
        for path in self.document.get(root, "paths").iter().flat_map(Node::fields) {
            self.path(path, false);
        }
        for hook in self.document.get(root, "webhooks").iter().flat_map(Node::fields) {
            self.path(hook, true);
        }
        if self.passed_over > 0 {
            let (all, most) = (LIMITS.flows + self.passed_over, LIMITS.flows);
            self.draft.assumes(format!("Only the first {most} of the {all} operations of the document are here."));
        }
        self.draft.because = Some("the document has no operation under `paths` or `webhooks`.".to_owned());
    }

    /// The owners that our own export names in its tags.
    fn tags(&mut self, root: Node<'a>) {
        for tag in self.document.get(root, "tags").iter().flat_map(Node::items) {
            let (Some((_, name)), Some((field, id))) =
                (self.document.text(tag, "name"), self.document.text(tag, "x-participant"))
            else {
                continue;
            };
            let kind = self.document.text(tag, "x-kind").and_then(|(_, kind)| {
                ParticipantKind::ALL.iter().find(|(name, _)| *name == kind).map(|(_, kind)| *kind)
            });
            // The description of such a tag begins with the name for people.
            let says = self.document.text(tag, "description").map(|(_, says)| says.split('.').next().unwrap_or(says));
            if let Some(known) = self.draft.participant_as(id, says.unwrap_or(id), kind) {
                self.draft.tells_of(&known, self.document.field(field));
                self.owners.insert(name, known);
            }
        }
    }

    /// The operations under a path, or what a webhook sends.
    fn path(&mut self, path: Node<'a>, is_hook: bool) {
        let Some(inside) = self.document.follow(self.draft, path) else { return };
        for operation in inside.fields().filter(|field| METHODS.contains(&field.name)) {
            let operation = match self.document.follow(self.draft, operation) {
                Some(inside) => Node { name: operation.name, ..inside },
                None => continue,
            };
            if is_hook {
                self.hook(path.name, operation, None);
            } else {
                self.operation(path, operation);
            }
        }
    }

    fn service(&mut self) -> Option<String> {
        let title = self.document.find(self.document.root, &["info", "title"]).and_then(|title| title.text());
        self.draft.participant("the service", title.unwrap_or("The service"), None)
    }

    fn client(&mut self) -> Option<String> {
        self.draft.participant("the client", "Client", None)
    }

    fn operation(&mut self, path: Node<'a>, operation: Node<'a>) {
        let method = operation.name;
        let summary = self.document.text(operation, "summary");
        let summary = summary.filter(|(_, text)| (1..=LONGEST_ACTION).contains(&text.trim().chars().count()));
        let id = self.document.text(operation, "operationId").filter(|(_, id)| !id.trim().is_empty());
        let action = match (summary, id) {
            (Some((_, summary)), _) => summary.trim().trim_end_matches('.').to_owned(),
            (None, Some((_, id))) => in_words(id),
            (None, None) => format!("{} {}", method.to_uppercase(), path.name),
        };
        let at = self.document.key(operation);
        let Some(flow) = self.draft.flow(&action) else {
            self.passed_over += 1;
            return self.draft.leaves(at);
        };
        let Some(place) = self.draft.step(&action, at.clone()) else { return self.draft.leaves(at) };
        self.draft.says(place, self.document.key(path));
        let tags = self.document.get(operation, "tags");
        let owner = tags.iter().flat_map(Node::items).find_map(|tag| self.owners.get(tag.text()?).cloned());
        let callers: Vec<&str> =
            self.document.get(operation, "x-callers").iter().flat_map(Node::items).filter_map(|id| id.text()).collect();
        let from = match callers.first() {
            Some(id) => self.draft.participant_as(id, id, None),
            None => self.client(),
        };
        let to = owner.or_else(|| self.service());
        let responses = self.document.get(operation, "responses");
        let finishes_later = responses.and_then(|responses| self.document.get(responses, "202"));
        let only_asks = ASKING.contains(&method);
        let body = self.body(operation);
        let properties = match body {
            Some(schema) => payload::properties(self.document, self.draft, schema),
            None => Vec::new(),
        };
        let told = fields(properties.iter().map(|property| (property.name, property.kind)));
        for property in &properties {
            self.draft.says(place, self.document.field(property.node));
        }
        let style = match (finishes_later, only_asks) {
            (Some(_), _) => "async_request_reply",
            (None, true) => "query",
            (None, false) => "request",
        };
        let today = Today {
            style: Some(style.to_owned()),
            message: id.and_then(|(_, id)| one_line(id)),
            waits: Some(finishes_later.is_none()),
            fields: told.iter().map(|field| field.name.clone()).collect(),
        };
        let step = self.draft.at(place);
        step.from.clone_from(&from);
        (step.to, step.fields) = (to.into_iter().collect(), told);
        if let Some(flow) = self.draft.flow_mut(flow) {
            flow.actor = from;
        }
        self.draft.today(place, today, at.clone());
        if let Some(accepted) = finishes_later {
            let because = "It answers 202: the request is accepted and done later.";
            self.draft.infers(place, ("reply", "outcome_later"), self.document.key(accepted), because);
        } else if only_asks {
            self.draft.infers(place, ("intent", "query"), at.clone(), "The method only asks and changes nothing.");
            self.draft.infers(place, ("reply", "answer"), at, "Whoever only asks needs the answer.");
        }
        self.told(operation, place);
        for callback in self.document.get(operation, "callbacks").iter().flat_map(Node::fields) {
            let Some(inside) = self.document.follow(self.draft, callback) else { continue };
            for address in inside.fields() {
                let Some(item) = self.document.follow(self.draft, address) else { continue };
                for sent in item.fields().filter(|field| METHODS.contains(&field.name)) {
                    self.draft.says(place, self.document.key(address));
                    self.hook(callback.name, sent, Some(place));
                }
            }
        }
    }

    /// The schema of what is sent.
    fn body(&mut self, operation: Node<'a>) -> Option<Node<'a>> {
        let body = self.document.get(operation, "requestBody")?;
        let body = self.document.follow(self.draft, body)?;
        let kind = self.document.get(body, "content")?.fields().next()?;
        self.document.get(kind, "schema")
    }

    /// Something that the service sends by itself: an event for whoever asked for it.
    fn hook(&mut self, name: &'a str, sent: Node<'a>, asked: Option<Place>) {
        let action = in_words(name);
        let at = self.document.key(sent);
        if asked.is_none() && self.draft.flow(&action).is_none() {
            self.passed_over += 1;
            return self.draft.leaves(at);
        }
        let Some(place) = self.draft.step(&action, at.clone()) else { return self.draft.leaves(at) };
        let (from, to) = if let Some(asked) = asked {
            let step = self.draft.at(asked);
            (step.to.first().cloned(), step.from.clone())
        } else {
            let from = self.service();
            (from, self.draft.participant("Whoever subscribes", "Whoever subscribes", None))
        };
        let properties = match self.body(sent) {
            Some(schema) => payload::properties(self.document, self.draft, schema),
            None => Vec::new(),
        };
        let told = fields(properties.iter().map(|property| (property.name, property.kind)));
        let names = told.iter().map(|field| field.name.clone()).collect();
        let after = asked.map(|asked| vec![self.draft.id(asked)]);
        let step = self.draft.at(place);
        (step.from, step.to, step.fields, step.after) = (from, to.into_iter().collect(), told, after);
        let today =
            Today { style: Some("event".to_owned()), message: one_line(name), waits: Some(false), fields: names };
        self.draft.today(place, today, at.clone());
        self.draft.infers(place, ("reply", "none"), at, "The service sends it by itself.");
        self.told(sent, place);
    }

    /// Says where the rest of a step stands.
    fn told(&mut self, operation: Node<'a>, place: Place) {
        for name in ["operationId", "summary", "description", "tags", "x-callers", "x-eda-advisor-steps"] {
            if let Some(field) = self.document.get(operation, name) {
                self.draft.says(place, self.document.field(field));
            }
        }
        if let Some((_, says)) = self.document.text(operation, "description") {
            self.draft.notes(place, says);
        }
        for name in ["requestBody", "callbacks"] {
            if let Some(field) = self.document.get(operation, name) {
                self.draft.says(place, self.document.key(field));
            }
        }
    }
}
