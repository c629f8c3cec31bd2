//! The parts of a description that say when a step runs: conditions, times and joins.

use schemars::JsonSchema;
use serde::Serialize;

use super::{LIMITS, Period};

/// What sets off a flow that nobody triggers by hand: a schedule, or an event of another flow or system. One of
/// the two is given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, extend("oneOf" = [{"required": ["every"]}, {"required": ["event"]}]))]
pub struct Trigger {
    /// The flow runs once in every such period, as `P1D`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<Period>,
    /// The flow runs once for every such event, as `OrderPlaced`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub event: Option<String>,
}

/// The condition of a step: an outcome of another step, a text, or both. At least one of `step` and `text` is given,
/// and `outcome` only beside `step`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    extend("anyOf" = [{"required": ["step"]}, {"required": ["text"]}], "dependentRequired" = {"outcome": ["step"]})
)]
pub struct When {
    /// The step of the same flow whose outcome counts, by id. This step waits for it, wherever it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub step: Option<String>,
    /// The outcome of that step; `done` if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// A condition in the team's own words, as "the parcel leaves the country".
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub text: Option<String>,
}

/// How a step can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    #[default]
    Done,
    /// Its owner said no.
    Refused,
    /// It broke.
    Failed,
    /// It had no outcome within its limit.
    TimedOut,
}

impl Outcome {
    /// Every outcome with its name on the wire.
    pub const ALL: &[(&str, Self)] =
        &[("done", Self::Done), ("refused", Self::Refused), ("failed", Self::Failed), ("timed_out", Self::TimedOut)];

    /// Its name on the wire.
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, outcome)| *outcome == self).map_or("done", |(id, _)| id)
    }
}

/// When a step starts, if not at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Starts {
    /// It starts this long after the steps that it waits for, as `PT30M`.
    pub after: Period,
}

/// How many of the steps that a step waits for must have ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Join {
    /// All of them.
    All,
    /// The first of them.
    Any,
}

impl Join {
    /// Every join with its name on the wire.
    pub const ALL: &[(&str, Self)] = &[("all", Self::All), ("any", Self::Any)];
}
