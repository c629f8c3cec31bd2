//! Builds a document whose fields stay in the order in which they are given, and writes it as JSON or YAML.
//!
//! A document is a [`Tree`] without places: the same type that every reader gets from a text.

use std::fmt::Write;

use advice::tree::{Span, Tree, Value};

use crate::yaml;

/// A document, or a value in one, that stands in no text.
pub type Document = Tree<'static>;

/// A value with no place in a text.
fn made(value: Value<'static>) -> Document {
    Tree { span: Span::default(), value }
}

/// Nothing.
pub fn null() -> Document {
    made(Value::Null)
}

/// A text.
pub fn text(text: impl Into<String>) -> Document {
    made(Value::Text(text.into().into()))
}

/// A whole number.
pub fn number(number: impl Into<i64>) -> Document {
    made(Value::Number(number.into().to_string().into()))
}

/// Yes or no.
pub fn truth(truth: bool) -> Document {
    made(Value::Bool(truth))
}

/// A list.
pub fn list(items: impl IntoIterator<Item = Document>) -> Document {
    made(Value::List(items.into_iter().collect()))
}

/// An object with its fields in this order.
pub fn map<N: Into<String>>(fields: impl IntoIterator<Item = (N, Document)>) -> Document {
    made(Value::Map(fields.into_iter().map(|(name, value)| (name.into().into(), value)).collect()))
}

/// The same value as a document; the fields of an object are in the order of the value.
pub fn from_json(value: &serde_json::Value) -> Document {
    use serde_json::Value as Json;
    match value {
        Json::Null => made(Value::Null),
        Json::Bool(truth) => self::truth(*truth),
        Json::Number(number) => made(Value::Number(number.to_string().into())),
        Json::String(text) => self::text(text.clone()),
        Json::Array(items) => list(items.iter().map(from_json)),
        Json::Object(fields) => map(fields.iter().map(|(name, value)| (name.clone(), from_json(value)))),
    }
}

/// The value as a document, its fields in the order in which it is written. What cannot be written is null.
pub fn of(value: &impl serde::Serialize) -> Document {
    let json = serde_json::to_string(value).unwrap_or_default();
    Tree::from_json(&json).map_or_else(|_| null(), |tree| owned(tree.value))
}

/// The same value, apart from the text that it was read from.
fn owned(value: Value<'_>) -> Document {
    match value {
        Value::Null => null(),
        Value::Bool(truth) => self::truth(truth),
        Value::Number(number) => made(Value::Number(number.into_owned().into())),
        Value::Text(text) => self::text(text),
        Value::List(items) => list(items.into_iter().map(|item| owned(item.value))),
        Value::Map(fields) => map(fields.into_iter().map(|(name, value)| (name, owned(value.value)))),
    }
}

/// Writes a document as YAML, one item per line.
pub fn to_yaml(document: &Tree<'_>) -> String {
    yaml::write(document)
}

/// Writes a document as JSON, indented by two blanks, with a line break at the end.
pub fn to_json(document: &Tree<'_>) -> String {
    let mut out = String::new();
    json(&mut out, &document.value, 0);
    out.push('\n');
    out
}

/// Writes a document as JSON on one line, without blanks.
pub fn to_line(document: &Tree<'_>) -> String {
    let mut out = String::new();
    line(&mut out, &document.value);
    out
}

fn line(out: &mut String, value: &Value<'_>) {
    match value {
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                line(out, &item.value);
            }
            out.push(']');
        }
        Value::Map(fields) => {
            out.push('{');
            for (index, (name, value)) in fields.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                quoted(out, name);
                out.push(':');
                line(out, &value.value);
            }
            out.push('}');
        }
        plain => json(out, plain, 0),
    }
}

/// Writes a value that stands `depth` levels deep.
fn json(out: &mut String, value: &Value<'_>, depth: usize) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(truth) => _ = write!(out, "{truth}"),
        Value::Number(number) => out.push_str(number),
        Value::Text(text) => quoted(out, text),
        Value::List(items) => group(out, ['[', ']'], depth, items, |out, item| json(out, &item.value, depth + 1)),
        Value::Map(fields) => group(out, ['{', '}'], depth, fields, |out, (name, value)| {
            quoted(out, name);
            out.push_str(": ");
            json(out, &value.value, depth + 1);
        }),
    }
}

/// Writes the items of a list or an object, each on its own line.
fn group<T>(
    out: &mut String,
    [open, close]: [char; 2],
    depth: usize,
    items: &[T],
    mut write: impl FnMut(&mut String, &T),
) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth + 1));
        write(out, item);
    }
    if !items.is_empty() {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
    out.push(close);
}

fn quoted(out: &mut String, text: &str) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_order_and_texts_are_escaped() {
        let document = map([
            ("b", text("say \"yes\"\n")),
            ("a", list([number(-1), truth(true), map::<&str>([])])),
            ("c", from_json(&serde_json::json!({"x": null, "y": [1.5]}))),
        ]);
        let json = to_json(&document);
        assert_eq!(
            json,
            "{\n  \"b\": \"say \\\"yes\\\"\\n\",\n  \"a\": [\n    -1,\n    true,\n    {}\n  ],\n  \"c\": {\n    \
             \"x\": null,\n    \"y\": [\n      1.5\n    ]\n  }\n}\n"
        );
        assert_eq!(to_line(&document), r#"{"b":"say \"yes\"\n","a":[-1,true,{}],"c":{"x":null,"y":[1.5]}}"#);
        let yaml = to_yaml(&document);
        let again = yaml::parse(&yaml).map(|tree| to_json(&tree));
        assert_eq!(again, Ok(json), "{yaml}");
    }
}
