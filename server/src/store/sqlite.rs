//! Reports and drafts in a SQLite file: one connection writes, several read.
//!
//! The journal is written ahead, so readers never wait, and each commit reaches the disk before it is answered.

mod drafts;
mod home;
mod packed;
mod reports;
#[cfg(test)]
mod tests;
mod upkeep;
mod write;

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use anyhow::{Context, bail};
use app::store::{Outage, Refused};
use sqlx::migrate::{Migrate, Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqlSafeStr};
use tokio::sync::Mutex;

use self::home::Home;
use self::upkeep::Tried;

/// How long a change waits for its turn, and then for another program to let go of the file.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long the writing connection waits for another program in one go.
const BUSY: Duration = Duration::from_millis(100);

/// How long the start waits for another process that brings the tables up to date.
const START: Duration = Duration::from_secs(10);

/// How many connections read at the same time.
const READERS: u32 = 8;

/// Reports and drafts in a SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    /// None if the file can only be read.
    writer: Option<SqlitePool>,
    readers: SqlitePool,
    home: Home,
    /// How long a change waits for another program to let go of the file.
    patience: Duration,
    tried: Mutex<Tried>,
    /// Whether the journal is to be emptied beside the requests.
    is_wiping: Arc<AtomicBool>,
}

impl SqliteStore {
    /// Opens the file that a URL such as `sqlite:reports.db` names, makes it if it is not there, readable and writable
    /// by its owner only, and brings its tables up to date.
    ///
    /// A file that is there and can only be read is opened all the same, if its tables are up to date; every change is
    /// refused then, and nobody else may change the file meanwhile.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        Self::open_with(SqliteConnectOptions::from_str(url).context("database_url is not sqlite: and a file's name")?)
            .await
    }

    async fn open_with(options: SqliteConnectOptions) -> anyhow::Result<Self> {
        let options = options
            .busy_timeout(PATIENCE)
            .foreign_keys(true)
            .pragma("trusted_schema", "OFF")
            // What was deleted is gone from the file as well.
            .pragma("secure_delete", "ON");
        let path = options.get_filename().to_owned();
        home::create(&path).with_context(|| format!("cannot make {}", path.display()))?;
        match Self::open_to_write(options.clone(), &path).await {
            Err(error) if can_only_be_read(&error) => match Self::open_to_read(options, &path).await {
                Ok(store) => {
                    tracing::warn!(error = format!("{error:#}"), "the store can only be read; nothing will be saved");
                    Ok(store)
                }
                // Why it cannot be written tells more.
                Err(_) => Err(error),
            },
            opened => opened,
        }
    }

    async fn open_to_write(options: SqliteConnectOptions, path: &Path) -> anyhow::Result<Self> {
        let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
        let first = options.clone().busy_timeout(START).connect().await;
        let mut first = first.with_context(|| format!("cannot open {}", path.display()))?;
        let run = migrations().run(&mut first).await;
        run.with_context(|| format!("cannot bring {} up to date", path.display()))?;
        let writer = pool(1).connect_with(options.clone().busy_timeout(BUSY)).await;
        let writer = writer.with_context(|| format!("cannot open {}", path.display()))?;
        first.close().await?;
        Self::of(Some(writer), options, path).await
    }

    async fn open_to_read(options: SqliteConnectOptions, path: &Path) -> anyhow::Result<Self> {
        // Where no journal can be made, SQLite reads the file alone only if it is told that nobody changes it.
        let journal = journal_of(path);
        let is_alone = !journal.metadata().is_ok_and(|file| file.len() > 0);
        let options = options.read_only(true).immutable(is_alone);
        let store = Self::of(None, options, path).await?;
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
        Ok(Self { writer, readers, home, patience: PATIENCE, tried: Mutex::default(), is_wiping: Arc::default() })
    }

    fn writer(&self) -> Result<&SqlitePool, Refused> {
        let only_read = || Refused::Out(Outage::ReadOnly, "the store was opened to be read only".into());
        self.writer.as_ref().ok_or_else(only_read)
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE)
}

/// The journal beside the file.
fn journal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// The steps from nothing to today's tables; one that was released never changes.
fn migrations() -> Migrator {
    let steps = [
        ("reports", include_str!("../../migrations/sqlite/0001_reports.sql")),
        ("drafts", include_str!("../../migrations/sqlite/0002_drafts.sql")),
        ("packs", include_str!("../../migrations/sqlite/0003_packs.sql")),
        ("upkeep", include_str!("../../migrations/sqlite/0004_upkeep.sql")),
    ];
    let migration = |(version, (name, sql)): (i64, (&'static str, &'static str))| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations((1..).zip(steps).map(migration).collect())
}

/// Whether the file, or the folder around it, takes no writes.
fn can_only_be_read(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<sqlx::Error>());
    causes.any(|cause| matches!(code(cause), Some((8 | 14, _))))
}

/// What keeps the store from taking anything, if somebody can mend it.
fn outage(error: &sqlx::Error) -> Option<Outage> {
    if matches!(error, sqlx::Error::PoolTimedOut) {
        return Some(Outage::Busy);
    }
    match code(error)? {
        (5 | 6, _) => Some(Outage::Locked),
        // The file was moved.
        (8, 4) => Some(Outage::Gone),
        (8, _) => Some(Outage::ReadOnly),
        // Of errors of the disk, those of writing, of flushing, and of making a file longer or shorter.
        (13, _) | (10, 3 | 4 | 5 | 6 | 19) => Some(Outage::DiskFull),
        _ => None,
    }
}

/// SQLite's code for what went wrong: what it is, and more of it.
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

fn corrupt(what: impl Display) -> Refused {
    Refused::Failed(format!("the store holds something that is not {what}").into())
}
