//! A document as a tree. Every value knows where it stands in the text.
//!
//! This module parses JSON; the callers that accept YAML build the same tree. A tree knows nothing of
//! descriptions.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// A range of the text, `[start, end)` in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A value with its place in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree<'t> {
    /// Where the value stands in the text.
    pub span: Span,
    /// What it is.
    pub value: Value<'t>,
}

/// What a value may be.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'t> {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number, as it was written.
    Number(Cow<'t, str>),
    /// A text.
    Text(Cow<'t, str>),
    /// A list.
    List(Vec<Tree<'t>>),
    /// The fields in the order in which they were written. A name may occur twice.
    Map(Vec<(Cow<'t, str>, Tree<'t>)>),
}

impl Value<'_> {
    /// The kind of value, as a fault names it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Map(_) => "an object",
        }
    }
}

/// Why a text could not be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong, as a full sentence without a place.
    pub message: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl<'t> Tree<'t> {
    /// Parses strict JSON (RFC 8259), nested at most 512 levels deep.
    ///
    /// # Errors
    /// The first place at which the text is not JSON.
    pub fn from_json(text: &'t str) -> Result<Self, SyntaxError> {
        let strict = ParseOptions {
            allow_comments: false,
            allow_loose_object_property_names: false,
            allow_trailing_commas: false,
            allow_missing_commas: false,
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            allow_bare_decimal_point_numbers: false,
            allow_non_finite_numbers: false,
            allow_extended_string_escapes: false,
        };
        let parsed = parse_to_ast(text, &CollectOptions::default(), &strict).map_err(|error| {
            let (line, column) = line_column(text, error.range().start);
            SyntaxError { message: format!("{}.", error.kind()), line, column }
        })?;
        match parsed.value {
            Some(value) => Ok(grow(value)),
            None => Err(SyntaxError { message: "There is nothing to read.".to_owned(), line: 1, column: 1 }),
        }
    }

    /// The value that a JSON Pointer names, or else the innermost existing value on its path.
    pub fn nearest(&self, pointer: &str) -> &Tree<'t> {
        follow(self, pointer, Tree::within).0
    }

    /// Whether a JSON Pointer names a value.
    pub fn has(&self, pointer: &str) -> bool {
        is_pointer(pointer) && follow(self, pointer, Tree::within).1
    }

    /// The list item with this index, or the first field with this name.
    fn within(&self, name: &str) -> Option<&Tree<'t>> {
        match &self.value {
            Value::List(items) => name.parse::<usize>().ok().and_then(|index| items.get(index)),
            Value::Map(fields) => fields.iter().find(|(key, _)| *key == name).map(|(_, value)| value),
            _ => None,
        }
    }
}

fn is_pointer(text: &str) -> bool {
    text.is_empty() || text.starts_with('/')
}

/// The innermost existing value on the path of a pointer, and whether the path ends there.
fn follow<'w, 't>(
    root: &'w Tree<'t>,
    pointer: &str,
    mut within: impl FnMut(&'w Tree<'t>, &str) -> Option<&'w Tree<'t>>,
) -> (&'w Tree<'t>, bool) {
    let mut here = root;
    for part in pointer.split('/').skip(1) {
        match within(here, &part.replace("~1", "/").replace("~0", "~")) {
            Some(tree) => here = tree,
            None => return (here, false),
        }
    }
    (here, true)
}

/// Objects with more fields than this get an index, so that each is scanned only once.
const WIDE: usize = 32;

/// Finds values in one tree by JSON Pointers; faster than [`Tree::nearest`] for many lookups.
pub(crate) struct Finder<'w, 't> {
    root: &'w Tree<'t>,
    wide: Wide<'w, 't>,
}

/// For each wide object, by its address in memory, its fields by name. The first of several fields with the
/// same name counts.
type Wide<'w, 't> = BTreeMap<usize, BTreeMap<&'w str, &'w Tree<'t>>>;

impl<'w, 't> Finder<'w, 't> {
    pub(crate) fn new(root: &'w Tree<'t>) -> Self {
        Self { root, wide: BTreeMap::new() }
    }

    /// The value that a pointer names, or else the innermost existing value on its path.
    pub(crate) fn nearest(&mut self, pointer: &str) -> &'w Tree<'t> {
        follow(self.root, pointer, |here, name| Self::within(&mut self.wide, here, name)).0
    }

    /// Whether a pointer names a value.
    pub(crate) fn has(&mut self, pointer: &str) -> bool {
        is_pointer(pointer) && follow(self.root, pointer, |here, name| Self::within(&mut self.wide, here, name)).1
    }

