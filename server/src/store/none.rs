//! No store, for a process that keeps no reports and drafts, such as `eda-advisor mcp`: every operation fails.

use app::{
    draft::{
        Draft, DraftId, DraftVersion,
        history::{Replacement, Turn},
    },
    links::{Claim, Decision, Links, Listed, Right},
    report::{Content, FixedId, Report, ReportId},
    review::{Ballot, Fate, Kept, NewRemark},
    store::{
        DraftStore, Expected, Expired, Idempotency, LinkStore, NewReport, Published, Refused, ReportStore, ReviewStore,
        RevisionList, RevisionStore, Search, Store, Which,
    },
};
use async_trait::async_trait;

/// A store that keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoStore;

/// Why every operation fails.
fn none<T>() -> Result<T, Refused> {
    Err(Refused::Failed("this process has no store".into()))
}

#[async_trait]
impl ReportStore for NoStore {
    async fn publish(&self, _: NewReport, _: Option<Idempotency>) -> Result<Published, Refused> {
        none()
    }

    async fn revise(
        &self,
        _: &ReportId,
        _: &Claim,
        _: &Expected,
        _: Content,
        _: Option<DraftVersion>,
    ) -> Result<u32, Refused> {
        none()
    }

    async fn read(&self, _: &ReportId, _: Which) -> Result<Report, Refused> {
        none()
    }

    async fn ids(&self, _: Option<&ReportId>, _: u32) -> Result<Vec<ReportId>, Refused> {
        none()
    }

    async fn allows(&self, _: &ReportId, _: &Claim) -> Result<Right, Refused> {
        none()
    }

    async fn delete(&self, _: &ReportId, _: &Claim, _: &Expected) -> Result<(), Refused> {
        none()
    }
}

#[async_trait]
impl DraftStore for NoStore {
    async fn start(&self, _: &Draft) -> Result<(), Refused> {
        none()
    }

    async fn draft(&self, _: &DraftId) -> Result<Draft, Refused> {
        none()
    }

    async fn save(&self, _: &Draft, _: Turn, _: &Replacement) -> Result<(), Refused> {
        none()
    }

    async fn change(&self, _: &DraftId, _: u32) -> Result<Option<Replacement>, Refused> {
        none()
    }

    async fn forget(&self, _: &DraftId) -> Result<(), Refused> {
        none()
    }
}

#[async_trait]
impl RevisionStore for NoStore {
    async fn revisions(&self, _: &ReportId, _: Option<u32>, _: u32) -> Result<RevisionList, Refused> {
        none()
    }
}

#[async_trait]
impl LinkStore for NoStore {
    async fn decide(&self, _: &ReportId, _: &Claim, _: Decision) -> Result<(), Refused> {
        none()
    }

    async fn links(&self, _: &ReportId, _: &Claim) -> Result<Links, Refused> {
        none()
    }

    async fn fixed(&self, _: &FixedId, _: &str) -> Result<(ReportId, u32), Refused> {
        none()
    }

    async fn listed(&self, _: &Search) -> Result<Vec<Listed>, Refused> {
        none()
    }
}

#[async_trait]
impl ReviewStore for NoStore {
    async fn remark(&self, _: &ReportId, _: &Claim, _: NewRemark) -> Result<u32, Refused> {
        none()
    }

    async fn remarks(&self, _: &ReportId) -> Result<Vec<Kept>, Refused> {
        none()
    }

    async fn decide_remark(&self, _: &ReportId, _: &Claim, _: u32, _: Fate) -> Result<(), Refused> {
        none()
    }

    async fn cast(&self, _: &ReportId, _: &Claim, _: Ballot) -> Result<u32, Refused> {
        none()
    }

    async fn ballots(&self, _: &ReportId) -> Result<Vec<Ballot>, Refused> {
        none()
    }

    async fn hide_ballot(&self, _: &ReportId, _: &Claim, _: u32, _: bool) -> Result<(), Refused> {
        none()
    }
}

#[async_trait]
impl Store for NoStore {
    async fn ready(&self) -> Result<(), Refused> {
        none()
    }

    async fn expire(&self, _: &Expired, _: u32) -> Result<u32, Refused> {
        none()
    }

    async fn close(&self) {}
}
