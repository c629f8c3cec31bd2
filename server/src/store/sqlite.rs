//! A store in a SQLite file. One connection writes, several read.
//!
//! The file uses a write-ahead log, so readers never wait. Each commit reaches the disk before it is acknowledged.

mod home;
mod queue;
#[path = "sql/mod.rs"]
#[allow(clippy::duplicate_mod, reason = "each database compiles the shared SQL for itself")]
mod sql;
#[cfg(test)]
mod tests;
mod upkeep;
mod write;

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use anyhow::{Context, bail};
use app::store::{Outage, Refused};
use sqlx::migrate::{Migrate, Migrator};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection as _, Sqlite, SqliteConnection, Transaction};

use self::home::Home;
use self::queue::Queue;
use self::write::Writer;
use crate::store;
use crate::store::contents::Contents;
use crate::store::trial::LastTrial;

/// What the shared SQL is compiled for.
use self::SqliteStore as Database;
use SqliteConnection as Connection;
use sqlx::sqlite::SqliteRow as Row;

/// Maximum time that a change waits for its turn, and then for another program to unlock the file.
const PATIENCE: Duration = Duration::from_secs(2);

/// Time that the writing connection waits for another program in one attempt.
const BUSY: Duration = Duration::from_millis(100);

/// Time that the start waits for another process that migrates the tables.
pub(super) const START: Duration = Duration::from_secs(10);

/// Number of reading connections.
const READERS: u32 = 8;

/// A store in a SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    /// What writes; `None` if the file is read-only.
    writing: Option<(Writer, Queue)>,
    readers: SqlitePool,
    /// Maximum time that a change waits for another program to unlock the file.
    patience: Duration,
    trial: LastTrial,
    /// Whether a background task is emptying the write-ahead log.
    is_wiping: Arc<AtomicBool>,
    contents: Contents,
}

impl SqliteStore {
    /// Opens the file of a URL such as `sqlite:reports.db` and migrates its tables. A missing file is
    /// created, readable and writable by its owner only.
    ///
    /// A read-only file is also opened if its tables are up to date. All changes are then refused, and no
    /// other program may change the file meanwhile.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        Self::open_with(SqliteConnectOptions::from_str(url).context("database_url is not sqlite: and a file's name")?)
            .await
    }

    async fn open_with(options: SqliteConnectOptions) -> anyhow::Result<Self> {
        let options = options
            .busy_timeout(PATIENCE)
            .foreign_keys(true)
            .pragma("trusted_schema", "OFF")
            // SQLite overwrites deleted data in the file.
            .pragma("secure_delete", "ON");
        let path = options.get_filename().to_owned();
        home::create(&path).with_context(|| format!("cannot make {}", path.display()))?;
        match Self::open_to_write(options.clone(), &path).await {
            Err(error) if can_only_be_read(&error) => match Self::open_to_read(options, &path).await {
                Ok(store) => {
                    tracing::warn!(error = format!("{error:#}"), "the store can only be read; nothing will be saved");
                    Ok(store)
                }
                // The reason why the file cannot be written is more informative.
                Err(_) => Err(error),
            },
            opened => opened,
        }
    }

    async fn open_to_write(options: SqliteConnectOptions, path: &Path) -> anyhow::Result<Self> {
        let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
        let first = options.clone().busy_timeout(START).connect().await;
        let mut first = first.with_context(|| format!("cannot open {}", path.display()))?;
        if is_foreign(&mut first).await? {
            bail!(
                "{} belongs to another program; name a file of eda-advisor, or one that is not there yet",
                path.display()
            );
        }
        let run = migrations().run(&mut first).await;
        run.with_context(|| format!("cannot bring {} up to date", path.display()))?;
        let writer = pool(1).connect_with(options.clone().busy_timeout(BUSY)).await;
        let writer = writer.with_context(|| format!("cannot open {}", path.display()))?;
        first.close().await?;
        Self::of(Some(writer), options, path).await
    }

    async fn open_to_read(options: SqliteConnectOptions, path: &Path) -> anyhow::Result<Self> {
        let store = Self::of(None, to_read(options, path), path).await?;
        let mut reader = store.readers.acquire().await?;
        let applied = reader.list_applied_migrations("_sqlx_migrations").await?.len();
        if applied < migrations().iter().count() {
            bail!("the tables of {} are not up to date, and the file can only be read", path.display());
        }
        drop(reader);
        Ok(store)
    }

    async fn of(writer: Option<SqlitePool>, options: SqliteConnectOptions, path: &Path) -> anyhow::Result<Self> {
        let readers = pool(READERS).connect_with(options.pragma("query_only", "ON")).await;
        let readers = readers.with_context(|| format!("cannot read {}", path.display()))?;
        let home = Home::of(path).with_context(|| format!("cannot look at {}", path.display()))?;
        let writing = writer.map(|pool| {
            let writer = Writer { pool, home };
            (writer.clone(), queue::start(writer))
        });
        Ok(Self {
            writing,
            readers,
            patience: PATIENCE,
            trial: LastTrial::default(),
            is_wiping: Arc::default(),
            contents: Contents::default(),
        })
    }

    /// A connection to read with, which waits for no change.
    async fn reader(&self) -> Result<PoolConnection<Sqlite>, Refused> {
        self.readers.acquire().await.map_err(failed)
    }

    /// The same for several questions that are answered from one moment.
    async fn snapshot(&self) -> Result<Transaction<'static, Sqlite>, Refused> {
        self.readers.begin().await.map_err(failed)
    }

    fn writing(&self) -> Result<&(Writer, Queue), Refused> {
        let only_read = || Refused::Out(Outage::ReadOnly, "the store was opened to be read only".into());
        self.writing.as_ref().ok_or_else(only_read)
    }
}

