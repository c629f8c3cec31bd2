//! A store in memory, for tests that do not concern a store, and as the reference for real stores.

// An example takes this file by its path, too.
#[path = "memory/links.rs"]
mod links;
#[path = "memory/reviews.rs"]
mod reviews;
#[path = "memory/revisions.rs"]
mod revisions;

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use app::{
    draft::{
        Draft, DraftId, DraftVersion, Origin,
        history::{EACH, History, KEPT_BYTES, KEPT_CHANGES, Replacement, Turn},
    },
    links::{Claim, FixedLink, Grant, Listing, Right, is_past},
    report::{Content, FixedId, Report, ReportId, ShownAt, Standing},
    standing::Status,
    store::{
        DraftStore, Expected, Expired, Idempotency, NewReport, Outage, Published, Refused, ReportStore, Store, Which,
    },
};

/// Reports and drafts in memory.
#[derive(Default)]
pub(crate) struct Memory {
    kept: Mutex<Kept>,
    broken: AtomicBool,
    outage: Mutex<Option<Outage>>,
    /// Whether the outage is of reads, too.
    away: AtomicBool,
}

#[derive(Clone, Default, PartialEq)]
struct Kept {
    /// Each report by its id; `None` for a deleted one.
    reports: BTreeMap<String, Option<KeptReport>>,
    /// Each fixed link by its id, with its report; `None` for one that was withdrawn or whose report was deleted.
    fixed: BTreeMap<String, Option<(ReportId, FixedLink)>>,
    /// The request hash, the report and the time of each publishing call, by key.
    creations: BTreeMap<[u8; 32], ([u8; 32], ReportId, String)>,
    drafts: BTreeMap<String, Draft>,
    /// What reviewers left on each report, by its id.
    reviews: BTreeMap<String, reviews::Reviews>,
    /// The kept changes of each draft, by its id and their number.
    changes: BTreeMap<String, BTreeMap<u32, Replacement>>,
}

#[derive(Clone)]
struct KeptReport {
    edit: Grant,
    review: Option<Grant>,
    revisions: Vec<Content>,
    expires_at: Option<String>,
    status: Status,
    listing: Option<Listing>,
    origin: Option<FixedId>,
}

impl PartialEq for KeptReport {
    fn eq(&self, other: &Self) -> bool {
        let grant = |grant: &Grant| (*grant.token.as_bytes(), grant.expires_at.clone());
        let all = |report: &Self| {
            let rights = (grant(&report.edit), report.review.as_ref().map(grant), report.expires_at.clone());
            (rights, report.status.clone(), report.listing.clone(), report.origin.clone())
        };
        all(self) == all(other) && self.revisions == other.revisions
    }
}

impl KeptReport {
    fn latest(&self) -> u32 {
        u32::try_from(self.revisions.len()).unwrap()
    }

    /// The right that a claim gives.
    fn right(&self, by: &Claim) -> Result<Right, Refused> {
        if is_past(self.expires_at.as_deref(), &by.at) {
            return Err(Refused::Deleted);
        }
        let reviews = || self.review.as_ref().is_some_and(|grant| grant.allows(by));
        if self.edit.allows(by) {
            return Ok(Right::Edit);
        }
        if reviews() { Ok(Right::Review) } else { Err(Refused::WrongToken) }
    }
}

impl Memory {
    /// Another store that holds the same.
    pub(crate) fn copy(&self) -> Self {
        Self { kept: Mutex::new(self.kept.lock().unwrap().clone()), ..Self::default() }
    }

    /// Whether another store keeps the same.
    pub(crate) fn keeps_the_same(&self, other: &Self) -> bool {
        *self.kept.lock().unwrap() == *other.kept.lock().unwrap()
    }

    /// Makes all operations fail from now on.
    pub(crate) fn break_down(&self) {
        self.broken.store(true, Ordering::SeqCst);
    }

    /// Refuses writes with this outage from now on; reads still work.
    pub(crate) fn take_nothing(&self, outage: Outage) {
        *self.outage.lock().unwrap() = Some(outage);
    }

