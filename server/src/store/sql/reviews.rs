//! Remarks and ballots.

use app::links::{Claim, Right};
use app::report::ReportId;
use app::review::{Ballot, Fate, Kept, MOST_BALLOTS, MOST_REMARKS, NewRemark, Remark, RemarkKind};
use app::store::{Refused, ReviewStore};
use async_trait::async_trait;
use sqlx::Row as _;

use super::rights::Holders;
use super::{Change, Connection, Database, Row, failed, number, optional_number};
use crate::store::corrupt;
use crate::store::free::Free;

const REMARK: &str = "SELECT number, made_at, revision, stood, kind, at, written_by, words, asked, is_hidden, \
                      is_settled FROM remarks WHERE report = $1 ORDER BY number";

const BALLOT: &str =
    "SELECT number, made_at, revision, cast_by, answers, is_hidden FROM ballots WHERE report = $1 ORDER BY number";

#[async_trait]
impl ReviewStore for Database {
    async fn remark(&self, id: &ReportId, by: &Claim, remark: NewRemark) -> Result<u32, Refused> {
        self.make(Leave { id: id.clone(), by: by.clone(), remark }).await
    }

    async fn remarks(&self, id: &ReportId) -> Result<Vec<Kept>, Refused> {
        let mut reader = self.snapshot().await?;
        is_there(&mut reader, id).await?;
        let rows = sqlx::query(REMARK).bind(id.as_str()).fetch_all(&mut *reader).await.map_err(failed)?;
        rows.iter().map(remark).collect()
    }

    async fn decide_remark(&self, id: &ReportId, by: &Claim, number: u32, fate: Fate) -> Result<(), Refused> {
        let (sql, is_so) = match fate {
            Fate::Hidden(is_so) => ("UPDATE remarks SET is_hidden = $1 WHERE report = $2 AND number = $3", is_so),
            Fate::Settled(is_so) => ("UPDATE remarks SET is_settled = $1 WHERE report = $2 AND number = $3", is_so),
        };
        self.make(Mark { id: id.clone(), by: by.clone(), right: fate.takes(), sql, is_so, number }).await
    }

    async fn cast(&self, id: &ReportId, by: &Claim, ballot: Ballot) -> Result<u32, Refused> {
        self.make(Cast { id: id.clone(), by: by.clone(), ballot }).await
    }

    async fn ballots(&self, id: &ReportId) -> Result<Vec<Ballot>, Refused> {
        let mut reader = self.snapshot().await?;
        is_there(&mut reader, id).await?;
        let rows = sqlx::query(BALLOT).bind(id.as_str()).fetch_all(&mut *reader).await.map_err(failed)?;
        rows.iter().map(ballot).collect()
    }

    async fn hide_ballot(&self, id: &ReportId, by: &Claim, number: u32, hidden: bool) -> Result<(), Refused> {
        let sql = "UPDATE ballots SET is_hidden = $1 WHERE report = $2 AND number = $3";
        self.make(Mark { id: id.clone(), by: by.clone(), right: Right::Edit, sql, is_so: hidden, number }).await
    }
}

/// Keeps a remark.
struct Leave {
    id: ReportId,
    by: Claim,
    remark: NewRemark,
}

#[async_trait]
impl Change for Leave {
    type Done = u32;

    async fn make(&self, write: &mut Connection) -> Result<u32, Refused> {
        let Self { id, by, remark: NewRemark { made_at, revision, stood, remark: left } } = self;
        Holders::allowing(write, id, by, Right::Review).await?;
        let same = sqlx::query(
            "SELECT number FROM remarks WHERE report = $1 AND revision = $2 AND is_hidden = $3 AND kind = $4 \
             AND at = $5 AND written_by = $6 AND words = $7 AND asked IS NOT DISTINCT FROM $8 ORDER BY number LIMIT 1",
        )
        .bind(id.as_str())
        .bind(i64::from(*revision))
        .bind(false)
        .bind(left.kind.name())
        .bind(Free(left.at.as_str()))
        .bind(Free(left.by.as_str()))
        .bind(Free(left.text.as_str()))
        .bind(left.asked.as_deref().map(Free))
        .fetch_optional(&mut *write)
        .await
        .map_err(failed)?;
        if let Some(same) = same {
            return number(&same, "number");
        }
        let next = next(write, "SELECT max(number) AS newest FROM remarks WHERE report = $1", id, MOST_REMARKS).await?;
        sqlx::query(
            "INSERT INTO remarks (report, number, made_at, revision, stood, kind, at, written_by, words, asked, \
             is_hidden, is_settled) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
        )
        .bind(id.as_str())
        .bind(i64::from(next))
        .bind(made_at)
        .bind(i64::from(*revision))
        .bind(stood)
        .bind(left.kind.name())
        .bind(Free(left.at.as_str()))
        .bind(Free(left.by.as_str()))
        .bind(Free(left.text.as_str()))
        .bind(left.asked.as_deref().map(Free))
        .bind(false)
        .execute(&mut *write)
        .await
        .map_err(failed)?;
        Ok(next)
    }
}

