//! Reads an Avro schema into types, with names resolved.

use std::collections::{BTreeMap, BTreeSet};

use advice::fault::{Code, did_you_mean};
use advice::tree::{Tree, Value};

use super::super::Root;
use super::super::faults::Wrong;
use super::super::told::Place;

/// The index of a type in [`Schema::types`].
pub(super) type TypeId = usize;

/// A schema: all its types.
#[derive(Debug)]
pub(super) struct Schema<'t> {
    pub(super) types: Vec<Type<'t>>,
    pub(super) root: TypeId,
}

/// A type with its place.
#[derive(Debug)]
pub(super) struct Type<'t> {
    pub(super) place: Place,
    pub(super) kind: Kind<'t>,
    /// What the bytes stand for, with its precision and scale: `decimal(9, 2)`.
    pub(super) logical: Option<String>,
}

/// What a type is.
#[derive(Debug)]
pub(super) enum Kind<'t> {
    /// A primitive type, by its name.
    Primitive(&'static str),
    Record {
        name: Name,
        fields: Vec<Field<'t>>,
    },
    Enum {
        name: Name,
        symbols: BTreeSet<&'t str>,
        default: bool,
    },
    Fixed {
        name: Name,
        size: u64,
    },
    Array(TypeId),
    Map(TypeId),
    Union(Vec<TypeId>),
    /// A named type that stands elsewhere.
    Named(TypeId),
}

/// The name of a type, and its other names.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) full: String,
    pub(super) aliases: Vec<String>,
}

impl Name {
    /// The name without its namespace.
    pub(super) fn short(&self) -> &str {
        self.full.rsplit('.').next().unwrap_or_default()
    }
}

/// A field of a record.
#[derive(Debug)]
pub(super) struct Field<'t> {
    pub(super) name: &'t str,
    pub(super) aliases: Vec<&'t str>,
    pub(super) type_id: TypeId,
    pub(super) has_default: bool,
    pub(super) place: Place,
}

const PRIMITIVES: [&str; 8] = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

/// Maximum depth of types in each other.
const DEEPEST: usize = 60;

/// Reads a schema, and everything that is wrong with it. The schema can be used only if nothing is.
pub(super) fn read<'w>(root: &Root<'w, '_>) -> (Schema<'w>, Wrong) {
    let mut reader = Reader { types: Vec::new(), names: BTreeMap::new(), wrong: Wrong::default() };
    let id = reader.read(root.schema, &root.place, "", 0);
    (Schema { types: reader.types, root: id }, reader.wrong)
}

struct Reader<'w> {
    types: Vec<Type<'w>>,
    /// The named types by their full names.
    names: BTreeMap<String, TypeId>,
    wrong: Wrong,
}

impl<'w> Reader<'w> {
    fn add(&mut self, place: &Place, kind: Kind<'w>) -> TypeId {
        self.types.push(Type { place: place.clone(), kind, logical: None });
        self.types.len() - 1
    }

    fn fault(&mut self, tree: &Tree<'_>, place: &Place, code: Code, message: impl Into<String>, hint: &str) -> TypeId {
        self.wrong.push(tree, place, code, message.into(), hint);
        self.add(place, Kind::Primitive("null"))
    }

    fn read(&mut self, tree: &'w Tree<'_>, place: &Place, space: &str, depth: usize) -> TypeId {
        if depth > DEEPEST {
            return self.fault(tree, place, Code::LimitPassed, "Types stand too deep in each other.", "");
        }
        match &tree.value {
            Value::Text(name) => self.named(tree, name, place, space),
            Value::List(items) => {
                let branches = items.iter().enumerate();
                let branches = branches
                    .map(|(index, item)| self.read(item, &place.to(index.to_string()), space, depth + 1))
                    .collect();
                self.add(place, Kind::Union(branches))
            }
            Value::Map(_) => self.declared(tree, place, space, depth),
            other => {
                let message = format!("A type is a name, a list or an object; this is {}.", other.kind());
                self.fault(tree, place, Code::WrongType, message, "")
            }
        }
    }