    /// Refuses reads and writes with this outage from now on.
    pub(crate) fn be_away(&self, outage: Outage) {
        self.take_nothing(outage);
        self.away.store(true, Ordering::SeqCst);
    }

    fn to_write(&self) -> Result<std::sync::MutexGuard<'_, Kept>, Refused> {
        match *self.outage.lock().unwrap() {
            Some(outage) => Err(Refused::Out(outage, "the store's secret".into())),
            None => self.kept(),
        }
    }

    fn kept(&self) -> Result<std::sync::MutexGuard<'_, Kept>, Refused> {
        if self.broken.load(Ordering::SeqCst) {
            return Err(Refused::Failed("the store's secret".into()));
        }
        // The lock is taken only then, because `to_write` holds it.
        if self.away.load(Ordering::SeqCst)
            && let Some(outage) = *self.outage.lock().unwrap()
        {
            return Err(Refused::Out(outage, "the store's secret".into()));
        }
        Ok(self.kept.lock().unwrap())
    }
}

impl Kept {
    fn report(&mut self, id: &ReportId) -> Result<&mut KeptReport, Refused> {
        self.reports.get_mut(id.as_str()).ok_or(Refused::Unknown)?.as_mut().ok_or(Refused::Deleted)
    }

    /// The report, if the claim allows to edit it.
    fn edited(&mut self, id: &ReportId, by: &Claim) -> Result<&mut KeptReport, Refused> {
        let report = self.report(id)?;
        if report.right(by)? == Right::Edit { Ok(report) } else { Err(Refused::WrongToken) }
    }

    fn delete(&mut self, id: &ReportId) {
        self.drafts.retain(|_, draft| draft.origin.as_ref().is_none_or(|origin| origin.report != *id));
        for link in self.fixed.values_mut() {
            link.take_if(|(report, _)| report == id);
        }
        self.reviews.remove(id.as_str());
        self.reports.insert(id.as_str().to_owned(), None);
    }

    /// The report revision that was published from this version of the draft, if there is one.
    fn published_from(&self, draft: &DraftVersion) -> Result<Option<Origin>, Refused> {
        let kept = self.drafts.get(draft.id.as_str()).ok_or(Refused::Unknown)?;
        Ok(kept.origin.clone().filter(|origin| origin.published == Some(draft.version)))
    }

    fn belong(&mut self, draft: Option<DraftVersion>, report: &ReportId, revision: u32) {
        let Some(DraftVersion { id, version }) = draft else { return };
        let origin = Origin { report: report.clone(), revision, published: Some(version) };
        self.drafts.get_mut(id.as_str()).unwrap().origin = Some(origin);
    }
}

#[async_trait::async_trait]
impl ReportStore for Memory {
    async fn publish(&self, report: NewReport, mark: Option<Idempotency>) -> Result<Published, Refused> {
        let NewReport { id, token, content, draft, origin } = report;
        let mut kept = self.to_write()?;
        if let Some(mark) = &mark {
            match kept.creations.get(&mark.key).filter(|(_, _, at)| *at >= mark.since) {
                Some((_, id, _)) if kept.reports[id.as_str()].is_none() => return Err(Refused::Deleted),
                Some((request, id, _)) if *request == mark.request => return Ok(Published::Before(id.clone())),
                Some(_) => return Err(Refused::KeyReused),
                None => {}
            }
        }
        let before = draft.as_ref().map(|draft| kept.published_from(draft)).transpose()?.flatten();
        if before.is_none() && kept.reports.contains_key(id.as_str()) {
            return Err(Refused::Failed("this id is taken".into()));
        }
        // A fork that is refused leaves everything as it is.
        let origin = match (origin, &before) {
            (Some(origin), None) => Some(kept.link_to(origin, &content.made_at)?),
            _ => None,
        };
        // A mark that is still there is too old to count.
        if let Some(mark) = &mark {
            kept.creations.remove(&mark.key);
        }
        if let Some(origin) = before {
            return Ok(Published::Before(origin.report));
        }
        if let Some(mark) = mark {
            kept.creations.insert(mark.key, (mark.request, id.clone(), content.made_at.clone()));
        }
        let report = KeptReport {
            edit: Grant { token, expires_at: None },
            review: None,
            revisions: vec![content],
            expires_at: None,
            status: Status::Proposed,
            listing: None,
            origin,
        };
        kept.reports.insert(id.as_str().to_owned(), Some(report));
        kept.belong(draft, &id, 1);
        Ok(Published::New)
    }

