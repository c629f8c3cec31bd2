//! The list of a report's revisions.

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::Serialize;

use super::Refused;
use crate::report::ReportId;

/// A revision in a list, without its description and its assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "RevisionListed")]
pub struct Listed {
    /// Its number, from 1.
    #[schemars(range(min = 1))]
    pub number: u32,
    /// When it was published, as RFC 3339 in UTC.
    pub made_at: String,
    /// Why it was published; null if nobody said.
    pub note: Option<String>,
}

/// A part of the list of a report's revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionList {
    /// The number of the newest revision, whether or not it is in this part.
    pub latest: u32,
    /// When the report is deleted, in the format of [`Content::made_at`](crate::report::Content::made_at); `None`:
    /// never.
    pub expires_at: Option<String>,
    /// The revisions, newest first.
    pub revisions: Vec<Listed>,
}

/// The storage of what a report's revisions have in common.
#[async_trait]
pub trait RevisionStore: Send + Sync {
    /// Lists revisions, newest first: at most `most` of those whose numbers are smaller than `before`, or of all.
    ///
    /// # Errors
    /// [`Refused::Unknown`] and [`Refused::Deleted`] as for reading the report.
    async fn revisions(&self, id: &ReportId, before: Option<u32>, most: u32) -> Result<RevisionList, Refused>;
}
