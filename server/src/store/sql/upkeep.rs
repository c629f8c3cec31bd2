//! What expires.

use app::store::{Expired, Refused};
use async_trait::async_trait;

use super::reports::delete;
use super::{Change, Connection, failed, locking, report_id};

/// Deletes expired drafts, marks, fixed links and reports, at most `most` of each.
pub(in super::super) struct Expire {
    pub(in super::super) expired: Expired,
    pub(in super::super) most: u32,
}

#[async_trait]
impl Change for Expire {
    type Done = u32;

    async fn make(&self, write: &mut Connection) -> Result<u32, Refused> {
        // The time is asked for twice, because a draft may be changed after the inner question was answered.
        let drafts = sqlx::query(
            "DELETE FROM drafts WHERE changed_at < $1 AND id IN \
             (SELECT id FROM drafts WHERE changed_at < $1 ORDER BY changed_at LIMIT $2)",
        )
        .bind(&self.expired.drafts)
        .bind(i64::from(self.most))
        .execute(&mut *write)
        .await
        .map_err(failed)?;
        let marks = sqlx::query(
            "DELETE FROM creations WHERE made_at < $1 AND key_hash IN \
             (SELECT key_hash FROM creations WHERE made_at < $1 ORDER BY made_at LIMIT $2)",
        )
        .bind(&self.expired.marks)
        .bind(i64::from(self.most))
        .execute(&mut *write)
        .await
        .map_err(failed)?;
        let links = sqlx::query(
            "UPDATE fixed_links SET report = NULL, revision = NULL, expires_at = NULL WHERE expires_at <= $1 AND id IN \
             (SELECT id FROM fixed_links WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)",
        )
        .bind(&self.expired.now)
        .bind(i64::from(self.most))
        .execute(&mut *write)
        .await
        .map_err(failed)?;
        let reports = "SELECT id AS report FROM reports WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2";
        let reports = sqlx::query(locking(reports))
            .bind(&self.expired.now)
            .bind(i64::from(self.most))
            .fetch_all(&mut *write)
            .await
            .map_err(failed)?;
        for row in &reports {
            delete(write, &report_id(row)?, &self.expired.now).await?;
        }
        let others = drafts.rows_affected() + marks.rows_affected() + links.rows_affected();
        let reports = u32::try_from(reports.len()).unwrap_or(u32::MAX);
        Ok(u32::try_from(others).unwrap_or(u32::MAX).saturating_add(reports))
    }
}
