//! What a value must meet at one place: all schemas that apply there, with references followed and `allOf` joined.

use std::cell::Cell;
use std::collections::BTreeSet;

use advice::tree::{Tree, Value};

use super::super::told::Place;
use super::document::{Document, fields, items};

/// The types of values, as bits. An integer is a number without places.
pub(super) type Types = u8;
pub(super) const NULL: Types = 1;
pub(super) const TRUTH: Types = 2;
pub(super) const INTEGER: Types = 4;
pub(super) const FRACTION: Types = 8;
pub(super) const TEXT: Types = 16;
pub(super) const LIST: Types = 32;
pub(super) const OBJECT: Types = 64;
pub(super) const ALL: Types = 127;

/// Maximum number of schemas that are joined at one place.
const MOST: usize = 64;

/// One of the schemas that apply at a place.
#[derive(Debug, Clone)]
pub(super) struct Part<'w, 't> {
    pub(super) schema: &'w Tree<'t>,
    pub(super) place: Place,
    /// Whether its alternatives (`anyOf`, `oneOf`) are left aside, because one of them was chosen.
    pub(super) chosen: bool,
}

/// All that applies at a place. Without parts, everything is allowed.
#[derive(Debug, Clone)]
pub(super) struct Node<'w, 't> {
    pub(super) parts: Vec<Part<'w, 't>>,
    /// Nothing is allowed.
    pub(super) never: bool,
    /// Something applies that is not known: a reference that leads out of the document, or a pattern for names.
    pub(super) unsure: bool,
    /// References that lead out of the document.
    pub(super) foreign: BTreeSet<&'w str>,
    /// The only types that are considered.
    pub(super) mask: Types,
}

/// Identifies a node: the addresses of its schemas, and what else decides about it.
pub(super) type Key = (Vec<(usize, bool)>, bool, bool, Types);

/// Alternatives of which a value must meet at least one, or exactly one.
#[derive(Debug, Clone)]
pub(super) struct Group<'w, 't> {
    /// Whether exactly one may be met (`oneOf`).
    pub(super) exactly: bool,
    pub(super) branches: &'w [Tree<'t>],
    pub(super) place: Place,
}

/// A document in which nodes are made.
pub(super) struct Side<'w, 't> {
    pub(super) document: Document<'w, 't>,
    /// Work that was done in making nodes.
    pub(super) work: Cell<usize>,
}

impl<'w, 't> Side<'w, 't> {
    /// The node of a schema.
    pub(super) fn node(&self, schema: &'w Tree<'t>, place: &Place) -> Node<'w, 't> {
        let mut node = Node::anything();
        self.join(&mut node, schema, place.clone());
        node
    }

    /// Adds a schema to those that apply, with everything that it includes.
    pub(super) fn join(&self, node: &mut Node<'w, 't>, schema: &'w Tree<'t>, place: Place) {
        let mut open = vec![(schema, place)];
        while let Some((schema, place)) = open.pop() {
            self.work.set(self.work.get().saturating_add(1));
            let known = node.parts.iter().any(|part| std::ptr::eq(part.schema, schema));
            match &schema.value {
                Value::Bool(false) => node.never = true,
                Value::Map(_) if node.parts.len() >= MOST => node.unsure = true,
                Value::Map(_) if !known => {
                    if let Some(reference) = self.document.text(schema, "$ref") {
                        self.work.set(self.work.get().saturating_add(reference.len() / 16));
                        match self.document.resolve(reference) {
                            Some(target) => open.push(target),
                            None => _ = node.foreign.insert(reference),
                        }
                        if self.document.has_lone_ref() {
                            continue;
                        }
                    }
                    let all = place.to("allOf");
                    for (index, item) in items(self.document.get(schema, "allOf")).iter().enumerate().rev() {
                        open.push((item, all.to(index.to_string())));
                    }
                    node.parts.push(Part { schema, place, chosen: false });
                }
                _ => {}
            }
        }
    }

