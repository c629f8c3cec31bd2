//! Makes a description from free text, or fills the open answers of a description from its own words.

use advice::Description;
use advice::description::LIMITS;
use advice::fault::{Code, Fault, did_you_mean};
use advice::model;
use advice::tree::{Tree, Value};
use exchange::import::{self, Import};
use reader::evidence::{Evidence, LeftOver};
use reader::proposal::{Dropped, Proposed};
use reader::reading::{Reading, Sentence};
use reader::{clues, text};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use super::{Advisor, Source, json};
use crate::body::Body;
use crate::document;
use crate::pasted::{self, Brought, Pasted};
use crate::problem::Problem;

/// The accepted values of `from`.
fn forms() -> Vec<&'static str> {
    ["description", "text"].into_iter().chain(import::ALL.iter().map(|import| import.id)).collect()
}

/// A description, with the words that each part was read from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Described {
    /// The description; every id in it is explicit.
    pub description: Description,
    /// For each part that was read, the words that it was read from.
    pub evidence: Vec<Evidence>,
    /// The words that gave no part of the description.
    pub left_over: Vec<LeftOver>,
    /// Every sentence of the text in its order, with what it became. Empty if a description was sent.
    pub sentences: Vec<Sentence>,
    /// What an assistant proposed and no words of the text bear.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<Dropped>,
}

impl Described {
    fn read(Reading { description, evidence, left_over, sentences }: Reading, dropped: Vec<Dropped>) -> Self {
        Self { description, evidence, left_over, sentences, dropped }
    }

    /// A description that was sent as one; the evidence is that of its own words.
    fn own(description: Description, evidence: Vec<Evidence>) -> Self {
        Self { description, evidence, left_over: Vec::new(), sentences: Vec::new(), dropped: Vec::new() }
    }
}

/// The JSON Schema of a body.
pub fn body_schema(generator: &mut SchemaGenerator) -> Schema {
    let documents: Vec<_> = import::ALL.iter().map(|import| import.id).collect();
    let original = json_schema!({
        "description": "The text that an assistant made `content` from; its quotes are looked for in it.",
        "type": "string",
        "maxLength": LIMITS.prose,
    });
    let description = generator.subschema_for::<Description>();
    json_schema!({
        "type": "object",
        "required": ["from", "content"],
        "properties": {"from": true, "content": true, "original": original},
        "additionalProperties": false,
        "oneOf": [
            {
                "title": "A text in English, or what an assistant made of it",
                "required": ["from"],
                "properties": {
                    "from": {"const": "text"},
                    "content": {"type": "string", "maxLength": LIMITS.prose},
                },
            },
            {
                "title": "A description, to answer what its own words answer",
                "required": ["from"],
                "properties": {"from": {"const": "description"}, "content": description},
            },
            {
                "title": "A document of another tool",
                "required": ["from"],
                "properties": {
                    "from": {"enum": documents},
                    "content": {
                        "description": "The document as one text, or as the JSON itself.",
                        "type": ["string", "object"],
                    },
                },
            },
        ],
    })
}

/// What the body holds: free text or a description.
enum Content<'t> {
    /// A text, and the text that it was made from, if it was made from one.
    Text(&'t str, Option<&'t str>),
    Description(&'t Tree<'t>),
    /// A document that an import reads, as a text or as the value itself.
    Document(&'static Import, &'t Tree<'t>),
}

impl Advisor {
    /// Makes a description from a body `{"from": …, "content": …}` and returns it as JSON.
    pub fn describe(&self, Source { text, format }: Source<'_>) -> Result<String, Problem> {
        let tree = document::parse(text, format).map_err(|error| Problem::unreadable(format, &error))?;
        match content(text, &tree).map_err(Problem::wrong_body)? {
            Content::Text(words, original) => json(&self.describe_text(words, original)?),
            Content::Description(description) => {
                let model = self.rulesets.read(model::read, text, description).map_err(Problem::faulty)?;
                let (description, evidence) = clues::fill(&model);
                json(&Described::own(description, evidence))
            }
            Content::Document(import, Tree { value: Value::Text(document), .. }) => {
                json(&self.imported(import, document)?)
            }
            Content::Document(import, Tree { span, .. }) => {
                let document = pasted::alone(text, span.start as usize..span.end as usize);
                json(&self.imported(import, &document)?)
            }
        }
    }

    /// Makes a description from the pages of an archive and returns it as JSON.
    ///
    /// # Errors
    /// It is no archive, is too large when it is unpacked, or its pages have faults.
    pub fn describe_archive(&self, archive: &[u8]) -> Result<String, Problem> {
        let text = import::text_of_archive(archive).map_err(Problem::no_steps_in_archive)?;
        json(&self.describe_text(&text, None)?)
    }

    fn imported(&self, import: &Import, document: &str) -> Result<Described, Problem> {
        Ok(Described::read(pasted::import(document, import, self.rulebook())?, Vec::new()))
    }

