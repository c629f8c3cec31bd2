//! Classifies phrases as event, command or query, and explains why.

use std::borrow::Cow;

use advice::Rulebook;
use advice::assessment::MessageKind;
use advice::description::LIMITS;
use advice::fault::{Code, Fault};
use advice::rule::{RuleKind, Text};
use advice::tree::{Tree, Value};
use language::message::{self, Message};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use super::{Advisor, Source, json};
use crate::body::Body;
use crate::document;
use crate::problem::Problem;

/// Maximum number of phrases in one call.
pub const MOST_PHRASES: usize = 1_000;

/// The classified phrases of a call.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Messages<'a> {
    /// One for each phrase, in the order of the phrases.
    pub messages: Vec<Explained<'a>>,
}

/// A classified phrase, explained in six aspects.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ExplainedMessage")]
pub struct Explained<'a> {
    /// The phrase with its classification.
    #[serde(flatten)]
    pub message: Message<'a>,
    /// One statement for each aspect.
    pub aspects: Vec<Aspect>,
}

/// What one aspect says about a message.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MessageAspect")]
pub struct Aspect {
    /// The aspect, such as `naming`.
    pub aspect: Text,
    /// The statement, with the message's name in it.
    pub says: String,
}

impl Explained<'_> {
    /// The same value, independent of the text that the phrase was read from.
    pub fn into_owned(self) -> Explained<'static> {
        let phrase = Cow::Owned(self.message.phrase.into_owned());
        Explained { message: Message { phrase, ..self.message }, aspects: self.aspects }
    }
}

impl Advisor {
    /// Classifies the phrases of a body `{"phrases": […]}` in their order and returns the result as JSON.
    pub fn messages(&self, Source { text, format }: Source<'_>) -> Result<String, Problem> {
        let tree = document::parse(text, format).map_err(|error| Problem::unreadable(format, &error))?;
        let phrases = phrases(text, &tree).map_err(Problem::wrong_body)?;
        json(&Messages { messages: phrases.into_iter().map(|phrase| self.explain(phrase)).collect() })
    }

    /// Classifies a phrase and explains the result.
    pub fn explain<'a>(&self, phrase: &'a str) -> Explained<'a> {
        explain(self.rulebook(), phrase)
    }
}

/// Classifies a phrase and explains the result in a rulebook's words.
pub fn explain<'a>(book: &Rulebook, phrase: &'a str) -> Explained<'a> {
    let message = message::classify(phrase);
    let kind = match message.kind {
        MessageKind::Event => "event",
        MessageKind::Command => "command",
        MessageKind::Query => "query",
    };
    let aspects = book
        .find(kind)
        .filter_map(|rule| match &rule.kind {
            RuleKind::Word(word) => Some(word),
            _ => None,
        })
        .flat_map(|word| word.aspects.iter())
        .map(|aspect| Aspect { aspect: aspect.of.clone(), says: aspect.says.replace("{name}", &message.name) })
        .collect();
    Explained { message, aspects }
}

/// The JSON Schema of a body.
pub fn body_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "required": ["phrases"],
        "additionalProperties": false,
        "properties": {
            "phrases": {
                "description": "The phrases or names: user stories, sentences of a requirement, names of messages.",
                "type": "array",
                "maxItems": MOST_PHRASES,
                "items": {"type": "string", "minLength": 1, "maxLength": LIMITS.prose},
            },
        },
    })
}

/// The phrases of a body. On failure, every fault of the body.
fn phrases<'t>(text: &str, tree: &'t Tree<'t>) -> Result<Vec<&'t str>, Vec<Fault>> {
    let mut body = Body::new(text);
    let Some([given]) = body.fields(tree, ["phrases"]) else { return Err(body.into_faults()) };
    let mut phrases = Vec::new();
    match given.map(|tree| (tree, &tree.value)) {
        None => {
            let hint = "Send {\"phrases\": [\u{2026}]}, a list of texts.";
            body.fault(tree, "/phrases", Code::MissingField, "The field `phrases` is missing.".to_owned(), hint);
        }
        Some((list, Value::List(items))) if items.len() > MOST_PHRASES => {
            let message = format!("These are {} phrases; the limit is {MOST_PHRASES}.", items.len());
            body.fault(list, "/phrases", Code::LimitPassed, message, "Send them in several calls.");
        }
        Some((_, Value::List(items))) => {
            for (index, item) in items.iter().enumerate() {
                let at = format!("/phrases/{index}");
                match &item.value {
                    Value::Text(phrase) if phrase.len() > LIMITS.prose => {
                        let message = format!("This has {} bytes; the limit is {}.", phrase.len(), LIMITS.prose);
                        body.fault(item, &at, Code::LimitPassed, message, "Send the sentence that it is about.");
                    }
                    Value::Text(phrase) if !phrase.contains(char::is_alphanumeric) => {
                        let message = "There is no word in this.".to_owned();
                        body.fault(item, &at, Code::Empty, message, "Send a phrase or a name, or leave it out.");
                    }
                    Value::Text(phrase) => phrases.push(phrase.as_ref()),
                    other => {
                        let message = format!("This should be a text, and is {}.", other.kind());
                        body.fault(item, &at, Code::WrongType, message, "Put it in quotation marks.");
                    }
                }
            }
        }
        Some((other, value)) => {
            let message = format!("This should be a list, and is {}.", value.kind());
            body.fault(other, "/phrases", Code::WrongType, message, "Put the phrases in square brackets.");
        }
    }
    if body.is_sound() { Ok(phrases) } else { Err(body.into_faults()) }
}
