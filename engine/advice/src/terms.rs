//! The terms that rules and assessments share: sides, verdicts, levels, and the parts of a saga.
//!
//! Wire types without behaviour. It must know no rule and no description.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The two sides of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Somebody waits for the outcome.
    Synchronous,
    /// Nobody waits.
    EventDriven,
}

/// Where an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A person or a program said so.
    Stated,
    /// The structure of the description says so.
    Derived,
    /// The words of the description say so.
    Inferred,
}

/// Which way a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The caller waits for the outcome.
    Synchronous,
    /// Nobody waits.
    EventDriven,
    /// Decided while the caller waits, then announced; or accepted now and finished later.
    Hybrid,
}

/// What a style means to whoever reads an assessment: how the step reaches who does it, and what is told afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StyleMeaning {
    /// What carries the step to whoever does it.
    pub carrier: Carrier,
    /// The step asks for something and changes nothing.
    pub only_asks: bool,
    /// Whoever asks gets a receipt at once and the outcome later.
    pub finishes_later: bool,
    /// The style itself says that others are told when the step is done.
    pub announces: bool,
}

/// What carries a step to whoever does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Carrier {
    /// Nothing: it commits with what its caller changes.
    Transaction,
    /// A call.
    Call,
    /// A command on a queue, for one handler.
    Queue,
    /// An event, for whoever reacts to it.
    Event,
}

impl Role {
    /// Its place among the roles, as conditions count them.
    pub(crate) fn index(self) -> usize {
        match self {
            Self::Compensable => 0,
            Self::Pivot => 1,
            Self::Retriable => 2,
        }
    }
}

impl StyleMeaning {
    /// A plain call, which the meanings of other styles differ from in one respect each.
    pub const CALL: Self = Self { carrier: Carrier::Call, only_asks: false, finishes_later: false, announces: false };

    /// Whether an event carries the step.
    pub fn is_event(self) -> bool {
        self.carrier == Carrier::Event
    }

    /// Whether a message carries the step, so that it is handled later.
    pub fn is_message(self) -> bool {
        matches!(self.carrier, Carrier::Queue | Carrier::Event)
    }

    /// Whether whoever asks for the step waits until it is done.
    pub fn is_waited_for(self) -> bool {
        !self.is_message() && !self.finishes_later
    }
}

/// What a mechanism means to whoever reads an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MechanismMeaning {
    /// All who do the step commit together.
    pub commits_together: bool,
    /// One owner puts every change into one order.
    pub has_one_owner: bool,
    /// When to build it among the mechanisms of a system, 1 to 9, the lowest first; none where nothing is to be built.
    pub build_turn: Option<u8>,
}

impl MechanismMeaning {
    /// What most mechanisms mean.
    pub const ORDINARY: Self = Self { commits_together: false, has_one_owner: false, build_turn: Some(9) };
}

/// What decided a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecidedBy {
    /// A fact that decides before any weight.
    Gate,
    /// The weights of the decision matrix.
    Matrix,
    /// A tie, which the place in the flow or a constraint turned.
    Default,
}

/// How consistent a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Everybody sees the change at once, or nobody does.
    Strong,
    /// Copies converge without coordination.
    StrongEventual,
    /// Others see it later.
    Eventual,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The system will do the wrong thing.
    Error,
    /// The design will hurt.
    Warning,
    /// Good to know.
    Info,
}

/// How the steps of a saga reach each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Communication {
    /// By calls.
    Synchronous,
    /// By messages.
    Asynchronous,
}

/// Whether a saga may be seen half done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wholeness {
    /// Never: all of it or nothing, for everybody.
    Atomic,
    /// For a while: it comes right in the end.
    Eventual,
}

/// Who knows what comes next in a saga.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coordination {
    /// One participant tells the others.
    Orchestrated,
    /// Each reacts to what the one before it did.
    Choreographed,
}

/// What becomes of a step of a saga if another one fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It is undone.
    Compensable,
    /// It decides: before it everything may still be undone, after it nothing is. More than one where several cannot be
    /// undone and may still say no, so that no order brings the flow to its end or back.
    Pivot,
    /// It is repeated until it succeeds.
    Retriable,
}
