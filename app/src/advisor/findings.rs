//! Checks a snippet for anti-patterns.

use std::borrow::Cow;

use advice::Rulebook;
use advice::description::LIMITS;
use advice::fault::{Code, Fault};
use advice::tree::{Tree, Value};
use reader::snippet::{self, Checked};

use super::{Advisor, Source, json};
use schemars::{Schema, SchemaGenerator, json_schema};

use crate::body::Body;
use crate::document::{self, Format};
use crate::problem::Problem;

impl Advisor {
    /// Checks the snippet in a body `{"content": "…"}` and returns the findings as JSON.
    ///
    /// # Errors
    /// The body cannot be read, or it is not such an object.
    pub fn findings(&self, Source { text, format }: Source<'_>) -> Result<String, Problem> {
        let tree = document::parse(text, format).map_err(|error| Problem::unreadable(format, &error))?;
        let content = content(text, &tree).map_err(Problem::wrong_body)?;
        json(&self.check(content))
    }

    /// Checks a snippet in any language or format.
    pub fn check(&self, content: &str) -> Checked<'static> {
        check(self.rulebook(), content)
    }
}

/// Checks a snippet in any language or format by a rulebook.
pub fn check(book: &'static Rulebook, content: &str) -> Checked<'static> {
    let content = unfenced(content);
    snippet::check(&content, as_document(&content).as_ref(), book)
}

/// The JSON Schema of a body.
pub fn body_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "required": ["content"],
        "additionalProperties": false,
        "properties": {
            "content": {
                "description": "The snippet: a sentence, an event or a schema as JSON or YAML, or lines of a program.",
                "type": "string",
                "minLength": 1,
                "maxLength": LIMITS.prose,
            },
        },
    })
}

/// The snippet in a body. On failure, every fault of the body.
fn content<'t>(text: &str, tree: &'t Tree<'t>) -> Result<&'t str, Vec<Fault>> {
    let mut body = Body::new(text);
    let Some([given]) = body.fields(tree, ["content"]) else { return Err(body.into_faults()) };
    match given.map(|tree| (tree, &tree.value)) {
        None => {
            let hint = "Send {\"content\": \"\u{2026}\"}, the snippet as one text.";
            body.fault(tree, "/content", Code::MissingField, "The field `content` is missing.".to_owned(), hint);
        }
        Some((long, Value::Text(content))) if content.len() > LIMITS.prose => {
            let message = format!("This has {} bytes; the limit is {}.", content.len(), LIMITS.prose);
            body.fault(long, "/content", Code::LimitPassed, message, "Send the part that it is about.");
        }
        Some((empty, Value::Text(content))) if content.trim().is_empty() => {
            let message = "There is nothing to read here.".to_owned();
            body.fault(empty, "/content", Code::Empty, message, "Send what is to be looked at.");
        }
        Some((_, Value::Text(content))) if body.is_sound() => return Ok(content),
        Some((_, Value::Text(_))) => {}
        Some((other, value)) => {
            let message = format!("This should be a text, and is {}.", value.kind());
            body.fault(other, "/content", Code::WrongType, message, "Put the snippet in quotation marks, as one text.");
        }
    }
    Err(body.into_faults())
}

/// Replaces the Markdown code fence around a snippet with blanks, so that the positions of the rest do not change.
fn unfenced(content: &str) -> Cow<'_, str> {
    let whole = content.trim();
    let inner = whole.strip_prefix("```").and_then(|rest| rest.strip_suffix("```")).and_then(|rest| {
        let line = rest.find('\n')?;
        (!rest[..line].trim_end().contains(char::is_whitespace) && !rest[line..].contains("```")).then(|| &rest[line..])
    });
    match inner {
        Some(inner) => {
            let blanks = |text: &str| " ".repeat(text.chars().count());
            let start = content.find(inner).unwrap_or_default();
            Cow::Owned(format!("{}{inner}{}", blanks(&content[..start]), blanks(&content[start + inner.len()..])))
        }
        None => Cow::Borrowed(content),
    }
}

/// Parses a snippet as a document: an object, or a list of objects, in JSON or YAML. YAML also accepts
/// sentences and programs, so a text whose field names contain blanks does not count as a document.
fn as_document(content: &str) -> Option<Tree<'_>> {
    let braced = content.trim_start().starts_with(['{', '[']);
    let json = if braced { document::parse(content, Format::Json).ok() } else { None };
    let tree = json.or_else(|| document::parse(content, Format::Yaml).ok())?;
    let named = |fields: &[(Cow<'_, str>, Tree<'_>)]| {
        !fields.is_empty() && fields.iter().all(|(name, _)| !name.is_empty() && !name.contains(char::is_whitespace))
    };
    let is_document = match &tree.value {
        // `Note: we publish it` is a sentence, although YAML reads it as a map.
        Value::Map(fields) => {
            let lone = matches!(fields.as_slice(), [(_, Tree { value: Value::Text(text), .. })] if text.contains(' '));
            braced || (named(fields) && !lone)
        }
        Value::List(items) => {
            let named = |fields: &[_]| braced || (named(fields) && fields.len() > 1);
            !items.is_empty() && items.iter().all(|item| matches!(&item.value, Value::Map(fields) if named(fields)))
        }
        _ => false,
    };
    is_document.then_some(tree)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_told_from_sentences_and_programs() {
        for document in [
            "{\"type\": \"OrderPlaced\"}",
            "{type: OrderPlaced, id: 5,}",
            " [{\"type\": \"OrderPlaced\"}]",
            "type: OrderPlaced\nid: 5\n",
            "OrderPlaced:\n  payload: {}\n",
            "- type: OrderPlaced\n  id: 5\n",
        ] {
            assert!(as_document(document).is_some(), "{document}");
        }
        for other in [
            "",
            "Note: the shop publishes OrderPlaced.",
            "When it is paid: we publish OrderPaid.\nAnd then: we wait.",
            "- We publish it: at once\n- We wait: for long",
            "- one\n- two",
            "class OrderPlaced:\n    order_id: str\n    total: int\n",
            "bus.publish(new OrderPlaced(1));",
            "[1, 2]",
        ] {
            assert!(as_document(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_fence_is_blanked_and_moves_nothing() {
        let fenced = "```json\n{\"type\": \"\u{e9}\"}\n```\n";
        let bare = unfenced(fenced);
        assert_eq!(bare.trim(), "{\"type\": \"\u{e9}\"}");
        assert_eq!(bare.chars().count(), fenced.chars().count());
        assert!(matches!(unfenced("a ```b``` c"), Cow::Borrowed(_)));
    }
}
