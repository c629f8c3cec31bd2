//! The links of a report, its status, and the list of reports that their editors show to everybody.

use async_trait::async_trait;

use super::Refused;
use crate::links::{Claim, Decision, Links, Listed};
use crate::report::{FixedId, ReportId};

/// Which listed reports are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Words in lower case that the report's words all contain.
    pub words: Vec<String>,
    /// The time now; what has expired is not found.
    pub at: String,
    /// How many are passed over.
    pub after: u32,
    /// How many are wanted at most.
    pub most: u32,
}

/// Maximum number of words that are searched for.
pub const MOST_WORDS: usize = 8;

/// The storage of links. A successful operation is durable, and a refused one changed nothing.
#[async_trait]
pub trait LinkStore: Send + Sync {
    /// Does what an editor decides about a report. The claim must be one to edit it.
    ///
    /// # Errors
    /// [`Refused::Unknown`] if a fixed link is of another report or a revision is not there; [`Refused::Full`] if the
    /// report has [`FIXED_LINKS`](crate::limit::FIXED_LINKS) already.
    async fn decide(&self, id: &ReportId, by: &Claim, decision: Decision) -> Result<(), Refused>;

    /// The links of a report. The claim must be one to edit it.
    async fn links(&self, id: &ReportId, by: &Claim) -> Result<Links, Refused>;

    /// The report and the revision that a fixed link shows at this time.
    ///
    /// # Errors
    /// [`Refused::Deleted`] if the link was withdrawn, its time has come or its report was deleted;
    /// [`Refused::Unknown`] if it never was.
    async fn fixed(&self, link: &FixedId, at: &str) -> Result<(ReportId, u32), Refused>;

    /// Listed reports, those with the newest revision first.
    async fn listed(&self, search: &Search) -> Result<Vec<Listed>, Refused>;
}
