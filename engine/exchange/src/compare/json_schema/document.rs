//! Reads a JSON Schema document: finds its named parts, follows its references, and lists its faults.

use std::collections::{BTreeMap, BTreeSet};

use advice::fault::{Code, did_you_mean};
use advice::tree::{Tree, Value};

use super::super::faults::Wrong;
use super::super::told::Place;

/// Objects with more fields than this have an index.
const WIDE: usize = 16;

/// A document with indexes, so that no lookup reads a large object twice.
pub(in super::super) struct Document<'w, 't> {
    root: &'w Tree<'t>,
    wide: BTreeMap<usize, BTreeMap<&'w str, &'w Tree<'t>>>,
    anchors: BTreeMap<&'w str, (&'w Tree<'t>, Place)>,
    /// Whether a schema with `$ref` has no other keyword, as up to draft 7.
    lone_refs: bool,
}

impl<'w, 't> Document<'w, 't> {
    /// Reads a document in which schemas stand.
    pub(in super::super) fn new(root: &'w Tree<'t>) -> Self {
        let mut document = Self { root, wide: BTreeMap::new(), anchors: BTreeMap::new(), lone_refs: false };
        document.index(root, &Place::default());
        let draft = document.text(root, "$schema").unwrap_or_default();
        document.lone_refs = ["draft-03", "draft-04", "draft-06", "draft-07"].iter().any(|old| draft.contains(old));
        document
    }

    fn index(&mut self, tree: &'w Tree<'t>, place: &Place) {
        match &tree.value {
            Value::Map(fields) => {
                if fields.len() > WIDE {
                    // The first of several fields with one name counts.
                    let by_name = fields.iter().rev().map(|(name, value)| (name.as_ref(), value)).collect();
                    self.wide.insert(std::ptr::from_ref(tree).addr(), by_name);
                }
                for (name, value) in fields {
                    if let (Value::Text(anchor), "$anchor" | "$id" | "id") = (&value.value, name.as_ref()) {
                        let anchor = if name == "$anchor" { Some(anchor.as_ref()) } else { anchor.strip_prefix('#') };
                        if let Some(anchor) = anchor {
                            self.anchors.entry(anchor).or_insert_with(|| (tree, place.clone()));
                        }
                    }
                    self.index(value, &place.to(name.as_ref()));
                }
            }
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.index(item, &place.to(index.to_string()));
                }
            }
            _ => {}
        }
    }

    /// The field of an object.
    pub(in super::super) fn get(&self, tree: &'w Tree<'t>, name: &str) -> Option<&'w Tree<'t>> {
        let Value::Map(fields) = &tree.value else { return None };
        if fields.len() > WIDE {
            return self.wide.get(&std::ptr::from_ref(tree).addr())?.get(name).copied();
        }
        fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The text in a field.
    pub(in super::super) fn text(&self, tree: &'w Tree<'t>, name: &str) -> Option<&'w str> {
        match &self.get(tree, name)?.value {
            Value::Text(text) => Some(text.as_ref()),
            _ => None,
        }
    }

    /// The names in a list of texts.
    pub(super) fn texts(&self, tree: &'w Tree<'t>, name: &str) -> impl Iterator<Item = &'w str> {
        items(self.get(tree, name)).iter().filter_map(|item| match &item.value {
            Value::Text(text) => Some(text.as_ref()),
            _ => None,
        })
    }

    /// The schema that a reference leads to, with its place. `None` if it leads out of the document or nowhere.
    pub(in super::super) fn resolve(&self, reference: &str) -> Option<(&'w Tree<'t>, Place)> {
        let fragment = if let Some(fragment) = reference.strip_prefix('#') {
            fragment
        } else {
            let own = self.text(self.root, "$id").or_else(|| self.text(self.root, "id"))?;
            reference.strip_prefix(own)?.trim_start_matches('#')
        };
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return self.anchors.get(fragment).cloned();
        }
        let decoded = decoded(fragment);
        let mut here = self.root;
        for name in decoded.split('/').skip(1) {
            let name = name.replace("~1", "/").replace("~0", "~");
            here = match &here.value {
                Value::List(items) => items.get(name.parse::<usize>().ok()?)?,
                _ => self.get(here, &name)?,
            };
        }
        Some((here, Place::of_pointer(&decoded)))
    }

    /// Whether a schema has nothing beside its reference that counts.
    pub(super) fn has_lone_ref(&self) -> bool {
        self.lone_refs
    }
}

