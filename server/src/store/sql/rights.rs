//! Who may do what with a report.

use app::links::{Claim, Grant, Right, is_past};
use app::report::{ReportId, TokenHash};
use app::store::Refused;
use sqlx::{Row as _, SqlSafeStr};

use super::{Connection, Row, failed, locking, number};
use crate::store::corrupt;

const HOLDERS: &str = "SELECT token_hash, edit_expires_at, review_hash, review_expires_at, expires_at, latest \
                       FROM reports WHERE id = $1";

/// The tokens that give rights to a report, and what else a change of the report needs from its row.
pub(super) struct Holders {
    /// Who edits.
    pub(super) edit: Grant,
    /// Who reviews; nobody but the editors if `None`.
    pub(super) review: Option<Grant>,
    /// When the report itself expires.
    pub(super) expires_at: Option<String>,
    /// The number of its newest revision.
    pub(super) latest: u32,
}

impl Holders {
    /// Those of a report, for a question that changes nothing.
    pub(super) async fn of(reader: &mut Connection, id: &ReportId) -> Result<Self, Refused> {
        Self::read(reader, HOLDERS, id).await
    }

    /// Those of a report that is about to be changed.
    pub(super) async fn to_change(write: &mut Connection, id: &ReportId) -> Result<Self, Refused> {
        Self::read(write, locking(HOLDERS), id).await
    }

    /// The same if the claim gives this right.
    pub(super) async fn allowing(
        write: &mut Connection,
        id: &ReportId,
        by: &Claim,
        right: Right,
    ) -> Result<Self, Refused> {
        let holders = Self::to_change(write, id).await?;
        if holders.given(by)? >= right { Ok(holders) } else { Err(Refused::WrongToken) }
    }

    /// The right that a claim gives.
    pub(super) fn given(&self, by: &Claim) -> Result<Right, Refused> {
        if is_past(self.expires_at.as_deref(), &by.at) {
            return Err(Refused::Deleted);
        }
        if self.edit.allows(by) {
            return Ok(Right::Edit);
        }
        let may_review = self.review.as_ref().is_some_and(|grant| grant.allows(by));
        if may_review { Ok(Right::Review) } else { Err(Refused::WrongToken) }
    }

    async fn read(connection: &mut Connection, sql: impl SqlSafeStr, id: &ReportId) -> Result<Self, Refused> {
        let row = sqlx::query(sql).bind(id.as_str()).fetch_optional(connection).await.map_err(failed)?;
        let row = row.ok_or(Refused::Unknown)?;
        Ok(Self {
            edit: grant(&row, "token_hash", "edit_expires_at")?.ok_or(Refused::Deleted)?,
            review: grant(&row, "review_hash", "review_expires_at")?,
            expires_at: row.try_get("expires_at").map_err(failed)?,
            latest: number(&row, "latest")?,
        })
    }
}

/// A right in two columns; `None` if nobody has it.
fn grant(row: &Row, hash: &str, expires_at: &str) -> Result<Option<Grant>, Refused> {
    let Some(hash) = row.try_get::<Option<&[u8]>, _>(hash).map_err(failed)? else { return Ok(None) };
    let token = TokenHash::kept(hash).ok_or_else(|| corrupt("a token's hash"))?;
    Ok(Some(Grant { token, expires_at: row.try_get(expires_at).map_err(failed)? }))
}
