//! Drafts in a SQLite file.

use app::draft::{Draft, DraftId, Origin};
use app::report::ReportId;
use app::store::{DraftStore, Refused};
use async_trait::async_trait;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{SqliteStore, corrupt, failed};

#[async_trait]
impl DraftStore for SqliteStore {
    async fn start(&self, draft: &Draft) -> Result<(), Refused> {
        let mut write = self.begin().await?;
        let done = start(&mut write, draft).await;
        write.end(done).await
    }

    async fn draft(&self, id: &DraftId) -> Result<Draft, Refused> {
        let row = sqlx::query(
            "SELECT version, text, words, before, words_before, report, revision, published, changed_at FROM drafts \
             WHERE id = ?",
        )
        .bind(id.as_str())
        .fetch_optional(&self.readers)
        .await
        .map_err(failed)?
        .ok_or(Refused::Unknown)?;
        read(id, &row)
    }

    async fn save(&self, draft: &Draft) -> Result<(), Refused> {
        let mut write = self.begin().await?;
        let done = save(&mut write, draft).await;
        write.end(done).await
    }

    async fn forget(&self, id: &DraftId) -> Result<(), Refused> {
        let mut write = self.begin().await?;
        let done = sqlx::query("DELETE FROM drafts WHERE id = ?").bind(id.as_str()).execute(&mut *write).await;
        if write.end(done.map_err(failed)).await?.rows_affected() == 0 {
            return Err(Refused::Unknown);
        }
        self.wipe().await;
        Ok(())
    }
}

async fn start(write: &mut SqliteConnection, draft: &Draft) -> Result<(), Refused> {
    // The report may have been deleted after the draft's text was read from it.
    if let Some(origin) = &draft.origin {
        let report = sqlx::query("SELECT deleted_at IS NOT NULL AS deleted FROM reports WHERE id = ?")
            .bind(origin.report.as_str())
            .fetch_optional(&mut *write)
            .await
            .map_err(failed)?
            .ok_or(Refused::Unknown)?;
        if report.try_get("deleted").map_err(failed)? {
            return Err(Refused::Deleted);
        }
    }
    sqlx::query(
        "INSERT INTO drafts (id, version, text, words, before, words_before, report, revision, changed_at) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(draft.id.as_str())
    .bind(draft.version)
    .bind(&draft.text)
    .bind(&draft.words)
    .bind(&draft.before)
    .bind(&draft.words_before)
    .bind(draft.origin.as_ref().map(|origin| origin.report.as_str()))
    .bind(draft.origin.as_ref().map(|origin| origin.revision))
    .bind(&draft.changed_at)
    .execute(&mut *write)
    .await
    .map_err(failed)
    .map(|_| ())
}

async fn save(write: &mut SqliteConnection, draft: &Draft) -> Result<(), Refused> {
    let version: u32 = sqlx::query("SELECT version FROM drafts WHERE id = ?")
        .bind(draft.id.as_str())
        .fetch_optional(&mut *write)
        .await
        .map_err(failed)?
        .ok_or(Refused::Unknown)?
        .try_get("version")
        .map_err(failed)?;
    if version.checked_add(1) != Some(draft.version) {
        return Err(Refused::Old(version));
    }
    sqlx::query(
        "UPDATE drafts SET version = ?, text = ?, words = ?, before = ?, words_before = ?, changed_at = ? WHERE id = ?",
    )
    .bind(draft.version)
    .bind(&draft.text)
    .bind(&draft.words)
    .bind(&draft.before)
    .bind(&draft.words_before)
    .bind(&draft.changed_at)
    .bind(draft.id.as_str())
    .execute(&mut *write)
    .await
    .map_err(failed)
    .map(|_| ())
}

fn read(id: &DraftId, row: &SqliteRow) -> Result<Draft, Refused> {
    let report: Option<&str> = row.try_get("report").map_err(failed)?;
    let revision: Option<u32> = row.try_get("revision").map_err(failed)?;
    let origin = match report.zip(revision) {
        None => None,
        Some((report, revision)) => Some(Origin {
            report: ReportId::parse(report).ok_or_else(|| corrupt("a report's id"))?,
            revision,
            published: row.try_get("published").map_err(failed)?,
        }),
    };
    Ok(Draft {
        id: id.clone(),
        version: row.try_get("version").map_err(failed)?,
        text: row.try_get("text").map_err(failed)?,
        words: row.try_get("words").map_err(failed)?,
        before: row.try_get("before").map_err(failed)?,
        words_before: row.try_get("words_before").map_err(failed)?,
        origin,
        changed_at: row.try_get("changed_at").map_err(failed)?,
    })
}
