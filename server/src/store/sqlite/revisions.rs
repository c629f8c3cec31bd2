//! The list of a report's revisions in a SQLite file.

use app::report::ReportId;
use app::store::{Listed, Refused, RevisionList, RevisionStore};
use async_trait::async_trait;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{SqliteStore, failed};

#[async_trait]
impl RevisionStore for SqliteStore {
    async fn revisions(&self, id: &ReportId, before: Option<u32>, most: u32) -> Result<RevisionList, Refused> {
        let report = sqlx::query("SELECT latest, deleted_at IS NOT NULL AS deleted FROM reports WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(&self.readers)
            .await
            .map_err(failed)?
            .ok_or(Refused::Unknown)?;
        if report.try_get("deleted").map_err(failed)? {
            return Err(Refused::Deleted);
        }
        let latest: u32 = report.try_get("latest").map_err(failed)?;
        // A revision that is added between the two queries is left out, so that both say the same.
        let before = before.map_or(i64::from(latest) + 1, |before| i64::from(before).min(i64::from(latest) + 1));
        let rows = sqlx::query(
            "SELECT number, made_at, note FROM revisions WHERE report = $1 AND number < $2 ORDER BY number DESC LIMIT $3",
        )
        .bind(id.as_str())
        .bind(before)
        .bind(most)
        .fetch_all(&self.readers)
        .await
        .map_err(failed)?;
        let revisions = rows.iter().map(listed).collect::<Result<_, _>>().map_err(failed)?;
        Ok(RevisionList { latest, revisions })
    }
}

fn listed(row: &SqliteRow) -> Result<Listed, sqlx::Error> {
    Ok(Listed { number: row.try_get("number")?, made_at: row.try_get("made_at")?, note: row.try_get("note")? })
}
