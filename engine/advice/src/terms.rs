//! The terms that rules and assessments share: sides, verdicts, levels, and the parts of a saga.
//!
//! They are wire types with little behaviour. This module must know no rule and no description.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The two sides of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
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

/// The meaning of a style to everything that reads an assessment: how a step reaches the participant who does
/// it, and what others learn afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an independent fact, and a style's rule names those it sets"
)]
pub struct StyleMeaning {
    /// What carries the step to the participant who does it.
    pub carrier: Carrier,
    /// Whether the step only queries and changes nothing.
    pub only_asks: bool,
    /// Whether the caller gets a receipt at once and the outcome later.
    pub finishes_later: bool,
    /// Whether the style includes an announcement to others when the step is done.
    pub announces: bool,
    /// Whether the outcome comes back to the sender as a message.
    pub replies: bool,
    /// Whether a timer sets the step off.
    pub is_timed: bool,
}

/// What carries a step to the participant who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Carrier {
    /// Nothing: the step commits together with its caller's change.
    Transaction,
    /// A call.
    Call,
    /// A command on a queue, for one handler.
    Queue,
    /// An event, for every participant that reacts to it.
    Event,
}

impl StyleMeaning {
    /// A plain call. The meanings of other styles are written as differences from it.
    pub const CALL: Self = Self {
        carrier: Carrier::Call,
        only_asks: false,
        finishes_later: false,
        announces: false,
        replies: false,
        is_timed: false,
    };

    /// Whether an event carries the step.
    pub fn is_event(self) -> bool {
        self.carrier == Carrier::Event
    }

    /// Whether a message carries the step, so that it is handled later.
    pub fn is_message(self) -> bool {
        matches!(self.carrier, Carrier::Queue | Carrier::Event)
    }

    /// Whether the caller waits until the step is done.
    pub fn is_waited_for(self) -> bool {
        !self.is_message() && !self.finishes_later
    }
}

/// The meaning of a mechanism to everything that reads an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MechanismMeaning {
    /// Whether all participants who do the step commit together.
    pub commits_together: bool,
    /// Whether one owner puts all changes into one order.
    pub has_one_owner: bool,
    /// When to build it among the mechanisms of a system, 1 to 9, the lowest first; none if there is nothing to
    /// build.
    pub build_turn: Option<u8>,
}

impl MechanismMeaning {
    /// The meaning of most mechanisms.
    pub const ORDINARY: Self = Self { commits_together: false, has_one_owner: false, build_turn: Some(9) };
}

/// What decided a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecidedBy {
    /// A gate: an answer that decides regardless of any weight.
    Gate,
    /// The weights of the decision matrix.
    Matrix,
    /// A tie: the place in the flow decided, or a constraint that turns ties.
    Default,
}

/// How consistent a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Everybody sees the change at once, or nobody does.
    Strong,
    /// Copies converge without coordination.
    StrongEventual,
    /// Others see the change later.
    Eventual,
}

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The system will behave wrongly.
    Error,
    /// The design will cause trouble.
    Warning,
    /// Good to know.
    Info,
}

/// How the steps of a saga reach each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Communication {
    /// By calls.
    Synchronous,
    /// By messages.
    Asynchronous,
}

/// Whether others may see a saga half done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Wholeness {
    /// Never: everybody sees all of it or nothing.
    Atomic,
    /// For a while: everything becomes consistent in the end.
    Eventual,
}

/// Who coordinates a saga.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Coordination {
    /// One participant tells the others what to do.
    Orchestrated,
    /// Each participant reacts to what the one before it did.
    Choreographed,
}

/// What happens to a step of a saga if another one fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "SagaRole")]
pub enum Role {
    /// It is undone by its compensation.
    Compensable,
    /// It decides the outcome: before it everything can still be undone, after it nothing is. There is more
    /// than one pivot if several steps cannot be undone and may still refuse; then no order of the steps lets
    /// the saga always finish or undo itself.
    Pivot,
    /// It is repeated until it succeeds.
    Retriable,
}
