//! Reads the body of a publishing call: an object with a description and a note.
//!
//! The places of faults around the description are relative to the whole body. The description's own faults
//! are found later, and their places are relative to the description.

use advice::Description;
use advice::description::LIMITS;
use advice::fault::{Code, Fault};
use advice::tree::{Tree, Value};

use schemars::{Schema, SchemaGenerator, json_schema};

use crate::body::Body;

const KNOWN: [&str; 2] = ["description", "note"];

/// A description with its note.
#[derive(Debug)]
pub struct Submission<'t> {
    /// The description.
    pub description: &'t Tree<'t>,
    /// The author's reason for sending it.
    pub note: Option<String>,
}

impl<'t> Submission<'t> {
    /// Reads a body `{"description": …, "note": "…"}`. The note may be absent, null or empty.
    ///
    /// # Errors
    /// Every fault around the description, with its place in `text`.
    pub fn read(text: &str, tree: &'t Tree<'t>) -> Result<Self, Vec<Fault>> {
        let mut body = Body::new(text);
        let Some(given) = body.fields(tree, KNOWN) else { return Err(body.into_faults()) };
        let [description, note] = given;
        let note = match note.map(|tree| (tree, &tree.value)) {
            None | Some((_, Value::Null)) => None,
            Some((tree, Value::Text(written))) => self::note(written).unwrap_or_else(|wrong| {
                body.fault(tree, &wrong.at, wrong.code, wrong.message, wrong.hint.as_deref().unwrap_or_default());
                None
            }),
            Some((tree, other)) => {
                let message = format!("This should be a text, and is {}.", other.kind());
                body.fault(tree, "/note", Code::WrongType, message, "Put it in quotation marks.");
                None
            }
        };
        if description.is_none() {
            let message = "The field `description` is missing.".to_owned();
            let hint = "Send {\"description\": …}, with the description inside.";
            body.fault(tree, "/description", Code::MissingField, message, hint);
        }
        match description {
            Some(description) if body.is_sound() => Ok(Self { description, note }),
            _ => Err(body.into_faults()),
        }
    }
}

/// The JSON Schema of a body.
pub fn body_schema(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "required": ["description"],
        "additionalProperties": false,
        "properties": {
            "description": generator.subschema_for::<Description>(),
            "note": {
                "description": "Why it is published, for whoever reads the report.",
                "type": ["string", "null"],
                "maxLength": LIMITS.prose,
            },
        },
    })
}

/// Maximum number of characters of a note that somebody types.
pub const LONGEST_NOTE: usize = 2_000;

/// The note to store; `None` if it is blank.
///
/// # Errors
/// The note is longer than a prose field may be.
pub fn note(written: &str) -> Result<Option<String>, Fault> {
    if written.len() > LIMITS.prose {
        let message = format!("This has {} bytes; the limit is {}.", written.len(), LIMITS.prose);
        return Err(Fault::new("/note", Code::LimitPassed, message).hint("Say it shorter."));
    }
    Ok(Some(written.to_owned()).filter(|note| !note.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_around_the_description_is_told_at_once() {
        let text = r#"{"notes": 1, "note": 2, "x/y": 3, "note": "again"}"#;
        let tree = Tree::from_json(text).unwrap();
        let faults = Submission::read(text, &tree).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| (fault.at.as_str(), fault.code)).collect();
        let expected = [
            ("/notes", Code::UnknownField),
            ("/x~1y", Code::UnknownField),
            ("/note", Code::DuplicateField),
            ("/note", Code::WrongType),
            ("/description", Code::MissingField),
        ];
        assert_eq!(found, expected);
        assert_eq!(faults[0].hint.as_deref(), Some("Did you mean `note`?"));
        assert_eq!((faults[0].line, faults[0].column), (Some(1), Some(11)));
    }
}
