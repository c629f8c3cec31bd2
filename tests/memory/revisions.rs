//! The list of a report's revisions, in memory.

use app::{
    report::ReportId,
    store::{Listed, Refused, RevisionList, RevisionStore},
};

use super::Memory;

#[async_trait::async_trait]
impl RevisionStore for Memory {
    async fn revisions(&self, id: &ReportId, before: Option<u32>, most: u32) -> Result<RevisionList, Refused> {
        let kept = self.kept()?;
        let report = kept.reports.get(id.as_str()).ok_or(Refused::Unknown)?;
        let report = report.as_ref().ok_or(Refused::Deleted)?;
        let revisions = &report.revisions;
        let listed = (1..).zip(revisions).map(|(number, content)| Listed {
            number,
            made_at: content.made_at.clone(),
            note: content.note.clone(),
        });
        let mut listed: Vec<Listed> = listed.filter(|one| before.is_none_or(|before| one.number < before)).collect();
        listed.reverse();
        listed.truncate(usize::try_from(most).unwrap());
        Ok(RevisionList { latest: report.latest(), expires_at: report.expires_at.clone(), revisions: listed })
    }
}
