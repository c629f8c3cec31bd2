//! What event sourcing and CQRS would mean for the described system (wire type).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Outcome, Words};

/// One kind of entry in the log that an event-sourced system would keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LogEntry<'a> {
    /// The flow's id.
    #[serde(borrow)]
    pub flow: Words<'a>,
    /// The step that writes the entry, by id.
    pub step: Words<'a>,
    /// The event's name, in the past tense.
    pub event: Words<'a>,
    /// The outcome that it records.
    pub outcome: Outcome,
    /// The thing whose history the entry belongs to, in lower case; null if the description does not say.
    pub stream: Option<Words<'a>>,
    /// Names of the described fields that the entry carries beside its id, time and version.
    pub carries: Vec<Words<'a>>,
    /// Names of the personal fields, of which an immutable entry holds only a reference or an encrypted value.
    pub personal: Vec<Words<'a>>,
}

/// A read view that the described readers and queries would have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct View<'a> {
    /// The thing that it shows, in lower case.
    #[serde(borrow)]
    pub shows: Words<'a>,
    /// The flow of the query that it answers.
    pub flow: Words<'a>,
    /// The query that it answers, by its step's id.
    pub step: Words<'a>,
    /// Who asks, by id; null if the description does not say.
    pub reader: Option<Words<'a>>,
    /// Names of the events that keep it up to date, in the order of the log.
    pub fed_by: Vec<Words<'a>>,
    /// How old its answer may be: an answer to the question `staleness`, or null if nobody said.
    pub staleness: Option<Words<'a>>,
}
