//! The model: a description whose references are resolved against a rulebook.
//!
//! A model can only be made from a description without faults, so code that takes a model need not check
//! anything again. This module must not decide anything about a step.

mod ancestry;
mod cast;
mod ids;
mod resolve;
mod structure;

use std::collections::BTreeSet;

use crate::description::{Description, Outcome, ParticipantKind};
use crate::fault::{Code, Fault, Faults, placed};
use crate::rulebook::{Facts, Landmarks, Rulebook};
use crate::terms::Basis;
use crate::tree::Tree;

pub(crate) use ancestry::Ancestry;
pub(crate) use cast::Cast;
pub use ids::{Ids, give_ids};
use resolve::Resolver;

/// A description whose references are resolved, with the rulebook that its answers were resolved against.
#[derive(Debug, Clone)]
pub struct Model<'r> {
    rulebook: &'r Rulebook,
    description: Description,
    participants: Vec<Participant>,
    flows: Vec<FlowModel>,
    system: Vec<Resolved>,
}

/// Someone or something that takes part in the system, declared or only named by a step or flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Id, unique in the description.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What it is.
    pub kind: ParticipantKind,
    /// Whose data it copies: index of a participant.
    pub of: Option<usize>,
    /// The team that owns it.
    pub team: Option<String>,
}

/// A flow whose steps refer to each other by index.
#[derive(Debug, Clone)]
pub struct FlowModel {
    /// Index of the flow in the description.
    pub index: usize,
    /// Who triggers it: index of a participant.
    pub actor: Option<usize>,
    /// Whether a schedule or an event sets it off, so that no caller waits for it.
    pub is_unattended: bool,
    /// The steps, in the order of the description.
    pub steps: Vec<StepModel>,
    /// Indices of the steps, each after all the steps that it waits for.
    pub order: Vec<usize>,
}

/// A step with its references resolved.
#[derive(Debug, Clone)]
pub struct StepModel {
    /// Index of the step in its flow.
    pub index: usize,
    /// Who asks: index of a participant.
    pub from: Option<usize>,
    /// Who does it: indices of participants.
    pub to: Vec<usize>,
    /// Who only needs to hear of it: indices of participants.
    pub tells: Vec<usize>,
    /// Indices of the steps that it waits for, the one of its condition among them.
    pub after: Vec<usize>,
    /// Whether it waits only for the first of them.
    pub waits_for_any: bool,
    /// The earlier step and the outcome of it under which this step runs.
    pub when: Option<(usize, Outcome)>,
    /// Whether it runs only under some condition: an outcome or a text.
    pub is_conditional: bool,
    /// Whether it starts only after a delay.
    pub is_delayed: bool,
    /// Index of the earlier step that it takes back.
    pub undoes: Option<usize>,
    /// Its answers, in the order of the rulebook.
    pub answers: Vec<Resolved>,
    /// The same answers in the form that the conditions of rules read.
    pub facts: Facts,
    /// Stated answers that the structure contradicts, each with the answer that the structure gives.
    pub contradicted: Vec<(Resolved, Resolved)>,
}

impl FlowModel {
    /// Whether the description says what follows this outcome of a step.
    pub(crate) fn follows(&self, step: usize, outcome: Outcome) -> bool {
        self.steps.iter().any(|next| next.when == Some((step, outcome)))
    }
}

impl StepModel {
    /// Whether it runs because an earlier step was not done: refused, failed or timed out.
    pub fn is_way_out(&self) -> bool {
        self.when.is_some_and(|(_, outcome)| outcome != Outcome::Done)
    }

    /// Whether it runs because of how the step with this index ended.
    pub(crate) fn is_caused_by(&self, cause: usize) -> bool {
        self.when.is_some_and(|(step, _)| step == cause)
    }

    /// Derives the answers that the structure gives. A stated answer stays, and a contradiction is noted.
    fn derive(&mut self, landmarks: &Landmarks) {
        let calls_itself = self.from.is_some_and(|from| self.to == [from]);
        let derived = [
            landmarks.several_consumers.filter(|_| self.to.len() > 1 || self.tells.len() > 1),
            landmarks.same_boundary.filter(|_| calls_itself),
        ];
        self.contradicted.clear();
        for (question, answer) in derived.into_iter().flatten() {
            let derived = Resolved { question, answer, basis: Basis::Derived };
            match self.answers.iter().find(|given| given.question == question) {
                Some(stated) if stated.answer != answer => self.contradicted.push((*stated, derived)),
                Some(_) => {}
                None => {
                    self.facts.set(question, answer);
                    self.answers.push(derived);
                }
            }
        }
    }

    /// The facts without the answers that were only read out of words. Those questions are open in the result.
    pub(crate) fn surely(&self, mut facts: Facts) -> Facts {
        let inferred = self.answers.iter().filter(|given| given.basis == Basis::Inferred);
        inferred.for_each(|given| facts.reopen(given.question));
        facts
    }

    /// States another answer to a question. `None` removes the answer, so that the structure may give one.
    pub(crate) fn answer(&mut self, landmarks: &Landmarks, question: usize, answer: Option<usize>) {
        self.answers.retain(|given| given.question != question);
        self.facts.reopen(question);
        if let Some(answer) = answer {
            self.facts.set(question, answer);
            self.answers.push(Resolved { question, answer, basis: Basis::Stated });
        }
        self.derive(landmarks);
        self.answers.sort_by_key(|given| given.question);
    }
}