    async fn revise(
        &self,
        id: &ReportId,
        by: &Claim,
        expected: &Expected,
        content: Content,
        draft: Option<DraftVersion>,
    ) -> Result<u32, Refused> {
        let mut kept = self.to_write()?;
        let report = kept.edited(id, by)?;
        let latest = report.latest();
        let last = report.revisions.last().unwrap();
        let is_noted_so = last.note == content.note && last.words.is_some() == content.words.is_some();
        if let Some(draft) = &draft
            && kept.published_from(draft)?.is_some_and(|origin| origin.report == *id && origin.revision == latest)
            && is_noted_so
        {
            return Ok(latest);
        }
        if !expected.allows(latest) {
            return Err(Refused::Old(latest));
        }
        kept.edited(id, by)?.revisions.push(content);
        kept.belong(draft, id, latest + 1);
        Ok(latest + 1)
    }

    async fn read(&self, id: &ReportId, which: Which) -> Result<Report, Refused> {
        let mut kept = self.kept()?;
        let report = kept.report(id)?;
        let revision = match which {
            Which::Latest => report.latest(),
            Which::Number(number) => number,
        };
        let index = usize::try_from(revision).unwrap().checked_sub(1).ok_or(Refused::Unknown)?;
        let content = report.revisions.get(index).ok_or(Refused::Unknown)?.clone();
        let standing = Standing {
            status: report.status.clone(),
            expires_at: report.expires_at.clone(),
            is_listed: report.listing.is_some(),
            origin: report.origin.clone(),
        };
        Ok(Report { at: ShownAt::Report(id.clone()), revision, content: Arc::new(content), standing })
    }

    async fn ids(&self, after: Option<&ReportId>, most: u32) -> Result<Vec<ReportId>, Refused> {
        let kept = self.kept()?;
        let there = kept.reports.iter().filter(|(_, report)| report.is_some()).map(|(id, _)| id);
        let behind = there.filter(|id| after.is_none_or(|after| id.as_str() > after.as_str()));
        Ok(behind.take(usize::try_from(most).unwrap()).map(|id| ReportId::parse(id).unwrap()).collect())
    }

    async fn allows(&self, id: &ReportId, by: &Claim) -> Result<Right, Refused> {
        self.kept()?.report(id)?.right(by)
    }

    async fn delete(&self, id: &ReportId, by: &Claim, expected: &Expected) -> Result<(), Refused> {
        let mut kept = self.to_write()?;
        let latest = kept.edited(id, by)?.latest();
        if !expected.allows(latest) {
            return Err(Refused::Old(latest));
        }
        kept.delete(id);
        Ok(())
    }
}

#[async_trait::async_trait]
impl DraftStore for Memory {
    async fn start(&self, draft: &Draft) -> Result<(), Refused> {
        let mut kept = self.to_write()?;
        if let Some(origin) = &draft.origin {
            kept.reports.get(origin.report.as_str()).ok_or(Refused::Unknown)?.as_ref().ok_or(Refused::Deleted)?;
        }
        kept.drafts.insert(draft.id.as_str().to_owned(), draft.clone());
        Ok(())
    }

    async fn draft(&self, id: &DraftId) -> Result<Draft, Refused> {
        let draft = self.kept().map(|kept| {
            let draft = kept.drafts.get(id.as_str()).cloned().ok_or(Refused::Unknown)?;
            let has = |number| kept.changes.get(id.as_str()).is_some_and(|changes| changes.contains_key(&number));
            let done = draft.history.done;
            Ok(Draft { history: History { done, can_undo: has(done), can_redo: has(done + 1) }, ..draft })
        })?;
        // As in a real store, other tasks run before the caller continues.
        tokio::task::yield_now().await;
        draft
    }