    /// Makes a description from what somebody wrote or pasted: free text, or a description, perhaps an
    /// assistant's, whose quotes are looked for in `original`.
    ///
    /// # Errors
    /// The text contains no step, is a document that is not read, or is a description with faults.
    pub fn describe_text(&self, words: &str, original: Option<&str>) -> Result<Described, Problem> {
        match pasted::recognise(words) {
            // Words about another text are an assistant's talk and no text to read.
            Pasted::Words if original.is_some() => Err(Problem::no_steps(pasted::NO_DESCRIPTION)),
            Pasted::Words => {
                let reading = text::read(words, self.rulebook()).map_err(Problem::no_steps)?;
                Ok(Described::read(reading, Vec::new()))
            }
            Pasted::Foreign(foreign) => Err(Problem::no_steps(foreign.because())),
            Pasted::Import(import, text) => self.imported(import, &text),
            Pasted::Description(text) => Ok(match pasted::read(&text, original, self.rulebook())? {
                Brought::Proposed(Proposed { reading, dropped }) => Described::read(reading, dropped),
                Brought::Own(description, evidence) => Described::own(description, evidence),
            }),
        }
    }
}

/// Reads the body. On failure it returns every fault of the body.
fn content<'t>(text: &str, tree: &'t Tree<'t>) -> Result<Content<'t>, Vec<Fault>> {
    let mut body = Body::new(text);
    let Some([from, content, original]) = body.fields(tree, ["from", "content", "original"]) else {
        return Err(body.into_faults());
    };
    let forms = forms();
    let form = match from.map(|tree| (tree, &tree.value)) {
        Some((_, Value::Text(form))) if forms.contains(&form.as_ref()) => Some(form.as_ref()),
        Some((tree, Value::Text(form))) => {
            let shown: String = form.chars().take(60).collect();
            let hint = match did_you_mean(form, forms.iter().copied()) {
                Some(meant) => format!("Did you mean `{meant}`?"),
                None => format!("Write one of {}.", forms.join(", ")),
            };
            body.fault(tree, "/from", Code::UnknownValue, format!("Nothing is read from `{shown}`."), &hint);
            None
        }
        Some((tree, other)) => {
            let message = format!("This should be a text, and is {}.", other.kind());
            body.fault(tree, "/from", Code::WrongType, message, &format!("Write one of {}.", forms.join(", ")));
            None
        }
        None => {
            let hint = format!("Write one of {}.", forms.join(", "));
            body.fault(tree, "/from", Code::MissingField, "The field `from` is missing.".to_owned(), &hint);
            None
        }
    };
    let Some(content) = content else {
        let hint = "Send {\"from\": \"text\", \"content\": \"\u{2026}\"}.";
        body.fault(tree, "/content", Code::MissingField, "The field `content` is missing.".to_owned(), hint);
        return Err(body.into_faults());
    };
    let original = original.and_then(|original| words(&mut body, original, "/original"));
    let found = match form {
        Some("text") => words(&mut body, content, "/content").map(|words| Content::Text(words, original)),
        Some(form) => Some(match Import::named(form) {
            Some(import) => Content::Document(import, content),
            None => Content::Description(content),
        }),
        None => None,
    };
    found.filter(|_| body.is_sound()).ok_or_else(|| body.into_faults())
}

/// A text that may be as long as prose. A fault is recorded at `at`.
fn words<'t>(body: &mut Body<'_>, tree: &'t Tree<'t>, at: &str) -> Option<&'t str> {
    match &tree.value {
        Value::Text(words) if words.len() <= LIMITS.prose => return Some(words),
        Value::Text(words) => {
            let message = format!("This has {} bytes; the limit is {}.", words.len(), LIMITS.prose);
            body.fault(tree, at, Code::LimitPassed, message, "Send a part of it.");
        }
        other => {
            let message = format!("This should be a text, and is {}.", other.kind());
            body.fault(tree, at, Code::WrongType, message, "Put it in quotation marks.");
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(String, Code)> {
        let tree = Tree::from_json(text).unwrap();
        content(text, &tree).map(|_| ()).unwrap_err().into_iter().map(|fault| (fault.at, fault.code)).collect()
    }

    #[test]
    fn a_wrong_body_is_told_with_everything_that_is_wrong() {
        let expected = [("/form", Code::UnknownField), ("/from", Code::MissingField), ("/content", Code::MissingField)];
        assert_eq!(faults(r#"{"form": "text"}"#), expected.map(|(at, code)| (at.to_owned(), code)));
        assert_eq!(faults(r#"{"from": "txt", "content": 1}"#), [("/from".to_owned(), Code::UnknownValue)]);
        assert_eq!(faults(r#"{"from": "text", "content": 1}"#), [("/content".to_owned(), Code::WrongType)]);
        let long = format!(r#"{{"from": "text", "content": "{}"}}"#, "x".repeat(64 * 1024 + 1));
        assert_eq!(faults(&long), [("/content".to_owned(), Code::LimitPassed)]);
    }
}
