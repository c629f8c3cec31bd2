//! Edits: every change that somebody can make to a description, as a value, and the one pure function that
//! applies it.
//!
//! A form, an island and a program all use the same [`Edit`]s. This module must not know rules beyond what
//! [`Model::resolve`](crate::Model::resolve) checks, and it decides nothing.

mod answers;
mod assumptions;
mod flows;
mod mend;
mod participants;
mod steps;
mod timing;

use crate::description::{Answers, Description, ParticipantKind, check_name, check_prose};
use crate::fault::{Code, Fault, Faults, did_you_mean};
use crate::model;

use assumptions::Trail;

/// The number of faults of an edit for which a hint guesses what was meant. A guess looks at every id.
const GUESSES: usize = 20;

/// One change to a description. An edit names parts by their ids, so it means the same after other edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Replaces the whole description.
    Replace(Box<Description>),
    /// Changes the system's name and purpose. An empty summary removes the summary.
    ChangeSystem {
        /// The name.
        name: String,
        /// What the system is for.
        summary: String,
    },
    /// Changes the day by which somebody looks at the decision again, as `2027-05-01`. Empty: no day.
    ChangeReview {
        /// The day.
        review_by: String,
    },
    /// Adds an assumption at the end.
    AddAssumption {
        /// The assumption.
        assumed: Assumed,
    },
    /// Changes an assumption. It has no id, so its index names it.
    ChangeAssumption {
        /// Its index, from 0.
        assumption: usize,
        /// What it is from now on.
        assumed: Assumed,
    },
    /// Removes an assumption.
    RemoveAssumption {
        /// Its index, from 0.
        assumption: usize,
    },
    /// Answers a question about the whole system. Without answers the question is open.
    AnswerSystem {
        /// Id of the question.
        question: String,
        /// Ids of its answers.
        answers: Vec<String>,
    },
    /// Adds a participant at the end. If only steps have named it so far, this declares it.
    AddParticipant {
        /// Name for people; its id is derived from it.
        name: String,
        /// What it is.
        kind: ParticipantKind,
        /// Whose data it copies: id or name of a participant; empty for nobody's. A new name is declared as a
        /// service.
        of: String,
    },
    /// Changes a participant. If only steps have named it so far, this declares it. Its id stays.
    ChangeParticipant {
        /// Its id.
        participant: String,
        /// Name for people.
        name: String,
        /// What it is.
        kind: ParticipantKind,
        /// Whose data it copies, as in [`Edit::AddParticipant`].
        of: String,
    },
    /// Moves a participant among the declared ones.
    MoveParticipant {
        /// Its id.
        participant: String,
        /// Its new index, from 0; a larger index means the end.
        to: usize,
    },
    /// Removes a participant, and every reference to it from flows and steps.
    RemoveParticipant {
        /// Its id.
        participant: String,
    },
    /// Adds a flow at the end.
    AddFlow {
        /// Name for people; its id is derived from it.
        name: String,
        /// Who triggers it: id or name of a participant; empty for nobody. A new name is declared as a person.
        actor: String,
        /// The schedule or the event that sets it off besides its actor.
        set_off: SetOff,
    },
    /// Changes a flow. Its id stays.
    ChangeFlow {
        /// Its id.
        flow: String,
        /// Name for people.
        name: String,
        /// Who triggers it, as in [`Edit::AddFlow`].
        actor: String,
    },
    /// Changes what sets off a flow besides its actor.
    ChangeTrigger {
        /// Its id.
        flow: String,
        /// The schedule or the event.
        set_off: SetOff,
    },
    /// Moves a flow.
    MoveFlow {
        /// Its id.
        flow: String,
        /// Its new index, from 0; a larger index means the end.
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
        /// Its index, from 0; none or a larger index means the end.
        at: Option<usize>,
        /// The content of the step.
        step: Told,
    },
    /// Changes the content of a step. Its id, its answers and the steps that it waits for stay.
    ChangeStep {
        /// Id of the flow.
        flow: String,
        /// Id of the step.
        step: String,
        /// The new content of the step.
        told: Told,
    },
    /// Changes when a step runs. Everything else about it stays.
    ChangeTiming {
        /// Id of the flow.
        flow: String,
        /// Id of the step.
        step: String,
        /// When it runs.
        timing: Timing,
    },
    /// Changes which steps a step waits for.
    ChangeOrder {
        /// Id of the flow.
        flow: String,
        /// Id of the step.
        step: String,
        /// Ids of the steps that it waits for; none means the step above it.
        after: Option<Vec<String>>,
    },
    /// Moves a step. A step that waits for the one above it then waits for its new neighbour.
    MoveStep {
        /// Id of the flow.
        flow: String,
        /// Id of the step.
        step: String,
        /// Its new index in the flow, from 0; a larger index means the end.
        to: usize,
    },
    /// Removes a step. The steps that waited for it then wait for the steps that it waited for.
    RemoveStep {
        /// Id of the flow.
        flow: String,
        /// Id of the step.
        step: String,
    },
    /// Splits a step in two. The step itself does the first part; a new step behind it, with the same
    /// participants, does the second. What waited for the step waits for the second part.
    SplitStep {
        /// Id of the flow.
        flow: String,
        /// Id of the step.
        step: String,
        /// What the step itself does from now on.
        first: String,
        /// What the new step does.
        second: String,
    },
    /// Joins a step with the one above it, which stays and does both. What referred to the step refers to it.
    JoinStep {
        /// Id of the flow.
        flow: String,
        /// Id of the step that is joined with the one above it.
        step: String,
    },
    /// Changes what was said beside a step. An empty text removes it.
    ChangeNotes {
        /// Id of the flow.
        flow: String,
        /// Id of the step.
        step: String,
        /// Everything that was said beside it.
        notes: String,
    },
    /// Takes back something that is said about when a step runs or what it is about.
    TakeBack {
        /// Id of the flow.
        flow: String,
        /// Id of the step.
        step: String,
        /// What is no longer said.
        said: Said,
    },
    /// Replaces the answers that were read out of a step's words. Stated answers stay.
    Infer {
        /// Id of the flow.
        flow: String,
        /// Id of the step.
        step: String,
        /// Every answer that its words give.
        inferred: Answers,
    },
    /// States every answer of every step that was read out of words.
    Confirm,
    /// Answers questions about several steps of a flow.
    AnswerSteps {
        /// Id of the flow.
        flow: String,
        /// The answers, one after the other.
        answers: Vec<Answer>,
    },
    /// Answers a question about a step. Without an answer the question is open.
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