    async fn save(&self, draft: &Draft, turn: Turn, back: &Replacement) -> Result<(), Refused> {
        let mut kept = self.to_write()?;
        let kept = &mut *kept;
        let old = kept.drafts.get_mut(draft.id.as_str()).ok_or(Refused::Unknown)?;
        if old.version + 1 != draft.version {
            return Err(Refused::Old(old.version));
        }
        *old = Draft { origin: old.origin.take(), ..draft.clone() };
        let changes = kept.changes.entry(draft.id.as_str().to_owned()).or_default();
        let done = draft.history.done;
        let number = if turn == Turn::Undo { done + 1 } else { done };
        changes.insert(number, back.clone());
        if turn == Turn::New {
            changes.retain(|other, _| *other <= number);
            let mut together = 0;
            let mut oldest_first: Vec<u32> = changes.keys().copied().collect();
            while let Some(other) = oldest_first.pop() {
                together += changes[&other].text.len() + usize::try_from(EACH).unwrap();
                if together > usize::try_from(KEPT_BYTES).unwrap() && other + KEPT_CHANGES <= number {
                    changes.remove(&other);
                }
            }
        }
        Ok(())
    }

    async fn change(&self, id: &DraftId, number: u32) -> Result<Option<Replacement>, Refused> {
        let kept = self.kept()?;
        // A draft takes its changes with it.
        let changes = kept.drafts.get(id.as_str()).and_then(|_| kept.changes.get(id.as_str()));
        Ok(changes.and_then(|changes| changes.get(&number)).cloned())
    }

    async fn forget(&self, id: &DraftId) -> Result<(), Refused> {
        let mut kept = self.to_write()?;
        kept.changes.remove(id.as_str());
        kept.drafts.remove(id.as_str()).ok_or(Refused::Unknown).map(|_| ())
    }
}

#[async_trait::async_trait]
impl Store for Memory {
    async fn ready(&self) -> Result<(), Refused> {
        self.to_write().map(|_| ())
    }

    async fn expire(&self, expired: &Expired, most: u32) -> Result<u32, Refused> {
        let mut kept = self.to_write()?;
        let most = usize::try_from(most).unwrap();
        let mut drafts: Vec<_> =
            kept.drafts.values().map(|draft| (draft.changed_at.clone(), draft.id.clone())).collect();
        drafts.retain(|(changed_at, _)| expired.drafts.as_ref().is_some_and(|time| changed_at < time));
        drafts.sort_by(|(one, _), (other, _)| one.cmp(other));
        drafts.truncate(most);
        let mut marks: Vec<_> = kept.creations.iter().map(|(key, (_, _, at))| (at.clone(), *key)).collect();
        marks.retain(|(at, _)| *at < expired.marks);
        marks.sort();
        marks.truncate(most);
        let is_its_time = |expires_at: Option<&str>| is_past(expires_at, &expired.now);
        let mut reports: Vec<_> = kept
            .reports
            .iter()
            .filter_map(|(id, report)| Some((report.as_ref()?.expires_at.clone()?, ReportId::parse(id)?)))
            .filter(|(expires_at, _)| is_its_time(Some(expires_at)))
            .collect();
        reports.sort_by(|(one, _), (other, _)| one.cmp(other));
        reports.truncate(most);
        let mut links: Vec<_> = kept
            .fixed
            .iter()
            .filter_map(|(id, link)| Some((link.as_ref()?.1.expires_at.clone()?, id.clone())))
            .filter(|(expires_at, _)| is_its_time(Some(expires_at)))
            .collect();
        links.sort();
        links.truncate(most);
        for (_, id) in &links {
            kept.fixed.insert(id.clone(), None);
        }
        for (_, id) in &reports {
            kept.delete(id);
        }
        for (_, id) in &drafts {
            kept.drafts.remove(id.as_str());
        }
        for (_, key) in &marks {
            kept.creations.remove(key);
        }
        Ok(u32::try_from(drafts.len() + marks.len() + reports.len() + links.len()).unwrap())
    }

    async fn close(&self) {}
}
