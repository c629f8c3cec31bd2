//! Remarks and ballots of a report.

use async_trait::async_trait;

use super::Refused;
use crate::links::Claim;
use crate::report::ReportId;
use crate::review::{Ballot, Fate, Kept, NewRemark};

/// The storage of reviews. A successful operation is durable, and a refused one changed nothing. Whoever leaves
/// something must claim the right to review. What belongs to a report is deleted with it.
#[async_trait]
pub trait ReviewStore: Send + Sync {
    /// Keeps a remark and returns its number. If the same remark on the same revision is there and not hidden, nothing
    /// is kept, and that one's number is returned: repeating a call does no harm.
    ///
    /// # Errors
    /// [`Refused::Full`] if the report has [`MOST_REMARKS`](crate::review::MOST_REMARKS) already, hidden ones too.
    async fn remark(&self, id: &ReportId, by: &Claim, remark: NewRemark) -> Result<u32, Refused>;

    /// All remarks on a report, hidden ones too, in the order in which they were written.
    async fn remarks(&self, id: &ReportId) -> Result<Vec<Kept>, Refused>;

    /// Decides what becomes of a remark. The claim must be one to what the [fate takes](Fate::takes).
    ///
    /// # Errors
    /// [`Refused::Unknown`] if the report has no such remark.
    async fn decide_remark(&self, id: &ReportId, by: &Claim, number: u32, fate: Fate) -> Result<(), Refused>;

    /// Keeps a ballot and returns its number; the ballot's own number is not read. If the newest ballot under the same
    /// name says the same of the same revision, nothing is kept, and that one's number is returned.
    ///
    /// # Errors
    /// [`Refused::Full`] if the report has [`MOST_BALLOTS`](crate::review::MOST_BALLOTS) already.
    async fn cast(&self, id: &ReportId, by: &Claim, ballot: Ballot) -> Result<u32, Refused>;

    /// All ballots of a report, hidden ones too, in the order in which they were cast.
    async fn ballots(&self, id: &ReportId) -> Result<Vec<Ballot>, Refused>;

    /// Hides a ballot, or shows it again. The claim must be one to edit.
    ///
    /// # Errors
    /// [`Refused::Unknown`] if the report has no such ballot.
    async fn hide_ballot(&self, id: &ReportId, by: &Claim, number: u32, hidden: bool) -> Result<(), Refused>;
}
