//! The fields of a message, from the schema of its payload: JSON Schema, or Avro written as JSON or YAML.

use super::draft::Draft;
use super::node::{Document, Node};

/// Maximum number of fields that are taken from one schema.
const MOST_FIELDS: usize = 200;

/// Maximum number of schemas that one is put together from.
const MOST_PARTS: usize = 32;

/// A field of a message, as its schema has it.
pub(super) struct Property<'a> {
    pub(super) node: Node<'a>,
    pub(super) name: &'a str,
    pub(super) kind: Option<&'a str>,
}

/// The fields that a schema names, also those of the schemas that it is put together from.
pub(super) fn properties<'a>(document: &Document<'a>, draft: &mut Draft<'_>, schema: Node<'a>) -> Vec<Property<'a>> {
    let mut found: Vec<Property<'a>> = Vec::new();
    let mut open = vec![schema];
    let mut parts = 0;
    while let Some(part) = open.pop() {
        parts += 1;
        if parts > MOST_PARTS {
            break;
        }
        let Some(schema) = document.follow(draft, part) else { continue };
        // A payload may say in which language its schema is written.
        if let (Some(_), Some(inner)) = (document.get(schema, "schemaFormat"), document.get(schema, "schema")) {
            open.push(inner);
            continue;
        }
        let parts_of_all: Vec<Node<'a>> = document.get(schema, "allOf").iter().flat_map(Node::items).collect();
        open.extend(parts_of_all.into_iter().rev());
        for node in document.get(schema, "properties").iter().flat_map(Node::fields) {
            let value = document.follow(draft, node).unwrap_or(node);
            found.push(Property { node, name: node.name, kind: kind(document, value) });
        }
        for node in document.get(schema, "fields").iter().flat_map(Node::items) {
            if let Some((name, text)) = document.text(node, "name") {
                found.push(Property { node: name, name: text, kind: kind(document, node) });
            }
        }
    }
    let mut known = std::collections::BTreeSet::new();
    found.retain(|property| known.insert(property.name));
    found.truncate(MOST_FIELDS);
    found
}

/// The type of a field in its document's own word, with its format where it has one.
fn kind<'a>(document: &Document<'a>, value: Node<'a>) -> Option<&'a str> {
    let format = document.text(value, "format").map(|(_, format)| format);
    let named = match document.get(value, "type") {
        Some(kind) => kind.text().or_else(|| kind.items().find_map(|one| one.text().filter(|one| *one != "null"))),
        None => None,
    };
    format.or(named)
}
