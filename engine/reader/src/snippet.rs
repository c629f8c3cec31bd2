//! Finds anti-patterns in a snippet: sentences, an event, a schema, a part of an AsyncAPI document, or lines of code.
//!
//! Each kind of snippet has a reader ([`document`], [`code`], [`spoken`]) that returns signs. Each sign becomes
//! a finding in the words of its rule, with the corrected form. A reader judges only what a snippet contains,
//! never what is missing. The words to look for are data ([`signs`]).

mod code;
mod document;
mod signs;
mod spoken;
mod style;

use std::borrow::Cow;
use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use advice::assessment::Finding;
use advice::rule::RuleKind;
use advice::rulebook::Rulebook;
use advice::rules::findings::{
    awaited_event, command_as_event, consumer_shaped_event, dual_write, event_name_not_past, personal_data_in_event,
    query_by_event, synchronous_chain,
};
use advice::tree::{Tree, line_column};

/// The rules that a snippet is checked against.
pub const RULES: [&str; 8] = [
    "command_as_event",
    "awaited_event",
    "consumer_shaped_event",
    "query_by_event",
    "event_name_not_past",
    "dual_write",
    "personal_data_in_event",
    "synchronous_chain",
];

/// Maximum number of findings for one snippet; the others show up once these are corrected.
const MOST_FINDINGS: usize = 50;

/// The kind of a snippet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SnippetKind {
    /// Sentences.
    Text,
    /// A message as JSON or YAML.
    JsonEvent,
    /// A JSON Schema.
    JsonSchema,
    /// An Avro schema.
    Avro,
    /// A part of an AsyncAPI document.
    Asyncapi,
    /// Lines of a program.
    Code,
}

/// The findings for a snippet (wire type, part of the HTTP API).
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Checked<'b> {
    /// The snippet's kind.
    pub kind: SnippetKind,
    /// The findings, in the order of the text.
    pub findings: Vec<CorrectedFinding<'b>>,
}

/// A finding with the corrected form.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CorrectedFinding<'b> {
    /// The finding. `at` is empty unless the snippet is a document; `span` is always set.
    #[serde(flatten)]
    pub finding: Finding<'b>,
    /// Line of the snippet at which it begins, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The corrected form.
    pub instead: String,
}

/// An anti-pattern at a place of the snippet, before it is put into the rule's words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sign {
    says: Says,
    /// JSON Pointer to the place; empty unless the snippet is a document.
    at: String,
    /// The place in bytes.
    span: Range<usize>,
    /// The corrected form.
    instead: String,
}

/// The anti-patterns that readers find.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Says {
    /// An event has the name of a request.
    NamedAsRequest { name: String, fact: String },
    /// An event is meant as an order to its receivers.
    MeantAsRequest { event: Option<String> },
    /// Somebody publishes an event and waits for the outcome.
    Awaited { event: Option<String> },
    /// An event carries fields that only one consumer needs.
    Shaped { event: String, fields: Vec<String> },
    /// Somebody asks a question by publishing an event.
    Asks { what: String, question: String },
    /// An event has a name that says no fact.
    NotPast { name: String, fact: String },
    /// An event carries fields that sound like personal data.
    Personal { event: String, fields: Vec<String> },
    /// A store is changed, and an event is published in a second write.
    WrittenTwice { event: Option<String> },
    /// Services wait for each other in a chain.
    Chained,
}

/// Makes what is said of an event and some of its fields.
type OfFields = fn(String, Vec<String>) -> Says;

impl Says {
    /// The id of the rule, its message and its advice.
    fn told(&self) -> (&'static str, String, String) {
        let (rule, (message, advice)) = match self {
            Self::NamedAsRequest { name, fact } => ("command_as_event", command_as_event::named_as_request(name, fact)),
            Self::MeantAsRequest { event } => {
                ("command_as_event", command_as_event::meant_as_request(event.as_deref()))
            }
            Self::Awaited { event } => ("awaited_event", awaited_event::published_and_awaited(event.as_deref())),
            Self::Shaped { event, fields } => {
                let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
                ("consumer_shaped_event", consumer_shaped_event::carries_readers_own(event, &fields))
            }
            Self::Asks { what, question } => (
                "query_by_event",
                (query_by_event::asked_by_event(&format!("`{what}`")), query_by_event::call_instead(question)),
            ),
            Self::NotPast { name, fact } => ("event_name_not_past", event_name_not_past::says_no_fact(name, fact)),
            Self::Personal { event, fields } => {
                let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
                ("personal_data_in_event", personal_data_in_event::carries_personal(event, &fields))
            }
            Self::WrittenTwice { event } => ("dual_write", dual_write::written_and_published(event.as_deref())),
            Self::Chained => ("synchronous_chain", synchronous_chain::told_chain()),
        };
        (rule, message, advice)
    }
}

/// Checks a snippet. `tree` is the parsed document if the snippet is one; its spans are bytes of `content`.
pub fn check<'b>(content: &str, tree: Option<&Tree<'_>>, book: &'b Rulebook) -> Checked<'b> {
    let (kind, mut signs) = match tree {
        Some(tree) => document::read(content, tree),
        None if code::is_code(content) => (SnippetKind::Code, code::read(content)),
        None => (SnippetKind::Text, spoken::read(content)),
    };
    signs.sort_by_key(|sign| (sign.span.start, sign.span.end));
    let mut places = Places { content, byte: 0, characters: 0 };
    let mut findings: Vec<CorrectedFinding<'b>> = Vec::new();
    for sign in signs {
        let (rule, message, advice) = sign.says.told();
        let (line, column) = line_column(content, sign.span.start);
        let span = [places.of(sign.span.start), places.of(sign.span.end)];
        let again = findings.iter().any(|found| found.finding.rule == rule && found.finding.message == message);
        let Some((index, known)) = book.rules().enumerate().find(|(_, known)| known.id == rule) else { continue };
        let RuleKind::Finding(kind) = &known.kind else { continue };
        if again {
            continue;
        }
        if findings.len() == MOST_FINDINGS {
            break;
        }
        findings.push(CorrectedFinding {
            finding: Finding {
                rule: Cow::Borrowed(rule),
                severity: kind.severity,
                at: sign.at.into(),
                span: Some(span),
                message: message.into(),
                advice: advice.into(),
                sources: book.rule_sources(index).into(),
            },
            line,
            column,
            instead: sign.instead,
        });
    }
    Checked { kind, findings }
}

/// Converts byte positions to character positions. Positions come mostly in order, so it rarely counts again
/// from the start.
struct Places<'t> {
    content: &'t str,
    byte: usize,
    characters: u32,
}

impl Places<'_> {
    fn of(&mut self, byte: usize) -> u32 {
        let mut byte = byte.min(self.content.len());
        while !self.content.is_char_boundary(byte) {
            byte -= 1;
        }
        if byte < self.byte {
            (self.byte, self.characters) = (0, 0);
        }
        let more = self.content[self.byte..byte].chars().count();
        self.characters = self.characters.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        self.byte = byte;
        self.characters
    }
}

#[cfg(test)]
mod tests;
