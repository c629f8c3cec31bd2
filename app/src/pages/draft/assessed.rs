//! A draft's description with its assessment.

use std::collections::BTreeMap;

use advice::{Assessment, Model, assess, assessment::Finding};

use super::{FlowPart, StepPart};
use crate::{answer_words::AnswerWords, editing::Names, pages::flow_parts, wording::names, words::Words};

/// A resolved and assessed description.
pub(super) struct AssessedSystem<'m> {
    pub(super) model: &'m Model<'static>,
    pub(super) assessment: Assessment<'m>,
    answer_words: AnswerWords,
    /// The index of each participant by its id.
    participants: BTreeMap<&'m str, usize>,
    names: Names<'m>,
}

impl<'m> AssessedSystem<'m> {
    pub(super) fn of(model: &'m Model<'static>, words: Option<&Words>) -> Self {
        let participants = model.participants().iter().map(|its| its.id.as_str()).zip(0..).collect();
        let (answer_words, names) = (AnswerWords::of(model, words), Names::of(model));
        Self { model, assessment: assess(model), answer_words, participants, names }
    }

    pub(super) fn flows(&self) -> Vec<FlowPart<'_>> {
        flow_parts::flows(self.model, &self.assessment)
    }

    /// The words from which a step's answer to a question was read.
    pub(super) fn words(&self, step: &StepPart<'_>, question: &str) -> Option<&str> {
        self.answer_words.words(step.flow, step.index(), question)
    }

    /// Name of a participant for people.
    pub(super) fn participant(&self, index: usize) -> &str {
        flow_parts::participant(self.model, index)
    }

    /// Name of the participant with this id.
    pub(super) fn named<'a>(&'a self, id: &'a str) -> &'a str {
        self.participants.get(id).map_or(id, |index| self.participant(*index))
    }

    /// A participant as a person types it into a field: its name if that is unique, and otherwise its id.
    pub(super) fn participant_as_typed(&self, index: usize) -> &str {
        self.names.typed(index)
    }

    /// The participants as a person types them into a field.
    pub(super) fn names(&self) -> &Names<'m> {
        &self.names
    }

    /// The advice for a flow in a sentence.
    pub(super) fn sentence(&self, flow: &FlowPart<'_>) -> String {
        flow_parts::sentence(self.model, &self.assessment, flow).to_string()
    }

    /// The findings at a step.
    pub(super) fn findings<'a>(&'a self, flow: &FlowPart<'_>, step: &StepPart<'_>) -> Vec<&'a Finding<'m>> {
        let at = format!("/flows/{}/steps/{}", flow.model.index, step.index());
        let is_its = |finding: &&Finding<'_>| {
            finding.at.strip_prefix(at.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.assessment.findings.iter().filter(is_its).collect()
    }

    /// The name of a mechanism for people.
    pub(super) fn mechanism<'a>(&'a self, id: &'a str) -> &'a str {
        names::mechanism(self.model.rulebook(), id)
    }

    /// The name of a style for people.
    pub(super) fn style<'a>(&'a self, id: &'a str) -> &'a str {
        names::style(self.model.rulebook(), id)
    }
}