    fn named(&mut self, tree: &Tree<'_>, name: &str, place: &Place, space: &str) -> TypeId {
        if let Some(primitive) = PRIMITIVES.iter().find(|known| **known == name) {
            return self.add(place, Kind::Primitive(primitive));
        }
        let full = if name.contains('.') || space.is_empty() { name.to_owned() } else { format!("{space}.{name}") };
        let known = self.names.get(&full).or_else(|| self.names.get(name)).copied();
        if let Some(id) = known {
            return self.add(place, Kind::Named(id));
        }
        let hint = match did_you_mean(name, PRIMITIVES) {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None => "A type must be declared before it is named.".to_owned(),
        };
        self.fault(tree, place, Code::UnknownReference, "No type has this name here.", &hint)
    }

    fn declared(&mut self, tree: &'w Tree<'_>, place: &Place, space: &str, depth: usize) -> TypeId {
        let Some(kind) = field(tree, "type") else {
            return self.fault(tree, &place.to("type"), Code::MissingField, "The `type` is missing.", "");
        };
        let Value::Text(name) = &kind.value else { return self.read(kind, &place.to("type"), space, depth + 1) };
        match name.as_ref() {
            "record" | "error" => self.record(tree, place, space, depth),
            "enum" => self.symbols(tree, place, space),
            "fixed" => self.fixed(tree, place, space),
            "array" => self.holder(tree, place, space, depth, "items", Kind::Array),
            "map" => self.holder(tree, place, space, depth, "values", Kind::Map),
            _ => {
                let id = self.named(kind, name, &place.to("type"), space);
                self.types[id].logical = logical(tree);
                id
            }
        }
    }

    fn holder(
        &mut self,
        tree: &'w Tree<'_>,
        place: &Place,
        space: &str,
        depth: usize,
        of: &str,
        kind: fn(TypeId) -> Kind<'w>,
    ) -> TypeId {
        let Some(inner) = field(tree, of) else {
            return self.fault(tree, &place.to(of), Code::MissingField, format!("The `{of}` are missing."), "");
        };
        let inner = self.read(inner, &place.to(of), space, depth + 1);
        self.add(place, kind(inner))
    }

    /// Declares the name of a type, and returns the namespace for the types in it.
    fn declare(&mut self, tree: &'w Tree<'_>, place: &Place, space: &str, id: TypeId) -> Option<(Name, String)> {
        let Some(name) = text(tree, "name").filter(|name| !name.is_empty()) else {
            self.wrong.push(tree, &place.to("name"), Code::MissingField, "The type has no `name`.".to_owned(), "");
            return None;
        };
        let own = text(tree, "namespace").unwrap_or(space);
        let full = if name.contains('.') || own.is_empty() { name.to_owned() } else { format!("{own}.{name}") };
        let inner = full.rsplit_once('.').map_or("", |(inner, _)| inner).to_owned();
        let aliases = texts(tree, "aliases").map(|alias| {
            if alias.contains('.') || inner.is_empty() { alias.to_owned() } else { format!("{inner}.{alias}") }
        });
        let found = Name { full: full.clone(), aliases: aliases.collect() };
        if self.names.insert(full, id).is_some() {
            let hint = "Give each type a name of its own.";
            self.wrong.push(
                tree,
                &place.to("name"),
                Code::DuplicateName,
                "Another type has this name.".to_owned(),
                hint,
            );
        }
        Some((found, inner))
    }

