//! The saga plan of a flow (wire type, see the contract).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::terms::{Communication, Coordination, Role, Wholeness};

use super::{Sources, Words};

/// The plan of a flow that changes several owners: how it finishes, or how it is undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Saga<'a> {
    /// The id of its rule, one of the eight kinds of saga.
    #[serde(borrow)]
    pub kind: Words<'a>,
    /// How its steps reach each other.
    pub communication: Communication,
    /// Whether others may see it half done.
    pub consistency: Wholeness,
    /// Who coordinates it.
    pub coordination: Coordination,
    /// The participant who coordinates, by id; null if the saga is choreographed or nobody is named.
    pub coordinator: Option<Words<'a>>,
    /// Why it is coordinated this way.
    pub because: Words<'a>,
    /// The sources on coordination, including those that disagree.
    pub sources: Sources<'a>,
    /// The advantages of this kind of saga.
    pub gains: Vec<Words<'a>>,
    /// Its disadvantages.
    pub costs: Vec<Words<'a>>,
    /// Ids of the steps that may block the saga or must be undone.
    pub blocking: Vec<Words<'a>>,
    /// The steps in the order in which they should run: first those that can be undone, then the pivot, then
    /// those that are repeated until they succeed.
    pub steps: Vec<SagaStep<'a>>,
    /// The steps that should run later than described.
    pub moves: Vec<Reorder<'a>>,
    /// What others can see while the saga runs, and what protects them.
    pub in_between: Vec<InBetween<'a>>,
}

/// A step of a saga.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SagaStep<'a> {
    /// The step's id.
    #[serde(borrow)]
    pub step: Words<'a>,
    /// What happens to it if another step fails.
    pub role: Role,
    /// The name of the command that undoes it, or null.
    pub compensation: Option<Words<'a>>,
    /// Why this role.
    pub because: Words<'a>,
}

/// A step that should run later than described.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reorder<'a> {
    /// The step's id.
    #[serde(borrow)]
    pub step: Words<'a>,
    /// The further steps that it should wait for, checks first. The steps that waited for it then wait for the
    /// steps that it waited for before.
    pub after: Vec<Words<'a>>,
    /// Why.
    pub because: Words<'a>,
}

/// A record whose present state others can see although it is not final.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InBetween<'a> {
    /// The record: the object of the step's action.
    #[serde(borrow)]
    pub record: Words<'a>,
    /// The participants who keep it, by id.
    pub at: Vec<Words<'a>>,
    /// Why the state is not final.
    pub seen: Seen,
    /// The step after which others see this state.
    pub after: Words<'a>,
    /// The step until which others see this state; null if no single step decides.
    pub until: Option<Words<'a>>,
    /// The command that may take the change back; null if there is none.
    pub undone_by: Option<Words<'a>>,
    /// Id of the countermeasure; null if it is enough to wait for the change.
    pub countermeasure: Option<Words<'a>>,
    /// Why this countermeasure, or what else helps.
    pub because: Words<'a>,
    /// The sources that say so.
    pub sources: Sources<'a>,
}

/// Why the state of a record is not final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// The record has changed, and the change may be undone.
    MayBeUndone,
    /// The saga has decided, but the record has not changed yet.
    NotYet,
}