/// Keeps a ballot.
struct Cast {
    id: ReportId,
    by: Claim,
    ballot: Ballot,
}

#[async_trait]
impl Change for Cast {
    type Done = u32;

    async fn make(&self, write: &mut Connection) -> Result<u32, Refused> {
        let Self { id, by, ballot: cast } = self;
        Holders::allowing(write, id, by, Right::Review).await?;
        let newest = sqlx::query(
            "SELECT number, made_at, revision, cast_by, answers, is_hidden FROM ballots \
             WHERE report = $1 AND cast_by = $2 ORDER BY number DESC LIMIT 1",
        )
        .bind(id.as_str())
        .bind(Free(cast.by.as_str()))
        .fetch_optional(&mut *write)
        .await
        .map_err(failed)?;
        let newest = newest.map(|row| ballot(&row)).transpose()?;
        let is_same = |kept: &Ballot| !kept.is_hidden && kept.revision == cast.revision && kept.answers == cast.answers;
        if let Some(same) = newest.filter(is_same) {
            return Ok(same.number);
        }
        let next = next(write, "SELECT max(number) AS newest FROM ballots WHERE report = $1", id, MOST_BALLOTS).await?;
        let answers = serde_json::to_string(&cast.answers).map_err(|error| Refused::Failed(error.into()))?;
        sqlx::query(
            "INSERT INTO ballots (report, number, made_at, revision, cast_by, answers, is_hidden) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id.as_str())
        .bind(i64::from(next))
        .bind(&cast.made_at)
        .bind(i64::from(cast.revision))
        .bind(Free(cast.by.as_str()))
        .bind(Free(answers.as_str()))
        .bind(false)
        .execute(&mut *write)
        .await
        .map_err(failed)?;
        Ok(next)
    }
}

/// Says something of a remark or a ballot.
struct Mark {
    id: ReportId,
    by: Claim,
    /// The right that it takes.
    right: Right,
    sql: &'static str,
    is_so: bool,
    number: u32,
}

#[async_trait]
impl Change for Mark {
    type Done = ();

    async fn make(&self, write: &mut Connection) -> Result<(), Refused> {
        let Self { id, by, right, sql, is_so, number } = self;
        Holders::allowing(write, id, by, *right).await?;
        let marked = sqlx::query(*sql)
            .bind(*is_so)
            .bind(id.as_str())
            .bind(i64::from(*number))
            .execute(&mut *write)
            .await
            .map_err(failed)?;
        if marked.rows_affected() == 0 { Err(Refused::Unknown) } else { Ok(()) }
    }
}

/// Refuses if there is no such report.
async fn is_there(reader: &mut Connection, id: &ReportId) -> Result<(), Refused> {
    let row = sqlx::query("SELECT deleted_at IS NOT NULL AS deleted FROM reports WHERE id = $1")
        .bind(id.as_str())
        .fetch_optional(reader)
        .await
        .map_err(failed)?
        .ok_or(Refused::Unknown)?;
    if row.try_get("deleted").map_err(failed)? { Err(Refused::Deleted) } else { Ok(()) }
}

/// The number after the newest one, which `sql` asks for, if there is room for it.
async fn next(write: &mut Connection, sql: &'static str, id: &ReportId, most: u32) -> Result<u32, Refused> {
    let row = sqlx::query(sql).bind(id.as_str()).fetch_one(write).await.map_err(failed)?;
    let newest = optional_number(&row, "newest")?.unwrap_or(0);
    if newest < most { Ok(newest + 1) } else { Err(Refused::Full) }
}

fn remark(row: &Row) -> Result<Kept, Refused> {
    let kind: String = row.try_get("kind").map_err(failed)?;
    let asked: Option<Free<String>> = row.try_get("asked").map_err(failed)?;
    Ok(Kept {
        number: number(row, "number")?,
        made_at: row.try_get("made_at").map_err(failed)?,
        revision: number(row, "revision")?,
        stood: row.try_get("stood").map_err(failed)?,
        remark: Remark {
            kind: RemarkKind::named(&kind).ok_or_else(|| corrupt("a kind of remark"))?,
            at: free(row, "at")?,
            by: free(row, "written_by")?,
            text: free(row, "words")?,
            asked: asked.map(|Free(asked)| asked),
        },
        is_hidden: row.try_get("is_hidden").map_err(failed)?,
        is_settled: row.try_get("is_settled").map_err(failed)?,
    })
}

fn ballot(row: &Row) -> Result<Ballot, Refused> {
    Ok(Ballot {
        number: number(row, "number")?,
        made_at: row.try_get("made_at").map_err(failed)?,
        revision: number(row, "revision")?,
        by: free(row, "cast_by")?,
        answers: serde_json::from_str(&free(row, "answers")?).map_err(|_| corrupt("a ballot"))?,
        is_hidden: row.try_get("is_hidden").map_err(failed)?,
    })
}

fn free(row: &Row, column: &str) -> Result<String, Refused> {
    row.try_get(column).map_err(failed).map(|Free(text)| text)
}
