//! The part of an assessment about the system as it is built today (wire type).
//!
//! [`crate::assess()`] writes it for the steps with a statement on how they are built today.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Sources, Words};

/// Compares how the system is built today with the advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "TodayCompared")]
pub struct Today<'a> {
    /// Number of steps for which a caller waits today and a rule requires it: 0 to 2,000.
    pub by_need: u32,
    /// Number of steps for which a caller waits today although nobody needs their outcome.
    pub by_habit: u32,
    /// Number of steps for which a caller waits today because of weights or a default, but not because of a
    /// single rule.
    pub by_weight: u32,
    /// Every step with a statement on how it is built today, in the order of the description.
    #[serde(borrow)]
    pub steps: Vec<TodayStep<'a>>,
    /// The changes to make, sorted by risk, the smallest first; equal risks keep the order of the flows.
    pub moves: Vec<Move<'a>>,
}

/// A step with a statement on how it is built today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TodayStep<'a> {
    /// The flow's id.
    #[serde(borrow)]
    pub flow: Words<'a>,
    /// The step's id.
    pub step: Words<'a>,
    /// What requires the caller to wait; null if nobody waits today.
    pub strength: Option<Strength>,
    /// Ids of the rules that require it; empty unless `strength` is a need.
    pub asked_by: Vec<Words<'a>>,
}

/// What requires the caller to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// A rule that must hold, data that must be fresh, or an answer without which the caller cannot go on.
    Need,
    /// Nothing: the advice is not to wait.
    Habit,
    /// Weights or a default, but no single rule.
    Weight,
}

/// One change from what is built to what is advised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Move<'a> {
    /// The flow's id.
    #[serde(borrow)]
    pub flow: Words<'a>,
    /// The step's id.
    pub step: Words<'a>,
    /// Id of the rule, which tells how to make the change.
    pub rule: Words<'a>,
    /// The risk of the move, 1 (least) to 9.
    pub risk: u8,
    /// What is changed.
    pub what: What,
    /// The present state: a style's id, a message's name, `true` or `false` for waiting, or field names with
    /// commas between them.
    pub today: Words<'a>,
    /// The advised state: a style's id, a message's name, or `true` or `false` for waiting; null if fields are
    /// removed.
    pub advised: Option<Words<'a>>,
    /// JSON Pointer into the description.
    pub at: Words<'a>,
    /// What to do, as a sentence.
    pub says: Words<'a>,
    /// Why the move has this risk.
    pub because: Words<'a>,
    /// The sources that say so.
    pub sources: Sources<'a>,
}

/// What a move changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "MoveWhat")]
pub enum What {
    /// The style.
    Style,
    /// Whether a caller waits.
    Waits,
    /// The message's name.
    Message,
    /// Fields of the message.
    Fields,
    /// An event that is not published yet.
    Announcement,
}
