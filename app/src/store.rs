//! The store of reports and drafts, as an interface of whole operations.
//!
//! An implementation provides [`ReportStore`], [`DraftStore`] and the traits of the modules below; all implementations
//! pass the same tests. A store does not know descriptions or assessments. It returns their texts exactly as it
//! received them.

mod links;
mod reviews;
mod revisions;

use std::error::Error;

use async_trait::async_trait;

use crate::draft::history::{Replacement, Turn};
use crate::draft::{Draft, DraftId, DraftVersion};
use crate::links::{Claim, Right};
pub use crate::outage::Outage;
use crate::report::{Content, FixedId, Report, ReportId, TokenHash};
pub use links::{LinkStore, MOST_WORDS, Search};
pub use reviews::ReviewStore;
pub use revisions::{Listed, RevisionList, RevisionStore};

/// A new report with its first revision.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// The random id. No other report has it.
    pub id: ReportId,
    /// The hash of the token that allows changes.
    pub token: TokenHash,
    /// Its first revision.
    pub content: Content,
    /// The draft that the report is published from, if any. From then on the draft belongs to the report.
    pub draft: Option<DraftVersion>,
    /// The revision that the report is a fork of, if it is one.
    pub origin: Option<ForkOf>,
}

/// The revision that a new report is a fork of. The fork remembers it by a fixed link.
#[derive(Clone, Debug)]
pub enum ForkOf {
    /// The one that this fixed link shows.
    Fixed(FixedId),
    /// A revision of a report. All its forks name it by one link, which is made together with the first of them.
    Revision {
        /// The report.
        report: ReportId,
        /// The number of the revision.
        revision: u32,
        /// The id that the link gets if there is none yet.
        link: FixedId,
    },
}

/// The record that makes a publishing call repeatable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idempotency {
    /// SHA-256 of the key and of its client.
    pub key: [u8; 32],
    /// SHA-256 of the content that the client sent.
    pub request: [u8; 32],
    /// Marks older than this time no longer count. Same format as [`Content::made_at`].
    pub since: String,
}

/// The outcome of publishing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Published {
    /// The report was stored.
    New,
    /// The same call, or a publication of the same draft version, stored this report earlier. Nothing new was stored.
    Before(ReportId),
}

/// The revisions that a change may be based on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The newest revision, whichever it is.
    Any,
    /// One of these revisions.
    OneOf(Vec<u32>),
}

impl Expected {
    /// Whether a change may be based on the newest revision.
    pub fn allows(&self, latest: u32) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(revisions) => revisions.contains(&latest),
        }
    }

    /// The newest of these revisions that is older than the newest one of the report.
    pub fn before(&self, latest: u32) -> Option<u32> {
        self.named().iter().copied().filter(|revision| (1..latest).contains(revision)).max()
    }

    /// The revisions that are named.
    pub fn named(&self) -> &[u32] {
        match self {
            Self::Any => &[],
            Self::OneOf(revisions) => revisions,
        }
    }
}

/// Selects a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The newest.
    Latest,
    /// The one with this number.
    Number(u32),
}

/// The age limits of what expires. Times have the format of [`Content::made_at`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expired {
    /// Drafts whose last change is older than this time expire; `None` keeps all drafts.
    pub drafts: Option<String>,
    /// Idempotency marks older than this time expire.
    pub marks: String,
    /// The time now: reports are deleted, and fixed links withdrawn, whose own time has come.
    pub now: String,
}

/// Why a store refused an operation.
#[derive(Debug)]
pub enum Refused {
    /// No report or draft has this id, or the report has no such revision.
    Unknown,
    /// The report was deleted.
    Deleted,
    /// The token gives no right to the report, not this right, or not any more.
    WrongToken,
    /// The report has as many things of this kind as it may have.
    Full,
    /// The base of the change is outdated. The value is the report's newest revision, or the draft's version.
    Old(u32),
    /// The key was used with other content before.
    KeyReused,
    /// The store is out of service at the moment. The error is logged but never shown.
    Out(Outage, Box<dyn Error + Send + Sync>),
    /// The store failed. The error is logged but never shown.
    Failed(Box<dyn Error + Send + Sync>),
}