/// The items of a list; none if it is no list.
pub(in super::super) fn items<'w, 't>(tree: Option<&'w Tree<'t>>) -> &'w [Tree<'t>] {
    match tree.map(|tree| &tree.value) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

/// The fields of an object; none if it is no object.
pub(in super::super) fn fields<'w, 't>(
    tree: Option<&'w Tree<'t>>,
) -> impl Iterator<Item = (&'w str, &'w Tree<'t>)> + use<'w, 't> {
    let fields: &[_] = match tree.map(|tree| &tree.value) {
        Some(Value::Map(fields)) => fields,
        _ => &[],
    };
    fields.iter().map(|(name, value)| (name.as_ref(), value))
}

/// A fragment of an address without its percent signs.
fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        if let Some(byte) = hex.filter(|_| *first == b'%') {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What the value of a keyword must be.
#[derive(Clone, Copy)]
enum Shape {
    Schema,
    Schemas,
    SchemaOrSchemas,
    NamedSchemas,
    Number,
    Count,
    Bound,
    Text,
    Texts,
    Truth,
    List,
    Types,
}

/// The keywords that decide what a schema accepts, and those that hold schemas.
const KEYWORDS: &[(&str, Shape)] = &[
    ("$defs", Shape::NamedSchemas),
    ("$ref", Shape::Text),
    ("additionalItems", Shape::Schema),
    ("additionalProperties", Shape::Schema),
    ("allOf", Shape::Schemas),
    ("anyOf", Shape::Schemas),
    ("contains", Shape::Schema),
    ("definitions", Shape::NamedSchemas),
    ("dependentSchemas", Shape::NamedSchemas),
    ("else", Shape::Schema),
    ("enum", Shape::List),
    ("exclusiveMaximum", Shape::Bound),
    ("exclusiveMinimum", Shape::Bound),
    ("format", Shape::Text),
    ("if", Shape::Schema),
    ("items", Shape::SchemaOrSchemas),
    ("maxContains", Shape::Count),
    ("maxItems", Shape::Count),
    ("maxLength", Shape::Count),
    ("maxProperties", Shape::Count),
    ("maximum", Shape::Number),
    ("minContains", Shape::Count),
    ("minItems", Shape::Count),
    ("minLength", Shape::Count),
    ("minProperties", Shape::Count),
    ("minimum", Shape::Number),
    ("multipleOf", Shape::Number),
    ("not", Shape::Schema),
    ("oneOf", Shape::Schemas),
    ("pattern", Shape::Text),
    ("patternProperties", Shape::NamedSchemas),
    ("prefixItems", Shape::Schemas),
    ("properties", Shape::NamedSchemas),
    ("propertyNames", Shape::Schema),
    ("required", Shape::Texts),
    ("then", Shape::Schema),
    ("type", Shape::Types),
    ("unevaluatedItems", Shape::Schema),
    ("unevaluatedProperties", Shape::Schema),
    ("uniqueItems", Shape::Truth),
];

const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/// Everything that is wrong with a schema and the schemas in it.
pub(super) fn check<'w, 't>(document: &Document<'w, 't>, tree: &'w Tree<'t>, place: &Place, wrong: &mut Wrong) {
    let schema_fields = match &tree.value {
        Value::Bool(_) => return,
        Value::Map(fields) => fields,
        other => {
            let message = format!("A schema is an object, or true or false; this is {}.", other.kind());
            return wrong.push(tree, place, Code::WrongType, message, "");
        }
    };
    let mut seen = BTreeSet::new();
    for (name, value) in schema_fields {
        let Ok(found) = KEYWORDS.binary_search_by(|(keyword, _)| keyword.cmp(&name.as_ref())) else { continue };
        let place = place.to(name.as_ref());
        if !seen.insert(name.as_ref()) {
            wrong.push(value, &place, Code::DuplicateField, format!("The keyword `{name}` is given twice."), "");
            continue;
        }
        check_keyword(document, name, KEYWORDS[found].1, value, &place, wrong);
    }
}

fn check_keyword<'w, 't>(
    document: &Document<'w, 't>,
    name: &str,
    shape: Shape,
    value: &'w Tree<'t>,
    place: &Place,
    wrong: &mut Wrong,
) {
    let expected = match (shape, &value.value) {
        (Shape::Schemas | Shape::SchemaOrSchemas, Value::List(items)) => {
            for (index, item) in items.iter().enumerate() {
                check(document, item, &place.to(index.to_string()), wrong);
            }
            return;
        }
        (Shape::Schema | Shape::SchemaOrSchemas, _) => return check(document, value, place, wrong),
        (Shape::NamedSchemas, Value::Map(fields)) => {
            let mut seen = BTreeSet::new();
            for (name, value) in fields {
                let place = place.to(name.as_ref());
                if !seen.insert(name.as_ref()) {
                    let message = "This name is given twice.".to_owned();
                    wrong.push(value, &place, Code::DuplicateField, message, "Keep one of them.");
                }
                check(document, value, &place, wrong);
            }
            return;
        }
        (Shape::Text, Value::Text(reference)) => {
            if name == "$ref" && reference.starts_with('#') && document.resolve(reference).is_none() {
                let message = "The reference leads to nothing in this document.".to_owned();
                wrong.push(value, place, Code::UnknownReference, message, "");
            }
            return;
        }
        (Shape::Types, Value::Text(_)) => return check_type(value, place, wrong),
        (Shape::Types, Value::List(items)) => {
            for (index, item) in items.iter().enumerate() {
                check_type(item, &place.to(index.to_string()), wrong);
            }
            return;
        }
        (Shape::Texts, Value::List(items)) => {
            for (index, item) in items.iter().enumerate() {
                if !matches!(item.value, Value::Text(_)) {
                    let message = format!("This should be a name, and is {}.", item.value.kind());
                    wrong.push(item, &place.to(index.to_string()), Code::WrongType, message, "");
                }
            }
            return;
        }
        // Up to draft 3, a property said of itself that it is required.
        (Shape::Texts | Shape::Bound | Shape::Truth, Value::Bool(_))
        | (Shape::Number | Shape::Bound, Value::Number(_))
        | (Shape::List, Value::List(_)) => return,
        (Shape::Count, Value::Number(number)) if !number.starts_with('-') => return,
        (Shape::Schemas | Shape::List, _) => "a list",
        (Shape::NamedSchemas, _) => "an object with a schema for each name",
        (Shape::Number | Shape::Bound, _) => "a number",
        (Shape::Count, _) => "a number that is not negative",
        (Shape::Text, _) => "a text",
        (Shape::Texts, _) => "a list of names",
        (Shape::Truth, _) => "true or false",
        (Shape::Types, _) => "the name of a type, or a list of them",
    };
    let message = format!("`{name}` should be {expected}, and is {}.", value.value.kind());
    wrong.push(value, place, Code::WrongType, message, "");
}

fn check_type(tree: &Tree<'_>, place: &Place, wrong: &mut Wrong) {
    let Value::Text(name) = &tree.value else {
        let message = format!("This should be the name of a type, and is {}.", tree.value.kind());
        return wrong.push(tree, place, Code::WrongType, message, "");
    };
    if !TYPES.contains(&name.as_ref()) {
        let hint = match did_you_mean(name, TYPES) {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None => format!("The types are {}.", TYPES.join(", ")),
        };
        wrong.push(tree, place, Code::UnknownValue, "There is no such type.".to_owned(), &hint);
    }
}
