//! What a finding's check sees, and what it returns.
//!
//! A check looks at one step of an assessed system and says what it found. It must not change anything, and it must not
//! look at anything but its [`Scene`].

use crate::assess::saga::Plan;
use crate::assessment::{Flow, Step};
use crate::built::{Built, BuiltFlow, BuiltSystem};
use crate::description;
use crate::model::{FlowModel, Model, StepModel};
use crate::terms::{MechanismMeaning, StyleMeaning};

/// One step with its surroundings: everything that a check may look at.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The whole system.
    pub model: &'a Model<'a>,
    /// The step's flow.
    pub flow: &'a FlowModel,
    /// The step, resolved.
    pub step: &'a StepModel,
    /// The step, as described.
    pub described: &'a description::Step,
    /// The assessment of the step.
    pub assessed: &'a Step<'a>,
    /// The plan of its flow; none if the flow needs no plan, or if a single step is tried in an outlook.
    pub(crate) plan: Option<&'a Plan<'a>>,
    /// The assessment of its flow; none if a single step is tried in an outlook.
    pub(crate) told: Option<&'a Flow<'a>>,
    /// How the whole system is built; none if a single step is tried in an outlook.
    pub(crate) system: Option<&'a BuiltSystem<'a>>,
}

impl<'a> Scene<'a> {
    /// How the step is built.
    pub(crate) fn built(&self) -> Built<'a> {
        Built::of(self.model.rulebook(), self.described, self.assessed)
    }

    /// The meaning of the advised style.
    pub(crate) fn advised(&self) -> StyleMeaning {
        self.model.rulebook().style_meaning(&self.assessed.style).unwrap_or(StyleMeaning::CALL)
    }

    /// The meaning of the advised mechanism.
    pub(crate) fn advised_mechanism(&self) -> Option<MechanismMeaning> {
        self.model.rulebook().mechanism_meaning(&self.assessed.consistency.mechanism)
    }

    /// Whether somebody said that an event carries the step today.
    pub(crate) fn is_event_today(&self) -> bool {
        let style = self.described.today.as_ref().and_then(|today| today.style.as_deref());
        let means = style.and_then(|style| self.model.rulebook().style_meaning(style));
        means.is_some_and(StyleMeaning::is_event)
    }

    /// How the step's flow is built; none if a single step is tried in an outlook.
    pub(crate) fn built_flow(&self) -> Option<&'a BuiltFlow<'a>> {
        self.system?.flows.get(self.flow.index)
    }

    /// The action of another step of the flow, as the description says it.
    pub(crate) fn action(&self, step: usize) -> &'a str {
        let flow = self.model.description().flows.get(self.flow.index);
        flow.and_then(|flow| flow.steps.get(step)).map_or("", |step| step.action.as_str())
    }

    /// The action of another step of the flow in quotation marks.
    pub(crate) fn quoted(&self, step: usize) -> String {
        format!("\u{201c}{}\u{201d}", self.action(step))
    }

    /// The actions of several steps of the flow in quotation marks, joined for a sentence.
    pub(crate) fn all_quoted(&self, steps: impl Iterator<Item = usize>) -> String {
        let quoted: Vec<String> = steps.map(|step| self.quoted(step)).collect();
        listed(&quoted.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The display name of a participant.
    pub(crate) fn named(&self, participant: usize) -> &'a str {
        &self.model.participants()[participant].name
    }

    /// The display names of several participants, joined for a sentence.
    pub(crate) fn all_named(&self, participants: &[usize]) -> String {
        let names: Vec<&str> = participants.iter().map(|participant| self.named(*participant)).collect();
        listed(&names)
    }

    /// Whether the step has this answer, no matter whether it was stated, derived or read out of words.
    pub(crate) fn answered(&self, question: &str, answer: &str) -> bool {
        self.step.facts.has(self.model.rulebook().resolve(question, answer))
    }

    /// Whether an earlier step of the description publishes the same event. The finding was then already made
    /// there.
    pub(crate) fn is_told_before(&self, event: &str) -> bool {
        let Some(system) = self.system else { return false };
        let earlier = system.flows.iter().take(self.flow.index).flat_map(|flow| flow.steps.iter());
        let here = self.built_flow().into_iter().flat_map(|flow| flow.steps.iter().take(self.step.index));
        earlier.chain(here).any(|built| built.is_event() && built.message == event)
    }
}

/// Joins names for a sentence: `a, b and c`.
pub(crate) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Joins names for a sentence and marks them as code: `` `a` and `b` ``.
pub(crate) fn ticked(names: &[&str]) -> String {
    let ticked: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    listed(&ticked.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The pointer from what was looked at, a step or the whole description, to the place of the finding, such as
    /// `/today/message`; empty for the step itself.
    pub within: String,
    /// What is wrong, where and why, with the names of this system.
    pub message: String,
    /// What to do instead, with the names of this system.
    pub advice: String,
}
