//! What was read of a text: the description, the words behind each part of it, and what every sentence became.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::{Evidence, LeftOver};
use advice::description::Description;

/// A text as read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The description, in which every id is explicit.
    pub description: Description,
    /// The words from which each part of the description was read.
    pub evidence: Vec<Evidence>,
    /// The parts of the text from which nothing was read, in their order.
    pub left_over: Vec<LeftOver>,
    /// Every sentence of the text in its order, with what it became. A sentence is at most one line item,
    /// heading, cell or sentence of prose; together they hold every word of the text.
    pub sentences: Vec<Sentence>,
}

/// A sentence of the text and what it became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sentence {
    /// The first character of the sentence and the one behind its last, counted from 0.
    pub span: [u32; 2],
    /// What it became.
    pub role: Role,
    /// JSON Pointers to the steps, participants or flows that it became or that it says something about;
    /// empty for talk and for what is left over.
    pub at: Vec<String>,
}

/// What a sentence became.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "SentenceRole")]
pub enum Role {
    /// One or several steps.
    Step,
    /// The title of the system or of a flow.
    Title,
    /// Something said about steps: a rule, a time, a load, who waits, how it is built today.
    AboutStep,
    /// Something said about who takes part.
    AboutParticipant,
    /// A greeting, an opening, a closing, a reason.
    Talk,
    /// A question to the reader.
    Question,
    /// An option that was considered and not taken.
    Rejected,
    /// Nothing was read from it.
    LeftOver,
}
