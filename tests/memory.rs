//! A store in memory: for tests that are not about a store, and to hold the real ones against.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use app::{
    report::{Content, Report, ReportId, TokenHash},
    store::{Expected, Idempotency, NewReport, Published, Refused, ReportStore, Which},
};

/// Reports in memory.
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

    async fn delete(&self, id: &ReportId, token: &TokenHash, expected: &Expected, _at: &str) -> Result<(), Refused> {
        let mut kept = self.kept()?;
        kept.revisions(id, token, expected)?;
        kept.reports.insert(id.as_str().to_owned(), None);
        Ok(())
    }

    async fn ready(&self) -> Result<(), Refused> {
        self.kept().map(|_| ())
    }
}
