//! Writes a tree as YAML, one item per line.
//!
//! A text is written without quotes if it cannot be misread, and otherwise in double quotes, as in JSON.

use std::fmt::Write;

use advice::tree::{Tree, Value};

/// Words that YAML readers take for something other than text.
const NO_TEXTS: [&str; 12] =
    ["null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", ".nan", ".NaN", ".NAN"];

/// Writes a document.
pub fn write(tree: &Tree<'_>) -> String {
    let mut text = String::new();
    match &tree.value {
        Value::Map(fields) if !fields.is_empty() => map(&mut text, fields, 0),
        Value::List(items) if !items.is_empty() => list(&mut text, items, 0),
        value => {
            scalar(&mut text, value);
            text.push('\n');
        }
    }
    text
}

fn map(text: &mut String, fields: &[(std::borrow::Cow<'_, str>, Tree<'_>)], depth: usize) {
    for (index, (name, value)) in fields.iter().enumerate() {
        // The first field of a list item stands on the line of the item's dash.
        if index > 0 || !text.ends_with("- ") {
            indent(text, depth);
        }
        string(text, name);
        text.push(':');
        value_of(text, &value.value, depth + 1);
    }
}

/// Writes a field's value, on the same line or below it.
fn value_of(text: &mut String, value: &Value<'_>, depth: usize) {
    match value {
        Value::Map(fields) if !fields.is_empty() => {
            text.push('\n');
            map(text, fields, depth);
        }
        Value::List(items) if !items.is_empty() && !items.iter().all(is_scalar) => {
            text.push('\n');
            list(text, items, depth);
        }
        Value::Text(words) if is_lines(words) => {
            text.push_str(" |\n");
            for line in words.lines() {
                if !line.is_empty() {
                    indent(text, depth);
                }
                text.push_str(line);
                text.push('\n');
            }
        }
        value => {
            text.push(' ');
            scalar(text, value);
            text.push('\n');
        }
    }
}

/// Whether a text is made of whole lines, such as a document in a document. It is then written line by line.
fn is_lines(words: &str) -> bool {
    let plain = |c: char| {
        c == '\n' || !(c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
    };
    words.ends_with('\n')
        && !words.ends_with("\n\n")
        && !words.starts_with(char::is_whitespace)
        && words.chars().all(plain)
}

fn list(text: &mut String, items: &[Tree<'_>], depth: usize) {
    for item in items {
        indent(text, depth);
        text.push_str("- ");
        match &item.value {
            Value::Map(fields) if !fields.is_empty() => map(text, fields, depth + 1),
            value => {
                scalar(text, value);
                text.push('\n');
            }
        }
    }
}

fn is_scalar(tree: &Tree<'_>) -> bool {
    !matches!(&tree.value, Value::Map(_) | Value::List(_))
}

/// Writes a value on one line: lists in brackets, maps in braces.
fn scalar(text: &mut String, value: &Value<'_>) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(yes) => text.push_str(if *yes { "true" } else { "false" }),
        Value::Number(number) => text.push_str(number),
        Value::Text(words) => string(text, words),
        Value::List(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                scalar(text, &item.value);
            }
            text.push(']');
        }
        Value::Map(fields) => {
            text.push('{');
            for (index, (name, item)) in fields.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                string(text, name);
                text.push_str(": ");
                scalar(text, &item.value);
            }
            text.push('}');
        }
    }
}

fn string(text: &mut String, words: &str) {
    if is_plain(words) {
        text.push_str(words);
        return;
    }
    text.push('"');
    for c in words.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            '\r' => text.push_str("\\r"),
            // Invisible characters, and those that YAML takes for the end of a line or of the text.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                // Writing to a string does not fail.
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
}

/// Whether every YAML reader takes these words for this text without quotes: they start with a letter and
/// contain no character with a meaning in YAML.
fn is_plain(words: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | '\'' | '(' | ')' | ';');
    words.starts_with(char::is_alphabetic)
        && !words.ends_with(' ')
        && words.chars().all(plain)
        && !NO_TEXTS.contains(&words)
        && !matches!(words.to_ascii_lowercase().as_str(), "yes" | "no" | "on" | "off" | "y" | "n")
}

fn indent(text: &mut String, depth: usize) {
    for _ in 0..depth {
        text.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::parse;

    /// The tree without its places in the text.
    fn meaning(tree: &Tree<'_>) -> String {
        let mut text = String::new();
        scalar(&mut text, &tree.value);
        text
    }

    #[test]
    fn what_is_written_is_read_back_as_the_same() {
        let json = r#"{"definition": "a: 1\n\n # b: \\\n", "ends": ["a\n"], "late": "a\n\n", "early": " a\n", "name": "Tickets: a \"sale\"", "summary": "no", "empty": [], "none": {}, "n": 0.125, "yes": true,
            "flows": [{"id": "true", "steps": [{"action": "Pay\n# now\u0007", "to": ["a", "12", "null", "- x", " y "],
            "answers": {"reply": "none"}, "fields": [{"name": "ключ", "type": "@at"}],
                "nothing": null, "deep": [[1], [{"a": [2]}]]}]}]}"#;
        let tree = Tree::from_json(json).unwrap();
        let yaml = write(&tree);
        let again = parse(&yaml).unwrap_or_else(|error| panic!("{error:?} in\n{yaml}"));
        assert_eq!(meaning(&again), meaning(&tree), "{yaml}");
        assert!(yaml.contains("definition: |\n  a: 1\n\n   # b: \\\n"), "{yaml}");
        assert!(yaml.contains("  - id: \"true\"\n    steps:\n      - action: "), "{yaml}");
    }
}