    /// The values of a keyword in all schemas of a node.
    pub(super) fn every<'n>(
        &'n self,
        node: &'n Node<'w, 't>,
        keyword: &'n str,
    ) -> impl Iterator<Item = (&'n Part<'w, 't>, &'w Tree<'t>)> + use<'n, 'w, 't> {
        node.parts.iter().filter_map(move |part| Some((part, self.document.get(part.schema, keyword)?)))
    }

    /// The types that a node allows, without looking into alternatives.
    pub(super) fn types(&self, node: &Node<'w, 't>) -> Types {
        if node.never {
            return 0;
        }
        let mut types = node.mask;
        for (_, value) in self.every(node, "type") {
            types &= match &value.value {
                Value::Text(name) => bits(name),
                Value::List(names) => names.iter().fold(0, |bits_so_far, name| match &name.value {
                    Value::Text(name) => bits_so_far | bits(name),
                    _ => bits_so_far,
                }),
                _ => ALL,
            };
        }
        types
    }

    /// The alternatives that apply.
    pub(super) fn groups(&self, node: &Node<'w, 't>) -> Vec<Group<'w, 't>> {
        let mut groups = Vec::new();
        for part in node.parts.iter().filter(|part| !part.chosen) {
            for (keyword, exactly) in [("anyOf", false), ("oneOf", true)] {
                let branches = items(self.document.get(part.schema, keyword));
                if !branches.is_empty() {
                    groups.push(Group { exactly, branches, place: part.place.to(keyword) });
                }
            }
        }
        groups
    }

    /// The node of a property, and where it is declared.
    pub(super) fn property(&self, node: &Node<'w, 't>, name: &str) -> (Node<'w, 't>, Option<Place>) {
        let (mut child, mut declared) = (Node::anything(), None);
        for part in &node.parts {
            let own = self.document.get(part.schema, "properties").and_then(|all| self.document.get(all, name));
            if let Some(schema) = own {
                let place = part.place.to("properties").to(name);
                declared.get_or_insert_with(|| place.clone());
                self.join(&mut child, schema, place);
            }
            let mut patterned = false;
            for (pattern, schema) in fields(self.document.get(part.schema, "patternProperties")) {
                match meets(name, pattern) {
                    Some(false) => {}
                    Some(true) => {
                        patterned = true;
                        self.join(&mut child, schema, part.place.to("patternProperties").to(pattern));
                    }
                    // The patterns are compared by themselves; they are in doubt for a name of one version only.
                    None => child.unsure |= own.is_none(),
                }
            }
            if own.is_none() && !patterned {
                self.others(&mut child, part);
            }
        }
        if declared.is_none() {
            self.unevaluated(node, &mut child);
        }
        (child, declared)
    }

    /// The node of the properties that no schema declares by name.
    pub(super) fn other_properties(&self, node: &Node<'w, 't>) -> Node<'w, 't> {
        let mut child = Node::anything();
        node.parts.iter().for_each(|part| self.others(&mut child, part));
        self.unevaluated(node, &mut child);
        child
    }

    fn others(&self, child: &mut Node<'w, 't>, part: &Part<'w, 't>) {
        if let Some(schema) = self.document.get(part.schema, "additionalProperties") {
            self.join(child, schema, part.place.to("additionalProperties"));
        }
    }

    /// Adds `unevaluatedProperties`, which applies to properties that no schema of the node declares.
    fn unevaluated(&self, node: &Node<'w, 't>, child: &mut Node<'w, 't>) {
        let is_open = |part: &Part<'w, 't>| self.document.get(part.schema, "additionalProperties").is_some();
        for (part, schema) in self.every(node, "unevaluatedProperties") {
            // Alternatives and conditions may declare more, and what additional properties take counts as declared.
            let chosen = ["anyOf", "oneOf", "if", "dependentSchemas"];
            let more = |part: &Part<'w, 't>| chosen.iter().any(|name| self.document.get(part.schema, name).is_some());
            child.unsure |= node.parts.iter().any(|part| more(part) || is_open(part));
            self.join(child, schema, part.place.to("unevaluatedProperties"));
        }
    }

    /// The names of properties that are declared or required.
    pub(super) fn property_names(&self, node: &Node<'w, 't>) -> BTreeSet<&'w str> {
        let declared = self.every(node, "properties").flat_map(|(_, all)| fields(Some(all)).map(|(name, _)| name));
        declared.chain(self.required(node)).collect()
    }

    /// The names of properties that must be there.
    pub(super) fn required(&self, node: &Node<'w, 't>) -> BTreeSet<&'w str> {
        node.parts.iter().flat_map(|part| self.document.texts(part.schema, "required")).collect()
    }

    /// Whether a reader fills a property in that is not there.
    pub(super) fn has_default(&self, property: &Node<'w, 't>) -> bool {
        self.every(property, "default").next().is_some()
    }

    /// The node of an item by its position, and where it is declared.
    pub(super) fn item(&self, node: &Node<'w, 't>, index: usize) -> (Node<'w, 't>, Option<Place>) {
        let (mut child, mut declared) = (Node::anything(), None);
        for part in &node.parts {
            let (keyword, prefix) = self.prefix(part);
            match prefix.get(index) {
                Some(schema) => {
                    let place = part.place.to(keyword).to(index.to_string());
                    declared.get_or_insert_with(|| place.clone());
                    self.join(&mut child, schema, place);
                }
                None => self.rest(&mut child, part),
            }
        }
        if declared.is_none() {
            self.unevaluated_items(node, &mut child);
        }
        (child, declared)
    }

    /// The node of the items that are not declared by their position.
    pub(super) fn other_items(&self, node: &Node<'w, 't>) -> Node<'w, 't> {
        let mut child = Node::anything();
        node.parts.iter().for_each(|part| self.rest(&mut child, part));
        self.unevaluated_items(node, &mut child);
        child
    }

    /// Adds `unevaluatedItems`, which applies to items that no schema of the node describes.
    fn unevaluated_items(&self, node: &Node<'w, 't>, child: &mut Node<'w, 't>) {
        for (part, schema) in self.every(node, "unevaluatedItems") {
            let more = ["anyOf", "oneOf", "if", "contains", "additionalItems"];
            let describes = |part: &Part<'w, 't>| {
                let further = matches!(self.document.get(part.schema, "items"), Some(items) if !matches!(items.value, Value::List(_)));
                further || more.iter().any(|name| self.document.get(part.schema, name).is_some())
            };
            child.unsure |= node.parts.iter().any(describes);
            self.join(child, schema, part.place.to("unevaluatedItems"));
        }
    }

    /// The number of items that are declared by their position.
    pub(super) fn prefix_length(&self, node: &Node<'w, 't>) -> usize {
        node.parts.iter().map(|part| self.prefix(part).1.len()).max().unwrap_or_default()
    }

    /// The schemas of the first items: `prefixItems`, or `items` as a list up to draft 2019-09.
    fn prefix(&self, part: &Part<'w, 't>) -> (&'static str, &'w [Tree<'t>]) {
        match self.document.get(part.schema, "prefixItems") {
            Some(list) => ("prefixItems", items(Some(list))),
            None => ("items", items(self.document.get(part.schema, "items"))),
        }
    }

    fn rest(&self, child: &mut Node<'w, 't>, part: &Part<'w, 't>) {
        let keyword = match self.document.get(part.schema, "items") {
            Some(Tree { value: Value::List(_), .. }) => "additionalItems",
            Some(_) => "items",
            None => return,
        };
        if let Some(schema) = self.document.get(part.schema, keyword) {
            self.join(child, schema, part.place.to(keyword));
        }
    }
}

