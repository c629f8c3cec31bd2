//! The list of a report's revisions.

use app::report::ReportId;
use app::store::{Listed, Refused, RevisionList, RevisionStore};
use async_trait::async_trait;
use sqlx::Row as _;

use super::{Database, Row, failed, number};
use crate::store::free::Free;

#[async_trait]
impl RevisionStore for Database {
    async fn revisions(&self, id: &ReportId, before: Option<u32>, most: u32) -> Result<RevisionList, Refused> {
        let mut reader = self.snapshot().await?;
        let sql = "SELECT latest, expires_at, deleted_at IS NOT NULL AS deleted FROM reports WHERE id = $1";
        let report = sqlx::query(sql)
            .bind(id.as_str())
            .fetch_optional(&mut *reader)
            .await
            .map_err(failed)?
            .ok_or(Refused::Unknown)?;
        if report.try_get("deleted").map_err(failed)? {
            return Err(Refused::Deleted);
        }
        let latest = number(&report, "latest")?;
        let end = i64::from(latest) + 1;
        let rows = sqlx::query(
            "SELECT number, made_at, note FROM revisions WHERE report = $1 AND number < $2 \
             ORDER BY number DESC LIMIT $3",
        )
        .bind(id.as_str())
        .bind(before.map_or(end, |before| i64::from(before).min(end)))
        .bind(i64::from(most))
        .fetch_all(&mut *reader)
        .await
        .map_err(failed)?;
        let expires_at = report.try_get("expires_at").map_err(failed)?;
        Ok(RevisionList { latest, expires_at, revisions: rows.iter().map(listed).collect::<Result<_, _>>()? })
    }
}

fn listed(row: &Row) -> Result<Listed, Refused> {
    let note: Option<Free<String>> = row.try_get("note").map_err(failed)?;
    Ok(Listed {
        number: number(row, "number")?,
        made_at: row.try_get("made_at").map_err(failed)?,
        note: note.map(|note| note.0),
    })
}
