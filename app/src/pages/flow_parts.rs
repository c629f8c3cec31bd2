//! The parts of a system for its pages: each flow and step as described, as resolved and as assessed, side by side.
//!
//! A report's pages and a draft's pages use the same parts. Nothing is assessed here.

use std::collections::BTreeSet;

use advice::{
    Assessment, Model, assessment,
    assessment::Outcome,
    description,
    model::{FlowModel, StepModel},
    terms::StyleMeaning,
    waiting::who_waits,
};

use crate::wording::{self, Sentence, SentenceStep, Waiting};

/// A flow.
pub(super) struct FlowPart<'a> {
    pub(super) described: &'a description::Flow,
    pub(super) model: &'a FlowModel,
    pub(super) assessed: &'a assessment::Flow<'a>,
    pub(super) steps: Vec<StepPart<'a>>,
}

/// A step.
#[derive(Clone, Copy)]
pub(super) struct StepPart<'a> {
    /// Index of its flow in the description.
    pub(super) flow: usize,
    /// The step's number in its flow, from 1.
    pub(super) number: usize,
    pub(super) described: &'a description::Step,
    pub(super) model: &'a StepModel,
    pub(super) assessed: &'a assessment::Step<'a>,
    /// The meaning of the step's style.
    pub(super) means: StyleMeaning,
}

/// Every flow with its steps, in the order of the description. `assessment` must be the assessment of `system`.
pub(super) fn flows<'a>(system: &'a Model<'_>, assessment: &'a Assessment<'_>) -> Vec<FlowPart<'a>> {
    let mut steps = assessment.steps.iter();
    let described = system.flows().iter().zip(&system.description().flows);
    described
        .zip(&assessment.flows)
        .map(|((flow, described), assessed)| FlowPart {
            described,
            model: flow,
            assessed,
            steps: flow
                .steps
                .iter()
                .zip(&described.steps)
                .zip(steps.by_ref())
                .map(|((model, described), assessed)| StepPart {
                    flow: flow.index,
                    number: model.index + 1,
                    described,
                    model,
                    assessed,
                    means: system.rulebook().style_meaning(&assessed.style).unwrap_or(StyleMeaning::CALL),
                })
                .collect(),
        })
        .collect()
}

/// Name of a participant for people.
pub(super) fn participant<'a>(model: &'a Model<'_>, index: usize) -> &'a str {
    model.participants().get(index).map_or("", |participant| participant.name.as_str())
}

/// The one who waits in a flow: a person, or else the caller.
pub(super) fn waiting(model: &Model<'_>, flow: &FlowPart<'_>) -> Waiting {
    who_waits(model, flow.model).map_or(Waiting::Caller, |person| Waiting::Person(person.name.clone()))
}

/// The advice for a flow in a sentence.
pub(super) fn sentence(model: &Model<'_>, assessment: &Assessment<'_>, flow: &FlowPart<'_>) -> Sentence {
    let told: Vec<SentenceStep<'_>> = flow
        .steps
        .iter()
        .map(|step| SentenceStep { action: &step.described.action, step: step.assessed, means: step.means })
        .collect();
    let mut seen = BTreeSet::new();
    let events = || assessment.events.iter().filter(|event| event.flow == flow.assessed.flow);
    // What happens after a refusal is told with its step, unless nothing else is published.
    let all_fail = events().all(|event| event.outcome != Outcome::Done);
    let events = events().filter(|event| all_fail || event.outcome == Outcome::Done);
    let names: Vec<&str> = events.map(|event| event.name.as_ref()).filter(|name| seen.insert(*name)).collect();
    wording::sentence(flow.assessed, flow.model, &told, &names, &waiting(model, flow))
}

/// The advice for each flow in a sentence, in the order of the description. `assessment` must be the model's.
pub fn sentences(model: &Model<'_>, assessment: &Assessment<'_>) -> Vec<String> {
    flows(model, assessment).iter().map(|flow| sentence(model, assessment, flow).to_string()).collect()
}

impl FlowPart<'_> {
    /// Its id.
    pub(super) fn id(&self) -> &str {
        &self.assessed.flow
    }

    /// Its name for people; its id where it has none.
    pub(super) fn name(&self) -> &str {
        self.described.name.as_deref().unwrap_or(self.id())
    }

    /// The number of settled steps.
    pub(super) fn settled(&self) -> usize {
        self.steps.iter().filter(|step| step.assessed.settled).count()
    }
}

impl StepPart<'_> {
    /// Its id.
    pub(super) fn id(&self) -> &str {
        &self.assessed.step
    }

    /// The step's index in its flow, from 0.
    pub(super) fn index(&self) -> usize {
        self.model.index
    }
}