/// One answer to one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// Index of the question in the rulebook.
    pub question: usize,
    /// Index of the answer in the question.
    pub answer: usize,
    /// Where it comes from.
    pub basis: Basis,
}

/// Reads and resolves a description.
///
/// # Errors
/// Every fault, in the order of the text, each with line and column.
pub fn read<'r>(text: &str, tree: &Tree<'_>, rulebook: &'r Rulebook) -> Result<Model<'r>, Vec<Fault>> {
    resolve_read(text, tree, rulebook, |_| false)
}

/// Reads and resolves a description that is not finished: it may have no flow, and a flow may have no step.
///
/// # Errors
/// Every other fault, in the order of the text, each with line and column.
pub fn read_unfinished<'r>(text: &str, tree: &Tree<'_>, rulebook: &'r Rulebook) -> Result<Model<'r>, Vec<Fault>> {
    resolve_read(text, tree, rulebook, |fault| {
        fault.code == Code::Empty && (fault.at == "/flows" || fault.at.ends_with("/steps"))
    })
}

fn resolve_read<'r>(
    text: &str,
    tree: &Tree<'_>,
    rulebook: &'r Rulebook,
    is_forgiven: impl Fn(&Fault) -> bool,
) -> Result<Model<'r>, Vec<Fault>> {
    let (description, mut faults) = Description::read_all(tree);
    faults.retain(|fault| !is_forgiven(fault));
    let resolved = Model::resolve_all(description, rulebook);
    match resolved {
        Ok(model) if faults.is_empty() => Ok(model),
        Ok(_) => Err(placed(text, tree, [faults])),
        Err(more) => Err(placed(text, tree, [faults, more])),
    }
}

impl<'r> Model<'r> {
    /// Resolves a description: gives every part its id, and finds what its references and its answers name.
    ///
    /// # Errors
    /// Every fault, in the order of the description, without line and column.
    pub fn resolve(description: Description, rulebook: &'r Rulebook) -> Result<Self, Vec<Fault>> {
        Self::resolve_all(description, rulebook).map_err(Faults::into_told)
    }

    /// Like [`Self::resolve`], but returns the faults as they were collected.
    pub(crate) fn resolve_all(description: Description, rulebook: &'r Rulebook) -> Result<Self, Faults> {
        let given = description.flows.iter().flat_map(|flow| &flow.steps).filter_map(|step| step.id.clone());
        let mut resolver = Resolver { rulebook, faults: Faults::default(), step_ids: given.collect() };
        let model = resolver.model(description);
        if resolver.faults.is_empty() { Ok(model) } else { Err(resolver.faults) }
    }

    /// Resolves a description that was assessed before, perhaps with other rules. Answers, styles or a ruleset
    /// that these rules do not know are left out. A description that exceeds a limit was assessed under a wider
    /// one, so that fault is only reported. Returns the model and these faults.
    ///
    /// # Errors
    /// All faults, if one of them is of another kind: such a description cannot have been assessed.
    pub fn resolve_kept(description: Description, rulebook: &'r Rulebook) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut resolver = Resolver { rulebook, faults: Faults::default(), step_ids: BTreeSet::new() };
        let model = resolver.model(description);
        let faults = resolver.faults.into_told();
        let is_unknown = |fault: &Fault| {
            fault.at == "/ruleset"
                // `MoreFaults` stands for faults that are not listed. The description was assessed, so these
                // are of the same kinds.
                || matches!(
                    fault.code,
                    Code::UnknownQuestion | Code::UnknownAnswer | Code::LimitPassed | Code::MoreFaults
                )
                || (fault.code == Code::UnknownValue && fault.at.ends_with("/today/style"))
                // The question took several answers then and takes one now.
                || (fault.code == Code::WrongType && fault.at.contains("/answers/"))
                // The place of an assumption could have any form then.
                || (fault.code == Code::UnknownReference && fault.at.starts_with("/assumptions/"))
                // A step could take back a later one then.
                || (fault.code == Code::Cycle && fault.at.ends_with("/undoes"))
        };
        if faults.iter().all(is_unknown) { Ok((model, faults)) } else { Err(faults) }
    }

    /// The rulebook that the answers were resolved against.
    pub fn rulebook(&self) -> &'r Rulebook {
        self.rulebook
    }

    /// The description, with every id explicit.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// The description, with every id explicit, without the rest of the model.
    pub fn into_description(self) -> Description {
        self.description
    }

    /// Every participant: first the declared ones, then those that are only named, in the order in which they
    /// are named.
    pub fn participants(&self) -> &[Participant] {
        &self.participants
    }

    /// Whether a participant is a service of this system.
    pub(crate) fn is_ours(&self, participant: usize) -> bool {
        self.participants[participant].kind == ParticipantKind::Service
    }

    /// The flows, in the order of the description.
    pub fn flows(&self) -> &[FlowModel] {
        &self.flows
    }

    /// The answers to the system's questions, in the order of the rulebook.
    pub fn system(&self) -> &[Resolved] {
        &self.system
    }
}

#[cfg(test)]
mod tests;