/// The storage of reports. A successful operation is durable, even through a power cut. A refused operation
/// changed nothing, not even in part.
#[async_trait]
pub trait ReportStore: Send + Sync {
    /// Stores a report, unless the same call has stored it before.
    ///
    /// # Errors
    /// [`Refused::Deleted`] if the report of the same call, or the one that this is a fork of, was deleted;
    /// [`Refused::Unknown`] if the draft or the forked revision does not exist.
    async fn publish(&self, report: NewReport, mark: Option<Idempotency>) -> Result<Published, Refused>;

    /// Adds a revision and returns its number. The claim must be one to edit, and the newest revision an expected one.
    ///
    /// If the revision is published from a draft, the draft belongs to the new revision from then on. If the
    /// newest revision was made from the same draft version with the same note, nothing is stored and that
    /// revision's number is returned.
    async fn revise(
        &self,
        id: &ReportId,
        by: &Claim,
        expected: &Expected,
        content: Content,
        draft: Option<DraftVersion>,
    ) -> Result<u32, Refused>;

    /// Reads a revision. A report whose own time has come is read until it is deleted; its standing says so.
    async fn read(&self, id: &ReportId, which: Which) -> Result<Report, Refused>;

    /// The ids of the reports that are not deleted, in the order of their bytes: at most `most` of those behind
    /// `after`.
    async fn ids(&self, after: Option<&ReportId>, most: u32) -> Result<Vec<ReportId>, Refused>;

    /// The right that a token gives to a report. The refusals are those of a change, but nothing is changed.
    async fn allows(&self, id: &ReportId, by: &Claim) -> Result<Right, Refused>;

    /// Deletes everything of a report but its id, including the drafts that belong to it and the request hash
    /// in the idempotency mark that created it. The claim must be one to edit, and the newest revision an
    /// expected one.
    async fn delete(&self, id: &ReportId, by: &Claim, expected: &Expected) -> Result<(), Refused>;
}

/// The storage of drafts. A successful operation is durable, even through a power cut.
#[async_trait]
pub trait DraftStore: Send + Sync {
    /// Stores a draft. Its id is random, so no other draft has it.
    ///
    /// # Errors
    /// [`Refused::Deleted`] if the report that it belongs to was deleted.
    async fn start(&self, draft: &Draft) -> Result<(), Refused>;

    /// Reads a draft.
    async fn draft(&self, id: &DraftId) -> Result<Draft, Refused>;

    /// Replaces the draft with the same id, provided that the stored version is the one before. The stored
    /// link to the draft's report does not change.
    ///
    /// `back` turns what the draft then holds into what it held. It is kept as the change that `turn` makes, undoes or
    /// does again; after that change, [`History::done`](crate::draft::history::History::done) is the draft's. A new
    /// change forgets those that were undone before it, and the oldest of very many: the newest
    /// [`KEPT_CHANGES`](crate::draft::history::KEPT_CHANGES) always stay.
    async fn save(&self, draft: &Draft, turn: Turn, back: &Replacement) -> Result<(), Refused>;

    /// What undoes the change of a draft with this number, or does it again if it was undone; `None` if it is not kept.
    async fn change(&self, id: &DraftId, number: u32) -> Result<Option<Replacement>, Refused>;

    /// Deletes a draft.
    async fn forget(&self, id: &DraftId) -> Result<(), Refused>;
}

/// The complete storage of the product.
#[async_trait]
pub trait Store: ReportStore + DraftStore + LinkStore + ReviewStore + RevisionStore {
    /// Checks that the store can be read and written, by trying it at most once a second.
    async fn ready(&self) -> Result<(), Refused>;

    /// Deletes at most `most` expired drafts, marks, reports and fixed links each, the oldest first. Returns how
    /// many it deleted. A report is deleted as if its editor had, and a link withdrawn in the same way.
    async fn expire(&self, expired: &Expired, most: u32) -> Result<u32, Refused>;

    /// Closes the store after all running operations. Deleted data must not remain anywhere in its files.
    async fn close(&self);
}