impl Node<'_, '_> {
    /// The node that allows everything.
    pub(super) fn anything() -> Self {
        Self { parts: Vec::new(), never: false, unsure: false, foreign: BTreeSet::new(), mask: ALL }
    }

    /// Whether nothing is said about values.
    pub(super) fn is_anything(&self) -> bool {
        let decides = |part: &Part<'_, '_>| {
            fields(Some(part.schema)).any(|(name, _)| {
                let grouped = matches!(name, "anyOf" | "oneOf") && part.chosen;
                DECIDING.binary_search(&name).is_ok() && !grouped
            })
        };
        !self.never && !self.unsure && self.foreign.is_empty() && self.mask == ALL && !self.parts.iter().any(decides)
    }

    /// The same without its alternatives.
    pub(super) fn chosen(&self) -> Self {
        let mut node = self.clone();
        node.parts.iter_mut().for_each(|part| part.chosen = true);
        node
    }

    /// What identifies it.
    pub(super) fn key(&self) -> Key {
        let parts = self.parts.iter().map(|part| (std::ptr::from_ref(part.schema).addr(), part.chosen));
        let foreign = self.foreign.iter().map(|reference| (reference.as_ptr().addr(), true));
        let mut parts: Vec<_> = parts.chain(foreign).collect();
        parts.sort_unstable();
        (parts, self.never, self.unsure, self.mask)
    }
}

/// The types that a name of JSON Schema stands for.
fn bits(name: &str) -> Types {
    match name {
        "null" => NULL,
        "boolean" => TRUTH,
        "integer" => INTEGER,
        "number" => INTEGER | FRACTION,
        "string" => TEXT,
        "array" => LIST,
        "object" => OBJECT,
        _ => 0,
    }
}

/// Whether a name meets a pattern, for patterns of plain letters with or without `^` and `$`. `None` for any other.
fn meets(name: &str, pattern: &str) -> Option<bool> {
    let (start, rest) = pattern.strip_prefix('^').map_or((false, pattern), |rest| (true, rest));
    let (end, plain) = rest.strip_suffix('$').map_or((false, rest), |plain| (true, plain));
    let is_plain = plain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' '));
    is_plain.then(|| match (start, end) {
        (true, true) => name == plain,
        (true, false) => name.starts_with(plain),
        (false, true) => name.ends_with(plain),
        (false, false) => name.contains(plain),
    })
}

/// Types in words.
pub(super) fn in_words(types: Types) -> String {
    let mut words = Vec::new();
    let numbers = if types & FRACTION > 0 { "a number" } else { "a whole number" };
    for (bits, word) in [
        (TEXT, "a text"),
        (INTEGER | FRACTION, numbers),
        (TRUTH, "true or false"),
        (LIST, "a list"),
        (OBJECT, "an object"),
        (NULL, "null"),
    ] {
        if types & bits > 0 {
            words.push(word);
        }
    }
    if types == ALL { "anything".to_owned() } else { words.join(" or ") }
}

/// The keywords that decide what is accepted, in alphabetical order. `$ref` and `allOf` are followed.
const DECIDING: [&str; 36] = [
    "additionalItems",
    "additionalProperties",
    "anyOf",
    "const",
    "contains",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "if",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "required",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
];
