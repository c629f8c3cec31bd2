//! The ids of a revision's flows and steps, read without the rest: enough to check whether an address exists.

use std::borrow::Cow;

use serde::Deserialize;

use super::revision::broken;
use crate::{problem::Problem, report::Report};

/// Every flow with its steps, reduced to their ids.
#[derive(Deserialize)]
pub(super) struct Ids<'d> {
    #[serde(borrow, default)]
    flows: Vec<Flow<'d>>,
}

#[derive(Deserialize)]
struct Flow<'d> {
    #[serde(borrow)]
    id: Option<Cow<'d, str>>,
    #[serde(borrow, default)]
    steps: Vec<Step<'d>>,
}

#[derive(Deserialize)]
struct Step<'d> {
    #[serde(borrow)]
    id: Option<Cow<'d, str>>,
}

/// Reads the ids from a report's description.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub(super) fn of(report: &Report) -> Result<Ids<'_>, Problem> {
    serde_json::from_str(&report.content.description).map_err(|error| broken(&error))
}

impl Ids<'_> {
    /// Whether there is such a flow.
    pub(super) fn has_flow(&self, id: &str) -> bool {
        self.flows.iter().any(|flow| flow.id.as_deref() == Some(id))
    }

    /// Whether there is such a step.
    pub(super) fn has_step(&self, flow: &str, id: &str) -> bool {
        let of_flow = self.flows.iter().filter(|known| known.id.as_deref() == Some(flow));
        of_flow.flat_map(|flow| &flow.steps).any(|step| step.id.as_deref() == Some(id))
    }
}