/// A question whose answer nobody changes before the end of the transaction. Only one transaction writes at a time.
fn locking(sql: &'static str) -> &'static str {
    sql
}

fn pool(connections: u32) -> SqlitePoolOptions {
    // A file does not hang up, so no connection is tried before it is used.
    SqlitePoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE).test_before_acquire(false)
}

/// Options to open a file that cannot be written, in a folder that may be so, too.
pub(super) fn to_read(options: SqliteConnectOptions, path: &Path) -> SqliteConnectOptions {
    // If no log can be created, SQLite reads the file alone only when told that nobody changes it.
    let is_alone = !journal_of(path).metadata().is_ok_and(|file| file.len() > 0);
    options.read_only(true).immutable(is_alone)
}

/// Whether a file holds something, and nothing says that it is of this program.
async fn is_foreign(file: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let sql = "SELECT count(*) > 0 AND NOT max(name = '_sqlx_migrations') FROM sqlite_schema";
    sqlx::query_scalar::<_, Option<bool>>(sql).fetch_one(file).await.map(Option::unwrap_or_default)
}

/// The path of the write-ahead log.
fn journal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// The migrations from nothing to today's tables. A released migration never changes.
pub(super) fn migrations() -> Migrator {
    store::migrations(&[
        (1, "reports", include_str!("../../migrations/sqlite/0001_reports.sql")),
        (2, "drafts", include_str!("../../migrations/sqlite/0002_drafts.sql")),
        (3, "packs", include_str!("../../migrations/sqlite/0003_packs.sql")),
        (4, "upkeep", include_str!("../../migrations/sqlite/0004_upkeep.sql")),
        (5, "words", include_str!("../../migrations/sqlite/0005_words.sql")),
        (6, "changes", include_str!("../../migrations/sqlite/0006_changes.sql")),
        (7, "links", include_str!("../../migrations/sqlite/0007_links.sql")),
        (8, "reviews", include_str!("../../migrations/sqlite/0008_reviews.sql")),
        (9, "revisions", include_str!("../../migrations/sqlite/0009_revisions.sql")),
    ])
}

/// Whether the file, or its folder, is read-only.
fn can_only_be_read(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref()).any(cannot_be_written)
}

/// Whether SQLite says that a file cannot be written or opened.
pub(super) fn cannot_be_written(error: &sqlx::Error) -> bool {
    matches!(code(error), Some((8 | 14, _)))
}

/// The outage behind an error, if an operator can repair it.
fn outage(error: &sqlx::Error) -> Option<Outage> {
    if matches!(error, sqlx::Error::PoolTimedOut) {
        return Some(Outage::Busy);
    }
    match code(error)? {
        (5 | 6, _) => Some(Outage::Locked),
        // The file was moved.
        (8, 4) => Some(Outage::Gone),
        (8, _) => Some(Outage::ReadOnly),
        // Of the disk errors: those of writing, of flushing, and of changing a file's length.
        (13, _) | (10, 3 | 4 | 5 | 6 | 19) => Some(Outage::DiskFull),
        _ => None,
    }
}

/// SQLite's error code, split into the primary and the extended part.
fn code(error: &sqlx::Error) -> Option<(i32, i32)> {
    let code: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some((code & 0xff, code >> 8))
}

fn failed(error: sqlx::Error) -> Refused {
    match outage(&error) {
        Some(outage) => Refused::Out(outage, error.into()),
        None => Refused::Failed(error.into()),
    }
}
