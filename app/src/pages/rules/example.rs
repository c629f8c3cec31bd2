//! Lays out an example's description as readable YAML, with its fields in their written order.

use std::fmt::Write;

use advice::tree::{Tree, Value};

/// The description as YAML. A text that is not JSON is returned unchanged.
pub(super) fn yaml(json: &str) -> String {
    let Ok(tree) = Tree::from_json(json) else { return json.to_owned() };
    let mut text = String::new();
    block(&mut text, &tree, 0, false);
    text.trim_end().to_owned()
}

/// Writes a value over several lines. `begun` tells that the first line is already indented.
fn block(text: &mut String, tree: &Tree<'_>, depth: usize, begun: bool) {
    let indent = |text: &mut String, first: bool| {
        if !(first && begun) {
            text.extend(std::iter::repeat_n("  ", depth));
        }
    };
    match &tree.value {
        Value::Map(fields) if !fields.is_empty() => {
            for (index, (name, value)) in fields.iter().enumerate() {
                indent(text, index == 0);
                text.push_str(&scalar_text(name));
                text.push(':');
                if is_short(value) {
                    text.push(' ');
                    flow(text, value);
                    text.push('\n');
                } else {
                    text.push('\n');
                    block(text, value, depth + 1, false);
                }
            }
        }
        Value::List(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                indent(text, index == 0);
                text.push_str("- ");
                if is_short(item) {
                    flow(text, item);
                    text.push('\n');
                } else {
                    block(text, item, depth + 1, true);
                }
            }
        }
        _ => {
            indent(text, true);
            flow(text, tree);
            text.push('\n');
        }
    }
}

/// Whether a value fits on a line: a scalar, or a small collection of scalars.
fn is_short(tree: &Tree<'_>) -> bool {
    let is_scalar = |tree: &Tree<'_>| match &tree.value {
        Value::Map(fields) => fields.is_empty(),
        Value::List(items) => items.is_empty(),
        _ => true,
    };
    match &tree.value {
        Value::Map(fields) => {
            fields.iter().all(|(_, value)| is_scalar(value)) && length(tree) <= 60 && !has_action(fields)
        }
        Value::List(items) => items.iter().all(is_scalar) && length(tree) <= 60,
        _ => true,
    }
}

/// Whether the map is a step. Steps are easier to read over several lines.
fn has_action(fields: &[(std::borrow::Cow<'_, str>, Tree<'_>)]) -> bool {
    fields.iter().any(|(name, _)| name == "action")
}

fn length(tree: &Tree<'_>) -> usize {
    let mut text = String::new();
    flow(&mut text, tree);
    text.chars().count()
}

/// Writes a value on one line.
fn flow(text: &mut String, tree: &Tree<'_>) {
    match &tree.value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => text.push_str(number),
        Value::Text(words) => text.push_str(&scalar_text(words)),
        Value::List(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                flow(text, item);
            }
            text.push(']');
        }
        Value::Map(fields) => {
            text.push('{');
            for (index, (name, value)) in fields.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                // Writing to a string cannot fail.
                let _ = write!(text, "{}: ", scalar_text(name));
                flow(text, value);
            }
            text.push('}');
        }
    }
}

/// A text without quotation marks if nothing in it can be misread, and otherwise in quotation marks.
fn scalar_text(words: &str) -> String {
    const TAKEN: [&str; 4] = ["true", "false", "null", "~"];
    let plain = words.starts_with(char::is_alphabetic)
        && !words.ends_with(' ')
        && words.chars().all(|c| c.is_alphanumeric() || " _-./'()\u{2019}".contains(c))
        && !TAKEN.contains(&words);
    if plain { words.to_owned() } else { serde_json::to_string(words).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use advice::rules;

    use super::*;
    use crate::document::{self, Format};

    /// The tree without its places in the text.
    fn bare(tree: &Tree<'_>) -> String {
        let mut text = String::new();
        flow(&mut text, tree);
        text
    }

    #[test]
    fn an_example_says_the_same_as_yaml() {
        for rule in rules::shipped().rules() {
            for example in rule.fires.iter().chain(rule.silent.iter()) {
                let text = yaml(&example.description);
                let read = document::parse(&text, Format::Yaml).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
                assert_eq!(bare(&read), bare(&Tree::from_json(&example.description).unwrap()), "{text}");
            }
        }
    }

    #[test]
    fn a_step_takes_lines() {
        let json = r#"{"name": "Bank: one", "flows": [{"steps": [{"action": "Debit", "to": ["a"],
            "answers": {"reply": "none"}}]}]}"#;
        let expected = "name: \"Bank: one\"\nflows:\n  - steps:\n      - action: Debit\n        to: [a]\n        \
            answers: {reply: none}";
        assert_eq!(yaml(json), expected);
    }
}
