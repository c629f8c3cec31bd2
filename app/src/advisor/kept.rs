//! A stored revision read back: its description, resolved by the rules that it was assessed with, and its assessment as
//! it was stored. Nothing is assessed again.

use advice::{Assessment, Description, Fault, Model, Tree};

use crate::{
    pack::Applied,
    problem::Problem,
    report::{Content, Report},
};

/// A revision's description and assessment.
#[derive(Debug)]
pub struct Kept<'r> {
    /// The description.
    pub model: Model<'r>,
    /// The assessment, which is shown even if the rules know less today.
    pub assessment: Assessment<'r>,
    /// The parts of the description that the rules do not know any more.
    pub left_out: Vec<Fault>,
}

impl<'r> Kept<'r> {
    /// Reads a revision with the rules that it was assessed with.
    ///
    /// # Errors
    /// It cannot be read, which is our fault.
    pub fn read(report: &'r Report, applied: &'r Applied) -> Result<Self, Problem> {
        let Content { description, assessment, .. } = &*report.content;
        let tree = Tree::from_json(description).map_err(|error| unreadable(&error))?;
        let (description, passed) = Description::read_kept(&tree).map_err(|faults| unreadable(&faults))?;
        let (model, unknown) = Model::resolve_kept(description, &applied.then).map_err(|faults| unreadable(&faults))?;
        let assessment = serde_json::from_str(assessment).map_err(|error| unreadable(&error))?;
        Ok(Self { model, assessment, left_out: [passed, unknown].concat() })
    }
}

fn unreadable(error: &dyn std::fmt::Debug) -> Problem {
    tracing::error!(?error, "a stored revision cannot be read");
    Problem::internal("")
}