/// An assumption as a person fills it in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assumed {
    /// What is assumed.
    pub text: String,
    /// What it is about: a JSON Pointer into the description, with numbers or with ids; empty for nothing in particular.
    pub at: String,
    /// The value that has to stand there, such as an answer's id; empty for none. If it is left out, the value that the
    /// assumption has stays. With another place, no value stays.
    pub is: Option<String>,
}

/// An answer to a question about a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Id of the step.
    pub step: String,
    /// Id of the question.
    pub question: String,
    /// Id of its answer; none leaves the question open.
    pub answer: Option<String>,
}

/// The parts of a step that a person fills in together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// What happens, 1 to 200 characters.
    pub action: String,
    /// Who asks for it: id or name of a participant; empty for nobody. A new name is declared as a service.
    pub from: String,
    /// Who does it, each like `from`; empty entries are left out.
    pub to: Vec<String>,
    /// What the step is about; may be empty.
    pub entity: String,
    /// The name of the event that says that it is done; may be empty.
    pub announces: String,
    /// Who only needs to hear of it, each like `to`.
    pub tells: Vec<String>,
}

/// Something that is said of a step besides its action and its participants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The condition under which it runs.
    When,
    /// The time after which it starts, or its schedule.
    Starts,
    /// The time within which its outcome must be there.
    Within,
    /// The step that it takes back.
    Undoes,
    /// The thing for each of which it runs once.
    Repeats,
    /// The thing by which order is kept.
    OrderBy,
    /// Who only needs to hear of it.
    Tells,
}

