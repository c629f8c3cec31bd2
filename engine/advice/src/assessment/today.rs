//! What an assessment says of the system as it is built today (wire type).
//!
//! Written by [`crate::assess`], for the steps of which somebody said how they are built.

use serde::{Deserialize, Serialize};

use super::{Sources, Words};

/// How the system is built today, against the advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today<'a> {
    /// Of the steps that somebody waits for today, how many a need asks for: 0 to 2,000.
    pub by_need: u32,
    /// How many are waited for by habit: nobody needs their outcome.
    pub by_habit: u32,
    /// How many are waited for since weights or a default say so, and no single need.
    pub by_weight: u32,
    /// Every step of which somebody said how it is built, in the order of the description.
    #[serde(borrow)]
    pub steps: Vec<TodayStep<'a>>,
    /// What to change, in the order in which to change it: the smallest risk first, then as the flows go.
    pub moves: Vec<Move<'a>>,
}

/// A step of which somebody said how it is built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayStep<'a> {
    /// The flow's id.
    #[serde(borrow)]
    pub flow: Words<'a>,
    /// The step's id.
    pub step: Words<'a>,
    /// What asks for the waiting; null where nobody waits for it today.
    pub strength: Option<Strength>,
    /// The rules that ask for it: ids; empty but for a need.
    pub asked_by: Vec<Words<'a>>,
}

/// What asks for the waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// A rule that must hold, a fresh reading, or an answer without which the caller cannot go on.
    Need,
    /// Nothing: the advice is to go on without it.
    Habit,
    /// Weights or a default, and no single need.
    Weight,
}

/// One change from what is built to what is advised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move<'a> {
    /// The flow's id.
    #[serde(borrow)]
    pub flow: Words<'a>,
    /// The step's id.
    pub step: Words<'a>,
    /// Id of the rule, which says how to go about it.
    pub rule: Words<'a>,
    /// The rule's place in the order of risk, 1 (least) to 9.
    pub risk: u8,
    /// What is changed.
    pub what: What,
    /// How it is today: a style's id, a message's name, `true` or `false` for the waiting, or names of fields with commas
    /// between them.
    pub today: Words<'a>,
    /// How it should be: a style's id, a message's name, `true` or `false` for the waiting; null where fields go.
    pub advised: Option<Words<'a>>,
    /// JSON Pointer into the description.
    pub at: Words<'a>,
    /// What to do, as a sentence.
    pub says: Words<'a>,
    /// Why it stands where it stands in the order.
    pub because: Words<'a>,
    /// Who says so.
    pub sources: Sources<'a>,
}

/// What a move changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The style.
    Style,
    /// Whether somebody waits.
    Waits,
    /// The message's name.
    Message,
    /// Fields of the message.
    Fields,
    /// An event that is not published yet.
    Announcement,
}
