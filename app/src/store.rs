//! What reports and drafts are kept in, said as whole operations.
//!
//! A store is one file that implements [`ReportStore`] and [`DraftStore`]; every one of them passes the same tests. It knows nothing of
//! descriptions or assessments: to it they are texts that must come back as they went in.

use std::error::Error;

use async_trait::async_trait;

use crate::draft::{Draft, DraftId, DraftVersion};
pub use crate::outage::Outage;
use crate::report::{Content, Report, ReportId, TokenHash};

/// A report that is to be kept, with its first revision.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// Its id; random, so no other has it.
    pub id: ReportId,
    /// What whoever changes it must know.
    pub token: TokenHash,
    /// Its first revision.
    pub content: Content,
    /// The draft that it is published from, if there is one; it belongs to the report from then on.
    pub draft: Option<DraftVersion>,
}

/// The mark of a creating call that may be repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idempotency {
    /// SHA-256 of the key and of whose key it is.
    pub key: [u8; 32],
    /// SHA-256 of what was sent with it.
    pub request: [u8; 32],
    /// A mark that was made before this time, written as [`Content::made_at`], counts no more.
    pub since: String,
}

/// What became of a report that was to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Published {
    /// It is kept now.
    New,
    /// The same call, or a publication of the same version of the draft, came before and made this report; nothing was
    /// kept.
    Before(ReportId),
}

/// The revisions that a change may have been made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Whichever is the newest.
    Any,
    /// One of these.
    OneOf(Vec<u32>),
}

impl Expected {
    /// Whether the newest revision is an expected one.
    pub fn allows(&self, latest: u32) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(revisions) => revisions.contains(&latest),
        }
    }
}

/// Which revision is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The newest.
    Latest,
    /// The one with this number.
    Number(u32),
}

/// What is too old to be kept. Times are written as [`Content::made_at`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expired {
    /// Drafts that were changed last before this time; none expire if there is no time.
    pub drafts: Option<String>,
    /// Marks of creating calls that were made before this time.
    pub marks: String,
}

/// Why a store did not do what it was asked.
#[derive(Debug)]
pub enum Refused {
    /// No report or draft has the id, or the report no such revision.
    Unknown,
    /// The report was deleted.
    Deleted,
    /// The token is not the report's.
    WrongToken,
    /// The newest revision, or the draft's version, is this one and not an expected one.
    Old(u32),
    /// The key came with something else before.
    KeyReused,
    /// The store takes nothing at the moment; the error is to be logged and not to be shown.
    Out(Outage, Box<dyn Error + Send + Sync>),
    /// The store itself does not work; to be logged and not to be shown.
    Failed(Box<dyn Error + Send + Sync>),
}

/// What reports are kept in. What an operation answered has happened, and survives a power cut; what it refused has not
/// happened, not even in part.
#[async_trait]
pub trait ReportStore: Send + Sync {
    /// Keeps a report, unless the same call did so before.
    ///
    /// # Errors
    /// [`Refused::Deleted`] if the report of the same call was deleted; [`Refused::Unknown`] if there is no such draft.
    async fn publish(&self, report: NewReport, mark: Option<Idempotency>) -> Result<Published, Refused>;

    /// Keeps another revision if the token is the report's and its newest revision an expected one; answers its number.
    ///
    /// The draft that it is published from belongs to the new revision from then on. If the newest revision was made
    /// from the same version of the draft with the same note, nothing is kept, and that revision's number is the answer.
    async fn revise(
        &self,
        id: &ReportId,
        token: &TokenHash,
        expected: &Expected,
        content: Content,
        draft: Option<DraftVersion>,
    ) -> Result<u32, Refused>;

    /// Finds a revision.
    async fn read(&self, id: &ReportId, which: Which) -> Result<Report, Refused>;

    /// Whether the token is the report's: refused as a change would be, and nothing is changed.
    async fn allows(&self, id: &ReportId, token: &TokenHash) -> Result<(), Refused>;

    /// Forgets a report but for its id, if the token is the report's and its newest revision an expected one. The drafts
    /// that belong to it are forgotten with it, and of the mark of the call that made it what was sent.
    async fn delete(&self, id: &ReportId, token: &TokenHash, expected: &Expected, at: &str) -> Result<(), Refused>;
}

/// What drafts are kept in. What an operation answered has happened, and survives a power cut.
#[async_trait]
pub trait DraftStore: Send + Sync {
    /// Keeps a draft. Its id is random, so no other has it.
    ///
    /// # Errors
    /// [`Refused::Deleted`] if the report that it belongs to was deleted.
    async fn start(&self, draft: &Draft) -> Result<(), Refused>;

    /// Finds a draft.
    async fn draft(&self, id: &DraftId) -> Result<Draft, Refused>;

    /// Puts a draft in the place of the one with the same id, if that has the version before it. The report that it
    /// belongs to stays as it is kept.
    async fn save(&self, draft: &Draft) -> Result<(), Refused>;

    /// Forgets a draft.
    async fn forget(&self, id: &DraftId) -> Result<(), Refused>;
}

/// What the whole product keeps.
#[async_trait]
pub trait Store: ReportStore + DraftStore {
    /// Whether it can be read and written now; it is tried, at most once in a second.
    async fn ready(&self) -> Result<(), Refused>;

    /// Forgets at most `most` drafts and as many marks that are too old, the oldest first; answers how many it forgot.
    async fn expire(&self, expired: &Expired, most: u32) -> Result<u32, Refused>;

    /// Ends the work with it, once all that was begun is done. Nothing that was forgotten is left anywhere.
    async fn close(&self);
}
