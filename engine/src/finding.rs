//! What a finding's check sees, and what it returns.
//!
//! A check looks at one step of an assessed system and says what it found. It must not change anything, and it must not
//! look at anything but its [`Scene`].

use crate::assess::Plan;
use crate::assessment::Step;
use crate::description;
use crate::model::{FlowModel, Model, StepModel};

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
    pub(crate) plan: Option<&'a Plan>,
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
