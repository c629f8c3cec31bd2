//! Every change that somebody makes to a description, as a value; and the one pure function that applies it.
//!
//! A form, an island and a program that changes a description all say the same [`Edit`]s. It must not know rules beyond
//! what [`Model::resolve`](crate::Model::resolve) checks, and it decides nothing.

mod answers;
mod assumptions;
mod flows;
mod participants;
mod steps;

use crate::description::{Description, ParticipantKind, check_name, check_prose};
use crate::fault::{Code, Fault, Faults, did_you_mean};
use crate::model;

use assumptions::Trail;

/// For how many faults of an edit what was meant is guessed: a guess looks at every id.
const GUESSES: usize = 20;

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
    /// Adds a participant at the end; one that only steps name is declared by this.
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
/// Every part of what comes out names its id, as in [`Model::description`](crate::Model::description), save where the whole
/// is replaced: an id that was derived from a name stays when the name changes. What comes out can still be faulty as a
/// whole (a loop in the order, a question that the rulebook does not ask, a flow without a step); that is for
/// [`Model::resolve`](crate::Model::resolve) to tell, or for reading it. A faulty description can be edited too.
///
/// # Errors
/// Every reason why the edit cannot be made. A fault's place is the edit's own field: `/name`, `/action`, `/to/0`, or
/// `/flow`, `/step`, `/participant` for a part that is no longer there; empty for a limit of the whole description.
pub fn apply(description: &Description, edit: &Edit) -> Result<Description, Vec<Fault>> {
    apply_all(description, std::slice::from_ref(edit))
}

/// The description after several edits, one after the other: all of them or none.
///
/// # Errors
/// As [`apply`], of the first edit that cannot be made.
pub fn apply_all(description: &Description, edits: &[Edit]) -> Result<Description, Vec<Fault>> {
    let mut draft = Draft::of(description);
    for edit in edits {
        draft.make(edit);
        if !draft.faults.is_empty() {
            return Err(draft.faults.into_told());
        }
    }
    assumptions::follow(&draft.trails, &mut draft.description);
    Ok(draft.description)
}

/// A description while it is edited. What a faulty edit leaves of it is thrown away, so nothing is ever undone.
struct Draft {
    description: Description,
    /// What its assumptions are about.
    trails: Vec<Trail>,
    faults: Faults,
}

impl Draft {
    fn of(description: &Description) -> Self {
        let mut description = description.clone();
        model::give_ids(&mut description);
        Self { trails: assumptions::trails(&description), description, faults: Faults::default() }
    }

    fn make(&mut self, edit: &Edit) {
        match edit {
            Edit::Replace(other) => {
                *self = Self { description: (**other).clone(), trails: Vec::new(), faults: Faults::default() }
            }
            Edit::ChangeSystem { name, summary } => self.change_system(name, summary),
            Edit::AnswerSystem { question, answers } => self.answer_system(question, answers),
            Edit::AddParticipant { name, kind } => self.add_participant(name, *kind),
            Edit::ChangeParticipant { participant, name, kind } => self.change_participant(participant, name, *kind),
            Edit::MoveParticipant { participant, to } => self.move_participant(participant, *to),
            Edit::RemoveParticipant { participant } => self.remove_participant(participant),
            Edit::AddFlow { name, actor } => self.add_flow(name, actor),
            Edit::ChangeFlow { flow, name, actor } => self.change_flow(flow, name, actor),
            Edit::MoveFlow { flow, to } => self.move_flow(flow, *to),
            Edit::RemoveFlow { flow } => self.remove_flow(flow),
            Edit::AddStep { flow, at, step } => self.add_step(flow, *at, step),
            Edit::ChangeStep { flow, step, told } => self.change_step(flow, step, told),
            Edit::ChangeOrder { flow, step, after } => self.change_order(flow, step, after.as_deref()),
            Edit::MoveStep { flow, step, to } => self.move_step(flow, step, *to),
            Edit::RemoveStep { flow, step } => self.remove_step(flow, step),
            Edit::Answer { flow, step, question, answer } => self.answer(flow, step, question, answer.as_deref()),
        }
    }

    fn fault(&mut self, at: &str, code: Code, message: String, hint: &str) {
        self.faults.push(Fault::new(at, code, message).hint(hint));
    }

    /// A text of one line that must be there.
    fn name(&mut self, at: &str, text: &str) -> Option<String> {
        match check_name(text) {
            Ok(name) => Some(name.to_owned()),
            Err(fault) => {
                self.faults.push(Fault { at: at.to_owned(), ..fault });
                None
            }
        }
    }

    /// A text of one line that may be empty, and then is none.
    fn name_if_any(&mut self, at: &str, text: &str) -> Option<String> {
        if text.trim().is_empty() { None } else { self.name(at, text) }
    }

    fn change_system(&mut self, name: &str, summary: &str) {
        if let Some(name) = self.name("/name", name) {
            self.description.name = name;
        }
        // A form posts line ends of its own.
        let summary = summary.replace("\r\n", "\n");
        let summary = summary.trim();
        if let Err(fault) = check_prose(summary) {
            self.faults.push(Fault { at: "/summary".to_owned(), ..fault });
        }
        self.description.summary = (!summary.is_empty()).then(|| summary.to_owned());
    }
}

/// The fault that a part is not there, with what was probably meant.
fn missing<'d>(at: &str, what: &str, id: &str, ids: impl Iterator<Item = &'d str>) -> Fault {
    let shown: String = id.chars().take(60).collect();
    let hint = match did_you_mean(id, ids) {
        Some(meant) => format!("Did you mean `{meant}`?"),
        None => "It may have been removed meanwhile.".to_owned(),
    };
    Fault::new(at, Code::UnknownReference, format!("There is no {what} `{shown}`.")).hint(hint)
}

/// Moves an item to a place; beyond the end is the end.
fn shift<T>(items: &mut Vec<T>, from: usize, to: usize) {
    let item = items.remove(from);
    items.insert(to.min(items.len()), item);
}

#[cfg(test)]
mod tests;