impl Said {
    /// Each with the name of its field in a description.
    pub const ALL: [(&'static str, Self); 7] = [
        ("when", Self::When),
        ("starts", Self::Starts),
        ("within", Self::Within),
        ("undoes", Self::Undoes),
        ("repeats", Self::Repeats),
        ("order_by", Self::OrderBy),
        ("tells", Self::Tells),
    ];
}

/// What sets off a flow, as a person types it. Of the two at most one is given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SetOff {
    /// The period in which it runs once, as [`Period::typed`](crate::description::Period::typed) reads it.
    pub every: String,
    /// The event for each of which it runs once.
    pub event: String,
}

/// When a step runs, as a person fills it in together. What is empty is not said of the step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timing {
    /// Id of the step whose outcome it runs on.
    pub when_step: String,
    /// That outcome: one of [`Outcome::ALL`](crate::description::Outcome::ALL); empty means done.
    pub when_outcome: String,
    /// Its condition in words.
    pub when_text: String,
    /// The time after which it starts, as [`Period::typed`](crate::description::Period::typed) reads it.
    pub starts: String,
    /// The time within which its outcome must be there, read likewise.
    pub within: String,
    /// Id of the step that it takes back.
    pub undoes: String,
    /// Whether it waits for all or for the first: one of [`Join::ALL`](crate::description::Join::ALL); empty
    /// means all.
    pub join: String,
    /// The thing for each of which it runs once.
    pub repeats: String,
    /// The thing by which order is kept.
    pub order_by: String,
}

/// Applies an edit and returns the changed description. `description` itself does not change.
///
/// Every part of the result names its id, as in [`Model::description`](crate::Model::description), except after
/// [`Edit::Replace`]. So an id that was derived from a name stays when the name changes. The result may still
/// be faulty as a whole (a loop in the order, an unknown question, a flow without a step);
/// [`Model::resolve`](crate::Model::resolve) or reading it reports that. A faulty description can be edited
/// too.
///
/// # Errors
/// Every reason why the edit cannot be made. A fault's pointer names the edit's own field: `/name`, `/action`,
/// `/to/0`, `/when/step`, or `/flow`, `/step`, `/participant`, `/assumption` for a part that does not exist any more. It is
/// empty if a limit of the whole description is exceeded.
pub fn apply(description: &Description, edit: &Edit) -> Result<Description, Vec<Fault>> {
    apply_all(description, std::slice::from_ref(edit))
}

/// Applies several edits in order, all of them or none.
///
/// # Errors
/// The errors of [`apply`] for the first edit that cannot be made.
pub fn apply_all(description: &Description, edits: &[Edit]) -> Result<Description, Vec<Fault>> {
    let mut draft = Draft::of(description);
    let copied = draft.copied();
    for edit in edits {
        draft.make(edit);
        if !draft.faults.is_empty() {
            return Err(draft.faults.into_told());
        }
    }
    draft.keep_copied(&copied);
    if !draft.faults.is_empty() {
        return Err(draft.faults.into_told());
    }
    assumptions::follow(&draft.trails, &mut draft.description);
    Ok(draft.description)
}

