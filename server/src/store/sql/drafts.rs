//! Drafts and what undoes their changes.

use app::draft::history::{EACH, History, KEPT_BYTES, KEPT_CHANGES, Replacement, Turn};
use app::draft::{Draft, DraftId, Origin};
use app::store::{DraftStore, Refused};
use async_trait::async_trait;
use sqlx::Row as _;

use super::{Change, Connection, Database, Row, failed, locking, number, optional_number, report_id};
use crate::store::corrupt;
use crate::store::free::Free;

#[async_trait]
impl DraftStore for Database {
    async fn start(&self, draft: &Draft) -> Result<(), Refused> {
        self.make(Start(draft.clone())).await
    }

    async fn draft(&self, id: &DraftId) -> Result<Draft, Refused> {
        let mut reader = self.reader().await?;
        let row = sqlx::query(
            "SELECT version, text, words, report, revision, published, changed_at, done, \
             EXISTS (SELECT 1 FROM draft_changes WHERE draft = id AND number = done) AS can_undo, \
             EXISTS (SELECT 1 FROM draft_changes WHERE draft = id AND number = done + 1) AS can_redo \
             FROM drafts WHERE id = $1",
        )
        .bind(id.as_str())
        .fetch_optional(&mut *reader)
        .await
        .map_err(failed)?
        .ok_or(Refused::Unknown)?;
        read(id, &row)
    }

    async fn save(&self, draft: &Draft, turn: Turn, back: &Replacement) -> Result<(), Refused> {
        self.make(Save { draft: draft.clone(), turn, back: back.clone() }).await
    }

    async fn change(&self, id: &DraftId, number: u32) -> Result<Option<Replacement>, Refused> {
        let mut reader = self.reader().await?;
        let row = sqlx::query("SELECT at, length, text FROM draft_changes WHERE draft = $1 AND number = $2")
            .bind(id.as_str())
            .bind(i64::from(number))
            .fetch_optional(&mut *reader)
            .await
            .map_err(failed)?;
        row.map(|row| replacement(&row)).transpose()
    }

    async fn forget(&self, id: &DraftId) -> Result<(), Refused> {
        self.make(Forget(id.clone())).await?;
        self.wipe().await;
        Ok(())
    }
}

/// Stores a new draft.
struct Start(Draft);

#[async_trait]
impl Change for Start {
    type Done = ();

    async fn make(&self, write: &mut Connection) -> Result<(), Refused> {
        let Self(draft) = self;
        // The report may have been deleted after the draft's text was read from it.
        if let Some(origin) = &draft.origin {
            let report = sqlx::query(locking("SELECT deleted_at IS NOT NULL AS deleted FROM reports WHERE id = $1"))
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
            "INSERT INTO drafts (id, version, text, words, report, revision, changed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(draft.id.as_str())
        .bind(i64::from(draft.version))
        .bind(Free(draft.text.as_str()))
        .bind(draft.words.as_deref().map(Free))
        .bind(draft.origin.as_ref().map(|origin| origin.report.as_str()))
        .bind(draft.origin.as_ref().map(|origin| i64::from(origin.revision)))
        .bind(&draft.changed_at)
        .execute(&mut *write)
        .await
        .map_err(failed)
        .map(|_| ())
    }
}

/// Replaces a draft by its next version.
struct Save {
    draft: Draft,
    turn: Turn,
    back: Replacement,
}

#[async_trait]
impl Change for Save {
    type Done = ();

