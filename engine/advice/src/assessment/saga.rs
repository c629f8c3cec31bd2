//! The saga plan of a flow (wire type, see the contract).

use serde::{Deserialize, Serialize};

use crate::terms::{Communication, Coordination, Role, Wholeness};

use super::{Sources, Words};

/// How a flow that changes several boundaries is brought to its end, or undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saga<'a> {
    /// Which of the eight sagas it is: the id of its rule.
    #[serde(borrow)]
    pub kind: Words<'a>,
    /// How its steps reach each other.
    pub communication: Communication,
    /// Whether it may be seen half done.
    pub consistency: Wholeness,
    /// Who knows what comes next.
    pub coordination: Coordination,
    /// Who coordinates: a participant's id; null where it is choreographed, or nobody is named.
    pub coordinator: Option<Words<'a>>,
    /// Why it is coordinated so.
    pub because: Words<'a>,
    /// Who says so, and who says otherwise.
    pub sources: Sources<'a>,
    /// What this kind of saga gives.
    pub gains: Vec<Words<'a>>,
    /// What it costs.
    pub costs: Vec<Words<'a>>,
    /// The smallest part whose steps block each other or must be undone: ids of steps.
    pub blocking: Vec<Words<'a>>,
    /// The steps in the order in which they should run: what can be undone, the pivot, what is repeated until it succeeds.
    pub steps: Vec<SagaStep<'a>>,
    /// Where that differs from the order described.
    pub moves: Vec<Reorder<'a>>,
    /// What a reader can see while it is under way, and what guards it.
    pub in_between: Vec<InBetween<'a>>,
}

/// A step of a saga.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SagaStep<'a> {
    /// The step's id.
    #[serde(borrow)]
    pub step: Words<'a>,
    /// What becomes of it if another one fails.
    pub role: Role,
    /// The name of the request that undoes it, or null.
    pub compensation: Option<Words<'a>>,
    /// Why this role.
    pub because: Words<'a>,
}

/// A step that should stand later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reorder<'a> {
    /// The step's id.
    #[serde(borrow)]
    pub step: Words<'a>,
    /// The steps that it should wait for as well, checks first; what waited for it waits for what it waited for.
    pub after: Vec<Words<'a>>,
    /// Why.
    pub because: Words<'a>,
}

/// A record that is seen in a state that does not last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InBetween<'a> {
    /// What is seen: the thing that the step is about.
    #[serde(borrow)]
    pub record: Words<'a>,
    /// Where it is kept: participants' ids.
    pub at: Vec<Words<'a>>,
    /// What is not as it will be.
    pub seen: Seen,
    /// The step after which it is seen so.
    pub after: Words<'a>,
    /// The step up to which it is seen so, or null where no single step decides.
    pub until: Option<Words<'a>>,
    /// The request that may take the change back, or null where nothing does.
    pub undone_by: Option<Words<'a>>,
    /// Id of the countermeasure, or null where the change need only be waited for.
    pub countermeasure: Option<Words<'a>>,
    /// Why this one, or what helps.
    pub because: Words<'a>,
    /// Who says so.
    pub sources: Sources<'a>,
}

/// Why a record is seen in a state that does not last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// It has changed, and may change back.
    MayBeUndone,
    /// What came before it is done, and its own change is yet to come.
    NotYet,
}
