//! The store's maintenance: the readiness check, deleting expired data, and removing deleted data from the log.

use std::sync::atomic::Ordering;
use std::time::Duration;

use app::store::{Expired, Refused, Store};
use async_trait::async_trait;
use sqlx::{Row, SqliteConnection, SqlitePool};

use super::sql::{Change, Expire};
use super::write::Writer;
use super::{SqliteStore, failed};

/// Number of bytes that a readiness check writes. It is the size of an ordinary report, so that a full disk is noticed.
const TRIED: u32 = 32 * 1024;

/// First and longest pause between two attempts to empty the log, and the maximum number of attempts.
const AGAIN: Duration = Duration::from_millis(100);
const AT_MOST: Duration = Duration::from_secs(10);
const TRIES: u32 = 20;

#[async_trait]
impl Store for SqliteStore {
    async fn ready(&self) -> Result<(), Refused> {
        self.trial.or(self.try_out()).await
    }

    async fn expire(&self, expired: &Expired, most: u32) -> Result<u32, Refused> {
        let gone = self.make(Expire { expired: expired.clone(), most }).await?;
        self.contents.clear();
        // The log still contains earlier texts of drafts.
        self.wipe().await;
        Ok(gone)
    }

    async fn close(&self) {
        self.readers.close().await;
        if let Ok((Writer { pool, .. }, _)) = self.writing() {
            empty_journal(pool).await;
            pool.close().await;
        }
    }
}

/// Writes as much as an ordinary report.
struct Trial;

#[async_trait]
impl Change for Trial {
    type Done = ();

    async fn make(&self, write: &mut SqliteConnection) -> Result<(), Refused> {
        let done = sqlx::query("UPDATE probe SET filler = randomblob($1)").bind(TRIED).execute(write).await;
        done.map_err(failed).map(|_| ())
    }
}

impl SqliteStore {
    /// Reads and writes once.
    async fn try_out(&self) -> Result<(), Refused> {
        sqlx::query("SELECT 1 FROM reports LIMIT 1").fetch_optional(&self.readers).await.map_err(failed)?;
        self.make(Trial).await
    }

    /// Removes deleted data from the write-ahead log. If a reader still uses the log, a background task tries
    /// again later.
    pub(super) async fn wipe(&self) {
        let Ok((Writer { pool: writer, .. }, _)) = self.writing() else { return };
        if empty_journal(writer).await || self.is_wiping.swap(true, Ordering::SeqCst) {
            return;
        }
        let (writer, is_wiping) = (writer.clone(), self.is_wiping.clone());
        tokio::spawn(async move {
            let mut pause = AGAIN;
            for _ in 0..TRIES {
                tokio::time::sleep(pause).await;
                // A deletion from now on starts its own task if this attempt is too early for it.
                is_wiping.store(false, Ordering::SeqCst);
                if empty_journal(&writer).await || is_wiping.swap(true, Ordering::SeqCst) {
                    return;
                }
                pause = (pause * 2).min(AT_MOST);
            }
            is_wiping.store(false, Ordering::SeqCst);
            tracing::warn!("the store's journal could not be emptied; it is tried again within the hour");
        });
    }
}

/// Copies the log into the file, where deleted data is overwritten, and empties the log. Returns `false` if a
/// reader still uses the log.
async fn empty_journal(writer: &SqlitePool) -> bool {
    let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(writer).await;
    row.and_then(|row| row.try_get::<i64, _>("busy")).is_ok_and(|busy| busy == 0)
}