    async fn make(&self, write: &mut Connection) -> Result<(), Refused> {
        let Self { draft, turn, back } = self;
        let kept = sqlx::query(locking("SELECT version FROM drafts WHERE id = $1"))
            .bind(draft.id.as_str())
            .fetch_optional(&mut *write)
            .await
            .map_err(failed)?
            .ok_or(Refused::Unknown)?;
        let version = number(&kept, "version")?;
        if version.checked_add(1) != Some(draft.version) {
            return Err(Refused::Old(version));
        }
        sqlx::query("UPDATE drafts SET version = $1, text = $2, words = $3, done = $4, changed_at = $5 WHERE id = $6")
            .bind(i64::from(draft.version))
            .bind(Free(draft.text.as_str()))
            .bind(draft.words.as_deref().map(Free))
            .bind(i64::from(draft.history.done))
            .bind(&draft.changed_at)
            .bind(draft.id.as_str())
            .execute(&mut *write)
            .await
            .map_err(failed)?;
        remember(write, draft, *turn, back).await
    }
}

/// Deletes a draft.
struct Forget(DraftId);

#[async_trait]
impl Change for Forget {
    type Done = ();

    async fn make(&self, write: &mut Connection) -> Result<(), Refused> {
        let gone = sqlx::query("DELETE FROM drafts WHERE id = $1").bind(self.0.as_str()).execute(&mut *write).await;
        if gone.map_err(failed)?.rows_affected() == 0 { Err(Refused::Unknown) } else { Ok(()) }
    }
}

/// Keeps a change in the draft's history.
async fn remember(write: &mut Connection, draft: &Draft, turn: Turn, back: &Replacement) -> Result<(), Refused> {
    let done = draft.history.done;
    let number = i64::from(if turn == Turn::Undo { done.saturating_add(1) } else { done });
    let place = |place: usize| i64::try_from(place).map_err(|error| Refused::Failed(error.into()));
    sqlx::query(
        "INSERT INTO draft_changes (draft, number, at, length, text) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (draft, number) DO UPDATE SET at = excluded.at, length = excluded.length, text = excluded.text",
    )
    .bind(draft.id.as_str())
    .bind(number)
    .bind(place(back.at)?)
    .bind(place(back.length)?)
    .bind(Free(back.text.as_str()))
    .execute(&mut *write)
    .await
    .map_err(failed)?;
    if turn != Turn::New {
        return Ok(());
    }
    sqlx::query("DELETE FROM draft_changes WHERE draft = $1 AND number > $2")
        .bind(draft.id.as_str())
        .bind(number)
        .execute(&mut *write)
        .await
        .map_err(failed)?;
    sqlx::query(
        "DELETE FROM draft_changes WHERE draft = $1 AND number <= $2 AND number <= (SELECT max(number) FROM \
         (SELECT number, sum(octet_length(text) + $3) OVER (ORDER BY number DESC) AS together FROM draft_changes \
         WHERE draft = $1) AS sums WHERE together > $4)",
    )
    .bind(draft.id.as_str())
    .bind(number - i64::from(KEPT_CHANGES))
    .bind(i64::from(EACH))
    .bind(i64::from(KEPT_BYTES))
    .execute(&mut *write)
    .await
    .map_err(failed)
    .map(|_| ())
}

fn replacement(row: &Row) -> Result<Replacement, Refused> {
    let place = |name| {
        let place: i64 = row.try_get(name).map_err(failed)?;
        usize::try_from(place).map_err(|_| corrupt("a place in a text"))
    };
    Ok(Replacement { at: place("at")?, length: place("length")?, text: free(row, "text")? })
}

fn read(id: &DraftId, row: &Row) -> Result<Draft, Refused> {
    let origin = match optional_number(row, "revision")? {
        None => None,
        Some(revision) => {
            Some(Origin { report: report_id(row)?, revision, published: optional_number(row, "published")? })
        }
    };
    let words: Option<Free<String>> = row.try_get("words").map_err(failed)?;
    Ok(Draft {
        id: id.clone(),
        version: number(row, "version")?,
        text: free(row, "text")?,
        words: words.map(|Free(words)| words),
        history: History {
            done: number(row, "done")?,
            can_undo: row.try_get("can_undo").map_err(failed)?,
            can_redo: row.try_get("can_redo").map_err(failed)?,
        },
        origin,
        changed_at: row.try_get("changed_at").map_err(failed)?,
    })
}

fn free(row: &Row, column: &str) -> Result<String, Refused> {
    row.try_get(column).map_err(failed).map(|Free(text)| text)
}
