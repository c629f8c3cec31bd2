//! Drafts in a SQLite file.

use app::draft::history::{EACH, History, KEPT_BYTES, KEPT_CHANGES, Replacement, Turn};
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
            "SELECT version, text, words, report, revision, published, changed_at, done, \
             EXISTS (SELECT 1 FROM draft_changes WHERE draft = id AND number = done) AS can_undo, \
             EXISTS (SELECT 1 FROM draft_changes WHERE draft = id AND number = done + 1) AS can_redo \
             FROM drafts WHERE id = ?",
        )
        .bind(id.as_str())
        .fetch_optional(&self.readers)
        .await
        .map_err(failed)?
        .ok_or(Refused::Unknown)?;
        read(id, &row)
    }

    async fn save(&self, draft: &Draft, turn: Turn, back: &Replacement) -> Result<(), Refused> {
        let mut write = self.begin().await?;
        let done = async {
            save(&mut write, draft).await?;
            remember(&mut write, draft, turn, back).await
        }
        .await;
        write.end(done).await
    }

    async fn change(&self, id: &DraftId, number: u32) -> Result<Option<Replacement>, Refused> {
        let row = sqlx::query("SELECT at, length, text FROM draft_changes WHERE draft = ? AND number = ?")
            .bind(id.as_str())
            .bind(number)
            .fetch_optional(&self.readers)
            .await
            .map_err(failed)?;
        row.map(|row| replacement(&row)).transpose()
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
        "INSERT INTO drafts (id, version, text, words, report, revision, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(draft.id.as_str())
    .bind(draft.version)
    .bind(&draft.text)
    .bind(&draft.words)
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
    sqlx::query("UPDATE drafts SET version = ?, text = ?, words = ?, done = ?, changed_at = ? WHERE id = ?")
        .bind(draft.version)
        .bind(&draft.text)
        .bind(&draft.words)
        .bind(draft.history.done)
        .bind(&draft.changed_at)
        .bind(draft.id.as_str())
        .execute(&mut *write)
        .await
        .map_err(failed)
        .map(|_| ())
}

/// Keeps a change in the draft's history.
async fn remember(write: &mut SqliteConnection, draft: &Draft, turn: Turn, back: &Replacement) -> Result<(), Refused> {
    let done = draft.history.done;
    let number = if turn == Turn::Undo { done.saturating_add(1) } else { done };
    let place = |place: usize| i64::try_from(place).map_err(|error| Refused::Failed(error.into()));
    sqlx::query("INSERT OR REPLACE INTO draft_changes (draft, number, at, length, text) VALUES (?, ?, ?, ?, ?)")
        .bind(draft.id.as_str())
        .bind(number)
        .bind(place(back.at)?)
        .bind(place(back.length)?)
        .bind(&back.text)
        .execute(&mut *write)
        .await
        .map_err(failed)?;
    if turn != Turn::New {
        return Ok(());
    }
    sqlx::query("DELETE FROM draft_changes WHERE draft = ? AND number > ?")
        .bind(draft.id.as_str())
        .bind(number)
        .execute(&mut *write)
        .await
        .map_err(failed)?;
    sqlx::query(
        "DELETE FROM draft_changes WHERE draft = ?1 AND number <= ?2 AND number <= (SELECT max(number) FROM \
         (SELECT number, sum(octet_length(text) + ?3) OVER (ORDER BY number DESC) AS together FROM draft_changes \
         WHERE draft = ?1) WHERE together > ?4)",
    )
    .bind(draft.id.as_str())
    .bind(i64::from(number) - i64::from(KEPT_CHANGES))
    .bind(EACH)
    .bind(KEPT_BYTES)
    .execute(&mut *write)
    .await
    .map_err(failed)?;
    Ok(())
}

fn replacement(row: &SqliteRow) -> Result<Replacement, Refused> {
    let place = |name| {
        let place: i64 = row.try_get(name).map_err(failed)?;
        usize::try_from(place).map_err(|_| corrupt("a place in a text"))
    };
    Ok(Replacement { at: place("at")?, length: place("length")?, text: row.try_get("text").map_err(failed)? })
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
        history: History {
            done: row.try_get("done").map_err(failed)?,
            can_undo: row.try_get("can_undo").map_err(failed)?,
            can_redo: row.try_get("can_redo").map_err(failed)?,
        },
        origin,
        changed_at: row.try_get("changed_at").map_err(failed)?,
    })
}
