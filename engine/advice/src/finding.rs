//! What a finding's check sees, and what it returns.
//!
//! A check looks at one step of an assessed system and says what it found. It must not change anything, and it must not
//! look at anything but its [`Scene`].

use crate::assess::saga::Plan;
use crate::assessment::Step;
use crate::built::{Built, BuiltFlow, BuiltSystem};
use crate::description;
use crate::model::{FlowModel, Model, StepModel};
use crate::terms::{MechanismMeaning, StyleMeaning};

/// One step with its surroundings.
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
    /// What the advisor says of it.
    pub assessed: &'a Step<'a>,
    /// What becomes of its flow if a step fails; none where nothing does, and where a step is tried by itself.
    pub(crate) plan: Option<&'a Plan<'a>>,
    /// How the whole system is built; none where a step is tried by itself.
    pub(crate) system: Option<&'a BuiltSystem<'a>>,
}

impl<'a> Scene<'a> {
    /// How the step is built.
    pub(crate) fn built(&self) -> Built<'a> {
        Built::of(self.model.rulebook(), self.described, self.assessed)
    }

    /// What the advised style means.
    pub(crate) fn advised(&self) -> StyleMeaning {
        self.model.rulebook().style_meaning(&self.assessed.style).unwrap_or(StyleMeaning::CALL)
    }

    /// What the advised mechanism means.
    pub(crate) fn advised_mechanism(&self) -> Option<MechanismMeaning> {
        self.model.rulebook().mechanism_meaning(&self.assessed.consistency.mechanism)
    }

    /// Whether somebody said that an event carries the step today.
    pub(crate) fn is_event_today(&self) -> bool {
        let style = self.described.today.as_ref().and_then(|today| today.style.as_deref());
        let means = style.and_then(|style| self.model.rulebook().style_meaning(style));
        means.is_some_and(StyleMeaning::is_event)
    }

    /// How its flow is built; none where the step is tried by itself.
    pub(crate) fn built_flow(&self) -> Option<&'a BuiltFlow<'a>> {
        self.system?.flows.get(self.flow.index)
    }

    /// What another step of its flow does, in the words of the description.
    pub(crate) fn action(&self, step: usize) -> &'a str {
        let flow = self.model.description().flows.get(self.flow.index);
        flow.and_then(|flow| flow.steps.get(step)).map_or("", |step| step.action.as_str())
    }

    /// A participant's name for people.
    pub(crate) fn named(&self, participant: usize) -> &'a str {
        &self.model.participants()[participant].name
    }

    /// The names of several participants, as a sentence lists them.
    pub(crate) fn all_named(&self, participants: &[usize]) -> String {
        let names: Vec<&str> = participants.iter().map(|participant| self.named(*participant)).collect();
        listed(&names)
    }

    /// Whether the step was answered so, by a person, by the structure or by words.
    pub(crate) fn answered(&self, question: &str, answer: &str) -> bool {
        self.step.facts.has(self.model.rulebook().resolve(question, answer))
    }

    /// Whether an earlier step of the description tells the same event, so that what is to be said of it was said there.
    pub(crate) fn is_told_before(&self, event: &str) -> bool {
        let Some(system) = self.system else { return false };
        let earlier = system.flows.iter().take(self.flow.index).flat_map(|flow| flow.steps.iter());
        let here = self.built_flow().into_iter().flat_map(|flow| flow.steps.iter().take(self.step.index));
        earlier.chain(here).any(|built| built.is_event() && built.message == event)
    }
}

/// Names as a sentence lists them: `a, b and c`.
pub(crate) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Names as a sentence lists code: `` `a` and `b` ``.
pub(crate) fn ticked(names: &[&str]) -> String {
    let ticked: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    listed(&ticked.iter().map(String::as_str).collect::<Vec<_>>())
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where inside the step, as the rest of a JSON Pointer: empty for the step itself, or such as `/today/message`.
    pub within: String,
    /// What, where and why, with the names of this system.
    pub message: String,
    /// What to do instead, with the names of this system.
    pub advice: String,
}