/// A description during an edit. If the edit has faults, the draft is dropped, so nothing needs to be undone.
struct Draft {
    description: Description,
    /// What each of its assumptions is about.
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
            Edit::ChangeReview { review_by } => self.change_review(review_by),
            Edit::AddAssumption { assumed } => self.add_assumption(assumed),
            Edit::ChangeAssumption { assumption, assumed } => self.change_assumption(*assumption, assumed),
            Edit::RemoveAssumption { assumption } => self.remove_assumption(*assumption),
            Edit::AnswerSystem { question, answers } => self.answer_system(question, answers),
            Edit::AddParticipant { name, kind, of } => self.add_participant(name, *kind, of),
            Edit::ChangeParticipant { participant, name, kind, of } => {
                self.change_participant(participant, name, *kind, of);
            }
            Edit::MoveParticipant { participant, to } => self.move_participant(participant, *to),
            Edit::RemoveParticipant { participant } => self.remove_participant(participant),
            Edit::AddFlow { name, actor, set_off } => self.add_flow(name, actor, set_off),
            Edit::ChangeFlow { flow, name, actor } => self.change_flow(flow, name, actor),
            Edit::ChangeTrigger { flow, set_off } => self.change_trigger(flow, set_off),
            Edit::MoveFlow { flow, to } => self.move_flow(flow, *to),
            Edit::RemoveFlow { flow } => self.remove_flow(flow),
            Edit::AddStep { flow, at, step } => self.add_step(flow, *at, step),
            Edit::ChangeStep { flow, step, told } => self.change_step(flow, step, told),
            Edit::ChangeTiming { flow, step, timing } => self.change_timing(flow, step, timing),
            Edit::ChangeOrder { flow, step, after } => self.change_order(flow, step, after.as_deref()),
            Edit::MoveStep { flow, step, to } => self.move_step(flow, step, *to),
            Edit::RemoveStep { flow, step } => self.remove_step(flow, step),
            Edit::SplitStep { flow, step, first, second } => self.split_step(flow, step, first, second),
            Edit::JoinStep { flow, step } => self.join_step(flow, step),
            Edit::ChangeNotes { flow, step, notes } => self.change_notes(flow, step, notes),
            Edit::TakeBack { flow, step, said } => self.take_back(flow, step, *said),
            Edit::Infer { flow, step, inferred } => self.infer(flow, step, inferred),
            Edit::AnswerSteps { flow, answers } => self.answer_steps(flow, answers),
            Edit::Confirm => self.confirm(),
            Edit::Answer { flow, step, question, answer } => self.answer(flow, step, question, answer.as_deref()),
        }
    }

    fn fault(&mut self, at: &str, code: Code, message: String, hint: &str) {
        self.faults.push(Fault::new(at, code, message).hint(hint));
    }

    /// Checks a required text of one line.
    fn name(&mut self, at: &str, text: &str) -> Option<String> {
        match check_name(text) {
            Ok(name) => Some(name.to_owned()),
            Err(fault) => {
                self.faults.push(Fault { at: at.to_owned(), ..fault });
                None
            }
        }
    }

    /// Checks an optional text of one line; empty text gives none.
    fn name_if_any(&mut self, at: &str, text: &str) -> Option<String> {
        if text.trim().is_empty() { None } else { self.name(at, text) }
    }

    fn change_system(&mut self, name: &str, summary: &str) {
        if let Some(name) = self.name("/name", name) {
            self.description.name = name;
        }
        // A form posts line ends as `\r\n`.
        let summary = summary.replace("\r\n", "\n");
        let summary = summary.trim();
        if let Err(fault) = check_prose(summary) {
            self.faults.push(Fault { at: "/summary".to_owned(), ..fault });
        }
        self.description.summary = (!summary.is_empty()).then(|| summary.to_owned());
    }
}

/// The fault that a part does not exist, with a guess of what was meant.
fn missing<'d>(at: &str, what: &str, id: &str, ids: impl Iterator<Item = &'d str>) -> Fault {
    let shown: String = id.chars().take(60).collect();
    let hint = match did_you_mean(id, ids) {
        Some(meant) => format!("Did you mean `{meant}`?"),
        None => "It may have been removed meanwhile.".to_owned(),
    };
    Fault::new(at, Code::UnknownReference, format!("There is no {what} `{shown}`.")).hint(hint)
}

/// Moves an item to another index; a larger index means the end.
fn shift<T>(items: &mut Vec<T>, from: usize, to: usize) {
    let item = items.remove(from);
    items.insert(to.min(items.len()), item);
}

#[cfg(test)]
mod tests;