    fn within(wide: &mut Wide<'w, 't>, here: &'w Tree<'t>, name: &str) -> Option<&'w Tree<'t>> {
        match &here.value {
            Value::Map(fields) if fields.len() > WIDE => {
                let index = wide.entry(std::ptr::from_ref(here).addr()).or_insert_with(|| {
                    // The first of several fields with the same name counts. The later entry wins in the map,
                    // so the fields are inserted backwards.
                    fields.iter().rev().map(|(name, value)| (name.as_ref(), value)).collect()
                });
                index.get(name).copied()
            }
            _ => here.within(name),
        }
    }
}

/// Line and column of many bytes of a text, in the order of `bytes`. Columns count characters; both start at 1.
/// Walks the text once.
pub fn lines_columns(text: &str, bytes: &[u32]) -> Vec<(u32, u32)> {
    let mut order: Vec<usize> = (0..bytes.len()).collect();
    order.sort_unstable_by_key(|index| bytes[*index]);
    let mut places = vec![(1, 1); bytes.len()];
    let (mut before, mut line, mut column) = (0, 1, 1);
    for index in order {
        let mut byte = (bytes[index] as usize).min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let rest = text.get(before..).unwrap_or_default();
        let (lines, columns) = line_column(rest, byte - before);
        column = if lines == 1 { column + columns - 1 } else { columns };
        line += lines - 1;
        before = byte;
        places[index] = (line, column);
    }
    places
}

/// Line and column of a byte of the text. Columns count characters; both start at 1.
pub fn line_column(text: &str, byte: usize) -> (u32, u32) {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
    (small(line), small(column))
}

/// Casts a position in the text. A text has at most some megabytes, so every position fits.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn grow(value: ast::Value<'_>) -> Tree<'_> {
    let range = value.range();
    let span = Span { start: small(range.start), end: small(range.end) };
    let value = match value {
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::BooleanLit(lit) => Value::Bool(lit.value),
        ast::Value::NumberLit(lit) => Value::Number(Cow::Borrowed(lit.value)),
        ast::Value::StringLit(lit) => Value::Text(lit.value),
        ast::Value::Array(array) => Value::List(array.elements.into_iter().map(grow).collect()),
        ast::Value::Object(object) => Value::Map(
            object
                .properties
                .into_iter()
                .map(|property| (property.name.into_string().into(), grow(property.value)))
                .collect(),
        ),
    };
    Tree { span, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_remembers_its_place() {
        let text = "{\n  \"name\": \"Tickets\"}";
        let tree = Tree::from_json(text).unwrap();
        let name = tree.nearest("/name");
        assert_eq!(name.value, Value::Text("Tickets".into()));
        assert_eq!(line_column(text, name.span.start as usize), (2, 11));
    }

    #[test]
    fn what_is_not_json_says_where() {
        for (text, line, column) in [("{\"a\": 1,}", 1, 8), ("{\n'a': 1}", 2, 1), ("[1 2]", 1, 3), ("", 1, 1)] {
            let error = Tree::from_json(text).unwrap_err();
            assert_eq!((error.line, error.column), (line, column), "{text:?}: {}", error.message);
        }
    }

    #[test]
    fn deep_nesting_is_an_error_and_no_crash() {
        assert!(Tree::from_json(&"[".repeat(1 << 20)).is_err());
    }

    #[test]
    fn a_pointer_of_any_length_is_followed() {
        let tree = Tree::from_json(r#"{"": {"a": 1}}"#).unwrap();
        assert!(tree.has("/") && !tree.has(&"/".repeat(1 << 20)) && !tree.has("a"));
        assert_eq!(tree.nearest(&"/".repeat(1 << 20)), tree.nearest("/"));
    }

    #[test]
    fn a_wide_object_is_found_in_as_a_narrow_one() {
        let fields: Vec<String> = (0..WIDE + 2).map(|index| format!("\"{}\": {index}", index % WIDE)).collect();
        let json = format!("{{{}}}", fields.join(","));
        let tree = Tree::from_json(&json).unwrap();
        assert_eq!(tree.nearest("/1").value, Value::Number("1".into()));
        assert!(tree.has("/31") && !tree.has("/32"));
    }

    #[test]
    fn places_are_found_in_one_walk_as_they_are_found_one_by_one() {
        let text = "a\n\u{e9}b\n\nc\u{1F3AB}d";
        let bytes: Vec<u32> = text.char_indices().map(|(at, _)| small(at)).rev().chain([0, 99]).collect();
        let expected: Vec<(u32, u32)> = bytes.iter().map(|byte| line_column(text, *byte as usize)).collect();
        assert_eq!(lines_columns(text, &bytes), expected);
    }

    #[test]
    fn a_pointer_finds_the_value_or_the_nearest_one() {
        let tree = Tree::from_json(r#"{"a/b": [{"~": 1}]}"#).unwrap();
        assert!(tree.has("/a~1b/0/~0"));
        assert!(!tree.has("/a~1b/1"));
        assert_eq!(tree.nearest("/a~1b/7/x"), tree.nearest("/a~1b"));
    }
}
