//! Every change that somebody makes to a description, as a value; and the one pure function that applies it.
//!
//! A form, an island and a program that changes a description all say the same [`Edit`]s. It must not know rules beyond
//! what [`Model::resolve`](crate::Model::resolve) checks, and it decides nothing.

use crate::description::{Description, ParticipantKind};
use crate::fault::Fault;

/// One change to a description. Parts are named by their ids, so an edit still means the same after others were applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Puts another description in the place of the whole.
    Replace(Box<Description>),
    /// Changes the system's name and what it is for; an empty summary is none.
    ChangeSystem {
        /// The name.
        name: String,
        /// What it is for.
        summary: String,
    },
    /// Answers a question about the whole system; no answer leaves it open.
    AnswerSystem {
        /// Id of the question.
        question: String,
        /// Ids of its answers.
        answers: Vec<String>,
    },
    /// Adds a participant at the end.
    AddParticipant {
        /// Name for people; its id is derived from it.
        name: String,
        /// What it is.
        kind: ParticipantKind,
    },
    /// Changes a participant; one that only steps name is declared by this. Its id stays.
    ChangeParticipant {
        /// Its id.
        participant: String,
        /// Name for people.
        name: String,
        /// What it is.
        kind: ParticipantKind,
    },
    /// Moves a participant to a place among the declared ones.
    MoveParticipant {
        /// Its id.
        participant: String,
        /// Its new place, from 0; beyond the end is the end.
        to: usize,
    },
    /// Removes a participant, and its name from every flow and step.
    RemoveParticipant {
        /// Its id.
        participant: String,
    },
    /// Adds a flow at the end.
    AddFlow {
        /// Name for people; its id is derived from it.
        name: String,
        /// Who triggers it: id or name of a participant, declared as a person where it is a new name; empty for nobody.
        actor: String,
    },
    /// Changes a flow; its id stays.
    ChangeFlow {
        /// Its id.
        flow: String,
        /// Name for people.
        name: String,
        /// Who triggers it, as in [`Edit::AddFlow`].
        actor: String,
    },
    /// Moves a flow.
    MoveFlow {
        /// Its id.
        flow: String,
        /// Its new place, from 0; beyond the end is the end.
        to: usize,
    },
    /// Removes a flow with its steps.
    RemoveFlow {
        /// Its id.
        flow: String,
    },
    /// Adds a step.
    AddStep {
        /// Id of the flow.
        flow: String,
        /// Its place, from 0; none or beyond the end is the end.
        at: Option<usize>,
        /// What the step is.
        step: Told,
    },
    /// Changes what a step is; its id, its answers and what it waits for stay.
    ChangeStep {
        /// Id of the flow.
        flow: String,
        /// Id of the step.
        step: String,
        /// What the step is.
        told: Told,
    },
    /// Changes what a step waits for.
    ChangeOrder {
        /// Id of the flow.
        flow: String,
        /// Id of the step.
        step: String,
        /// Ids of the steps that it waits for; none for the one above it.
        after: Option<Vec<String>>,
    },
    /// Moves a step; steps that wait for the one above them then wait for the one that is above them now.
    MoveStep {
        /// Id of the flow.
        flow: String,
        /// Id of the step.
        step: String,
        /// Its new place in the flow, from 0; beyond the end is the end.
        to: usize,
    },
    /// Removes a step; whoever waited for it waits for what it waited for.
    RemoveStep {
        /// Id of the flow.
        flow: String,
        /// Id of the step.
        step: String,
    },
    /// Answers a question about a step; no answer leaves it open.
    Answer {
        /// Id of the flow.
        flow: String,
        /// Id of the step.
        step: String,
        /// Id of the question.
        question: String,
        /// Id of its answer.
        answer: Option<String>,
    },
}

/// What a person says of a step in one breath.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// What happens, 1 to 200 characters.
    pub action: String,
    /// Who asks for it: id or name of a participant, declared as a service where it is a new name; empty for nobody.
    pub from: String,
    /// Who does it, each as `from`; empty ones are left out.
    pub to: Vec<String>,
    /// What the step is about; empty for nothing.
    pub entity: String,
}

/// The description after an edit; the given one is left as it is.
///
/// What comes out can still be faulty as a whole (a loop in the order, say); that is for
/// [`Model::resolve`](crate::Model::resolve) to tell.
///
/// # Errors
/// Every reason why the edit cannot be made. A fault's place is the edit's own field: `/name`, `/action`, `/to/0`, or
/// `/flow`, `/step`, `/participant` for a part that is no longer there.
pub fn apply(description: &Description, edit: &Edit) -> Result<Description, Vec<Fault>> {
    _ = edit;
    Ok(description.clone())
}
