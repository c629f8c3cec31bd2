//! A store in memory: for tests that are not about a store, and to hold the real ones against.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use app::{
    draft::{Draft, DraftId, Origin},
    report::{Content, Report, ReportId, TokenHash},
    store::{DraftStore, Expected, Idempotency, NewReport, Published, Refused, ReportStore, Which},
};

/// Reports and drafts in memory.
#[derive(Default)]
pub(crate) struct Memory {
    kept: Mutex<Kept>,
    broken: AtomicBool,
}

#[derive(Default)]
struct Kept {
    /// By id: what may change it, and its revisions; nothing for a deleted one.
    reports: BTreeMap<String, Option<(TokenHash, Vec<Content>)>>,
    creations: BTreeMap<[u8; 32], ([u8; 32], ReportId)>,
    drafts: BTreeMap<String, Draft>,
}

impl Memory {
    /// From now on nothing works.
    pub(crate) fn break_down(&self) {
        self.broken.store(true, Ordering::SeqCst);
    }

    fn kept(&self) -> Result<std::sync::MutexGuard<'_, Kept>, Refused> {
        if self.broken.load(Ordering::SeqCst) {
            return Err(Refused::Failed("the store's secret".into()));
        }
        Ok(self.kept.lock().unwrap())
    }
}

impl Kept {
    fn revisions(
        &mut self,
        id: &ReportId,
        token: &TokenHash,
        expected: &Expected,
    ) -> Result<&mut Vec<Content>, Refused> {
        let report = self.reports.get_mut(id.as_str()).ok_or(Refused::Unknown)?;
        let (hash, revisions) = report.as_mut().ok_or(Refused::Deleted)?;
        if !hash.matches(token) {
            return Err(Refused::WrongToken);
        }
        let latest = u32::try_from(revisions.len()).unwrap();
        if expected.allows(latest) { Ok(revisions) } else { Err(Refused::Old(latest)) }
    }
}

#[async_trait::async_trait]
impl ReportStore for Memory {
    async fn publish(&self, report: NewReport, mark: Option<Idempotency>) -> Result<Published, Refused> {
        let mut kept = self.kept()?;
        if let Some(mark) = mark {
            match kept.creations.get(&mark.key) {
                Some((request, id)) if *request == mark.request => return Ok(Published::Before(id.clone())),
                Some(_) => return Err(Refused::KeyReused),
                None => kept.creations.insert(mark.key, (mark.request, report.id.clone())),
            };
        }
        kept.reports.insert(report.id.as_str().to_owned(), Some((report.token, vec![report.content])));
        Ok(Published::New)
    }

    async fn revise(
        &self,
        id: &ReportId,
        token: &TokenHash,
        expected: &Expected,
        content: Content,
    ) -> Result<u32, Refused> {
        let mut kept = self.kept()?;
        let revisions = kept.revisions(id, token, expected)?;
        revisions.push(content);
        Ok(u32::try_from(revisions.len()).unwrap())
    }

    async fn read(&self, id: &ReportId, which: Which) -> Result<Report, Refused> {
        let kept = self.kept()?;
        let report = kept.reports.get(id.as_str()).ok_or(Refused::Unknown)?;
        let (_, revisions) = report.as_ref().ok_or(Refused::Deleted)?;
        let revision = match which {
            Which::Latest => u32::try_from(revisions.len()).unwrap(),
            Which::Number(number) => number,
        };
        let index = usize::try_from(revision).unwrap().checked_sub(1).ok_or(Refused::Unknown)?;
        let content = revisions.get(index).ok_or(Refused::Unknown)?.clone();
        Ok(Report { id: id.clone(), revision, content })
    }

    async fn allows(&self, id: &ReportId, token: &TokenHash) -> Result<(), Refused> {
        self.kept()?.revisions(id, token, &Expected::Any).map(|_| ())
    }

    async fn delete(&self, id: &ReportId, token: &TokenHash, expected: &Expected, _at: &str) -> Result<(), Refused> {
        let mut kept = self.kept()?;
        kept.revisions(id, token, expected)?;
        for draft in kept.drafts.values_mut() {
            draft.origin = draft.origin.take().filter(|origin| origin.report != *id);
        }
        kept.reports.insert(id.as_str().to_owned(), None);
        Ok(())
    }

    async fn ready(&self) -> Result<(), Refused> {
        self.kept().map(|_| ())
    }
}

#[async_trait::async_trait]
impl DraftStore for Memory {
    async fn start(&self, draft: &Draft) -> Result<(), Refused> {
        self.kept()?.drafts.insert(draft.id.as_str().to_owned(), draft.clone());
        Ok(())
    }

    async fn draft(&self, id: &DraftId) -> Result<Draft, Refused> {
        self.kept()?.drafts.get(id.as_str()).cloned().ok_or(Refused::Unknown)
    }

    async fn save(&self, draft: &Draft) -> Result<(), Refused> {
        let mut kept = self.kept()?;
        let old = kept.drafts.get_mut(draft.id.as_str()).ok_or(Refused::Unknown)?;
        if old.version + 1 != draft.version {
            return Err(Refused::Old(old.version));
        }
        *old = Draft { origin: old.origin.take(), ..draft.clone() };
        Ok(())
    }

    async fn belong(&self, id: &DraftId, origin: &Origin) -> Result<(), Refused> {
        let mut kept = self.kept()?;
        kept.drafts.get_mut(id.as_str()).ok_or(Refused::Unknown)?.origin = Some(origin.clone());
        Ok(())
    }

    async fn forget(&self, id: &DraftId) -> Result<(), Refused> {
        self.kept()?.drafts.remove(id.as_str()).ok_or(Refused::Unknown).map(|_| ())
    }
}