    fn record(&mut self, tree: &'w Tree<'_>, place: &Place, space: &str, depth: usize) -> TypeId {
        let id = self.add(place, Kind::Primitive("null"));
        let Some((name, inner)) = self.declare(tree, place, space, id) else { return id };
        let place = place.to("fields");
        let list = match field(tree, "fields").map(|list| (list, &list.value)) {
            Some((_, Value::List(items))) => items.as_slice(),
            Some((list, other)) => {
                let message = format!("The fields should be a list, and are {}.", other.kind());
                self.wrong.push(list, &place, Code::WrongType, message, "");
                return id;
            }
            None => {
                self.wrong.push(tree, &place, Code::MissingField, "The record has no `fields`.".to_owned(), "");
                return id;
            }
        };
        let (mut fields, mut seen) = (Vec::new(), BTreeSet::new());
        for (index, item) in list.iter().enumerate() {
            let place = place.to(index.to_string());
            let (Some(name), Some(kind)) = (text(item, "name"), field(item, "type")) else {
                let message = "A field is an object with a `name` and a `type`.".to_owned();
                self.wrong.push(item, &place, Code::MissingField, message, "");
                continue;
            };
            if !seen.insert(name) {
                let message = "Another field has this name.".to_owned();
                self.wrong.push(item, &place.to("name"), Code::DuplicateName, message, "");
            }
            fields.push(Field {
                name,
                aliases: texts(item, "aliases").collect(),
                type_id: self.read(kind, &place.to("type"), &inner, depth + 1),
                has_default: field(item, "default").is_some(),
                place,
            });
        }
        self.types[id].kind = Kind::Record { name, fields };
        id
    }

    fn symbols(&mut self, tree: &'w Tree<'_>, place: &Place, space: &str) -> TypeId {
        let id = self.add(place, Kind::Primitive("null"));
        let Some((name, _)) = self.declare(tree, place, space, id) else { return id };
        let symbols: BTreeSet<&str> = texts(tree, "symbols").collect();
        let default = text(tree, "default");
        if symbols.is_empty() {
            let message = "The enum has no `symbols`.".to_owned();
            self.wrong.push(tree, &place.to("symbols"), Code::MissingField, message, "");
        }
        if default.is_some_and(|default| !symbols.contains(default)) {
            let message = "The default is not one of the symbols.".to_owned();
            self.wrong.push(tree, &place.to("default"), Code::UnknownValue, message, "");
        }
        self.types[id].kind = Kind::Enum { name, symbols, default: default.is_some() };
        id
    }

    fn fixed(&mut self, tree: &'w Tree<'_>, place: &Place, space: &str) -> TypeId {
        let id = self.add(place, Kind::Primitive("null"));
        let Some((name, _)) = self.declare(tree, place, space, id) else { return id };
        let size = match field(tree, "size").map(|size| &size.value) {
            Some(Value::Number(size)) => size.parse::<u64>().ok(),
            _ => None,
        };
        let Some(size) = size else {
            let message = "The `size` should be a whole number of bytes.".to_owned();
            self.wrong.push(tree, &place.to("size"), Code::MissingField, message, "");
            return id;
        };
        self.types[id].kind = Kind::Fixed { name, size };
        self.types[id].logical = logical(tree);
        id
    }
}

/// What the bytes of a type stand for, with precision and scale of a decimal.
fn logical(tree: &Tree<'_>) -> Option<String> {
    let name = text(tree, "logicalType")?;
    let number = |of: &str| match field(tree, of).map(|value| &value.value) {
        Some(Value::Number(number)) => number.as_ref().to_owned(),
        _ => "0".to_owned(),
    };
    Some(if name == "decimal" {
        format!("decimal({}, {})", number("precision"), number("scale"))
    } else {
        name.to_owned()
    })
}

fn field<'w, 't>(tree: &'w Tree<'t>, name: &str) -> Option<&'w Tree<'t>> {
    match &tree.value {
        Value::Map(fields) => fields.iter().find(|(key, _)| key == name).map(|(_, value)| value),
        _ => None,
    }
}

fn text<'w>(tree: &'w Tree<'_>, name: &str) -> Option<&'w str> {
    match &field(tree, name)?.value {
        Value::Text(text) => Some(text.as_ref()),
        _ => None,
    }
}

fn texts<'w>(tree: &'w Tree<'_>, name: &str) -> impl Iterator<Item = &'w str> {
    let items = match field(tree, name).map(|list| &list.value) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    items.iter().filter_map(|item| match &item.value {
        Value::Text(text) => Some(text.as_ref()),
        _ => None,
    })
}
