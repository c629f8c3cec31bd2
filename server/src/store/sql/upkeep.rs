//! What expires.

use app::store::{Expired, Refused};
use async_trait::async_trait;

use super::{Change, Connection, failed};

/// Deletes expired drafts and marks, at most `most` of each.
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
        Ok(u32::try_from(drafts.rows_affected() + marks.rows_affected()).unwrap_or(u32::MAX))
    }
}
