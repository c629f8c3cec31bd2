//! A draft's description with what the advisor says of it, side by side.

use std::collections::BTreeSet;

use engine::{
    Assessment, Model, assess,
    assessment::{self, Finding},
    description::{self, ParticipantKind},
    model::{FlowModel, StepModel},
};

use crate::wording::{Told, Waiting, sentence};

/// A description, resolved and assessed.
pub(super) struct Reading<'m> {
    pub(super) model: &'m Model<'static>,
    pub(super) assessment: Assessment<'m>,
}

/// A flow: as described, resolved, and assessed.
pub(super) struct FlowPart<'a> {
    pub(super) index: usize,
    pub(super) id: &'a str,
    pub(super) described: &'a description::Flow,
    pub(super) model: &'a FlowModel,
    pub(super) assessed: &'a assessment::Flow<'a>,
    pub(super) steps: Vec<StepPart<'a>>,
}

/// A step: as described, resolved, and assessed.
#[derive(Clone, Copy)]
pub(super) struct StepPart<'a> {
    pub(super) index: usize,
    pub(super) id: &'a str,
    pub(super) described: &'a description::Step,
    pub(super) model: &'a StepModel,
    pub(super) assessed: &'a assessment::Step<'a>,
}

impl<'m> Reading<'m> {
    pub(super) fn of(model: &'m Model<'static>) -> Self {
        Self { model, assessment: assess(model) }
    }

    pub(super) fn flows(&self) -> Vec<FlowPart<'_>> {
        let mut steps = self.assessment.steps.iter();
        let described = self.model.flows().iter().zip(&self.model.description().flows);
        described
            .zip(&self.assessment.flows)
            .map(|((model, described), assessed)| FlowPart {
                index: model.index,
                id: described.id.as_deref().unwrap_or_default(),
                described,
                model,
                assessed,
                steps: model
                    .steps
                    .iter()
                    .zip(&described.steps)
                    .zip(steps.by_ref())
                    .map(|((model, described), assessed)| StepPart {
                        index: model.index,
                        id: described.id.as_deref().unwrap_or_default(),
                        described,
                        model,
                        assessed,
                    })
                    .collect(),
            })
            .collect()
    }

    /// Name of a participant for people.
    pub(super) fn participant(&self, index: usize) -> &str {
        self.model.participants().get(index).map_or("", |participant| participant.name.as_str())
    }

    /// A participant as it is typed into a field: its name, where that says who is meant, and otherwise its id.
    pub(super) fn typed(&self, index: usize) -> &str {
        let participants = self.model.participants();
        let Some(its) = participants.get(index) else { return "" };
        let same = |other: &&engine::model::Participant| {
            other.id != its.id && (other.name.eq_ignore_ascii_case(&its.name) || other.id == its.name)
        };
        let told_apart =
            !its.name.contains(',') && its.name.trim() == its.name && participants.iter().find(same).is_none();
        if told_apart { &its.name } else { &its.id }
    }

    /// Who waits in a flow: the person that triggers it or, where nobody said, the first one that asks for something.
    pub(super) fn waiting(&self, flow: &FlowPart<'_>) -> Waiting {
        let is_person = |index: &usize| {
            self.model.participants().get(*index).is_some_and(|participant| participant.kind == ParticipantKind::Person)
        };
        let actor = flow.model.actor.filter(is_person);
        let person = actor.or_else(|| flow.steps.iter().filter_map(|step| step.model.from).find(is_person));
        person.map_or(Waiting::Caller, |index| Waiting::Person(self.participant(index).to_owned()))
    }

    /// The advice for a flow in a sentence.
    pub(super) fn sentence(&self, flow: &FlowPart<'_>) -> String {
        let told: Vec<Told<'_>> =
            flow.steps.iter().map(|step| Told { action: &step.described.action, step: step.assessed }).collect();
        let mut seen = BTreeSet::new();
        let events = self.assessment.events.iter().filter(|event| event.flow == flow.assessed.flow);
        let names: Vec<&str> = events.map(|event| event.name.as_ref()).filter(|name| seen.insert(*name)).collect();
        sentence(flow.assessed, &told, &names, &self.waiting(flow))
    }

    /// What was found at a step.
    pub(super) fn findings<'a>(&'a self, flow: &FlowPart<'_>, step: &StepPart<'_>) -> Vec<&'a Finding<'m>> {
        let at = format!("/flows/{}/steps/{}", flow.index, step.index);
        let is_its = |finding: &&Finding<'_>| {
            finding.at.strip_prefix(at.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.assessment.findings.iter().filter(is_its).collect()
    }

    /// The name of a mechanism for people.
    pub(super) fn mechanism<'a>(&'a self, id: &'a str) -> &'a str {
        self.model.rulebook().mechanism(id).map_or(id, |rule| rule.name.as_ref())
    }

    /// The name of a style for people.
    pub(super) fn style<'a>(&'a self, id: &'a str) -> &'a str {
        self.model.rulebook().style(id).map_or(id, |rule| rule.name.as_ref())
    }
}

impl FlowPart<'_> {
    /// Its name for people.
    pub(super) fn name(&self) -> &str {
        self.described.name.as_deref().unwrap_or(self.id)
    }

    /// How many of its steps are settled.
    pub(super) fn settled(&self) -> usize {
        self.steps.iter().filter(|step| step.assessed.settled).count()
    }
}
