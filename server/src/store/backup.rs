//! Backups: one form for both databases, so that a backup is also the way from one to the other.
//!
//! A backup is a SQLite file with all tables of a store. SQLite copies its own file; from and into PostgreSQL the rows
//! are carried over, table by table. Which tables and columns there are is read from the file, so that a new one needs
//! nothing here. Both databases name them alike (`tests/backups.rs`).

mod carry;

use std::{
    fs::{self, File, OpenOptions},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    str::FromStr,
};

use anyhow::{Context, anyhow, bail};
use app::store::Store;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgConnection, Row, SqliteConnection, migrate::MigrateError,
    postgres::PgConnectOptions, sqlite::SqliteConnectOptions,
};

use self::carry::Table;
use crate::store::{existing_file, is_postgres, postgres, postgres::PostgresStore, sqlite, sqlite::SqliteStore};

/// What a store or a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Reports that are not deleted.
    pub reports: u32,
    /// Their revisions.
    pub revisions: u32,
    /// Drafts.
    pub drafts: u32,
}

/// Is told from time to time which table is copied, and how many of its rows are.
pub type Progress<'p> = &'p (dyn Fn(&str, u64) + Send + Sync);

/// Copies what the store at `url` holds at one moment into a new file, readable by its owner only. The store may be in
/// use.
///
/// The file is there when it is complete. Deleted data and data that expired are not in it.
pub async fn back_up(url: &str, file: &Path, progress: Progress<'_>) -> anyhow::Result<Held> {
    if file.exists() {
        bail!("{} is there already; name a file that is not", file.display());
    }
    let part = Part::beside(file)?;
    if is_postgres(url) {
        from_postgres(url, &part.0, progress).await?;
    } else {
        copy_file(url, &part.0).await?;
    }
    let held = held(&mut open(&part.0).await?).await?;
    let cannot = || format!("cannot write {}", file.display());
    File::open(&part.0).and_then(|file| file.sync_all()).with_context(cannot)?;
    fs::rename(&part.0, file).with_context(cannot)?;
    Ok(held)
}

/// Puts everything that a backup holds into the store at `url`, which is made if it is missing. It happens at once:
/// whoever reads the store meanwhile sees all or nothing.
///
/// A store that holds something is refused, unless it is to be replaced: then nothing of it stays.
pub async fn restore(file: &Path, url: &str, is_to_replace: bool, progress: Progress<'_>) -> anyhow::Result<Held> {
    // A backup of an earlier version is brought up to date, and stays as it is itself.
    let copy = Part::beside(&std::env::temp_dir().join(format!("eda-advisor-{}.db", std::process::id())))?;
    let is_none = || format!("{} is no backup of eda-advisor", file.display());
    let from = format!("sqlite:{}", file.display());
    existing_file(&from)?;
    copy_file(&from, &copy.0).await.with_context(is_none)?;
    let mut backup = open(&copy.0).await?;
    let whole: String = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_one(&mut backup)
        .await
        .map_err(shortly)
        .with_context(is_none)?;
    if whole != "ok" {
        bail!("{} is damaged: {whole}", file.display());
    }
    sqlx::query("SELECT version FROM _sqlx_migrations")
        .fetch_all(&mut backup)
        .await
        .map_err(shortly)
        .with_context(is_none)?;
    match sqlite::migrations().run(&mut backup).await {
        Err(MigrateError::VersionMissing(_)) => {
            bail!("{} was made by a newer version of eda-advisor; restore it with that one", file.display())
        }
        migrated => migrated.with_context(is_none)?,
    }
    let tables = carry::tables(&mut backup).await?;
    if is_postgres(url) {
        PostgresStore::open(url).await?.close().await;
        let mut store = PgConnectOptions::from_str(url)?.connect().await?;
        into_postgres(&mut backup, &mut store, &tables, is_to_replace, progress).await?;
        store.close().await?;
    } else {
        backup.close().await?;
        SqliteStore::open(url).await?.close().await;
        let options = SqliteConnectOptions::from_str(url)?.pragma("secure_delete", "ON").busy_timeout(sqlite::START);
        let mut store = options.connect().await?;
        into_sqlite(&copy.0, &mut store, &tables, is_to_replace).await?;
        store.close().await?;
        backup = open(&copy.0).await?;
    }
    let held = held(&mut backup).await?;
    backup.close().await?;
    Ok(held)
}

/// A file that is being written, and removed if it does not become complete.
struct Part(PathBuf);

impl Part {
    fn beside(file: &Path) -> anyhow::Result<Self> {
        let mut name = file.as_os_str().to_owned();
        name.push(".part");
        let part = Self(name.into());
        fs::remove_file(&part.0).ok();
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part.0);
        made.with_context(|| format!("cannot make {}", file.display()))?;
        Ok(part)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // A complete file has another name by now.
        fs::remove_file(&self.0).ok();
    }
}

async fn open(file: &Path) -> anyhow::Result<SqliteConnection> {
    Ok(SqliteConnectOptions::new().filename(file).foreign_keys(true).connect().await?)
}

async fn held(file: &mut SqliteConnection) -> anyhow::Result<Held> {
    let counts = sqlx::query(
        "SELECT (SELECT count(*) FROM reports WHERE deleted_at IS NULL) AS reports, \
         (SELECT count(*) FROM revisions) AS revisions, (SELECT count(*) FROM drafts) AS drafts",
    );
    let counts = counts.fetch_one(file).await?;
    Ok(Held {
        reports: counts.try_get("reports")?,
        revisions: counts.try_get("revisions")?,
        drafts: counts.try_get("drafts")?,
    })
}

/// Has SQLite copy a file of its own, which may be in use, into an empty one.
async fn copy_file(url: &str, into: &Path) -> anyhow::Result<()> {
    let options = existing_file(url)?.busy_timeout(sqlite::START);
    let file = options.get_filename().to_owned();
    let into = into.to_str().context("a file's name is not UTF-8")?;
    let copied = match vacuum(&options, into).await {
        // Where the log cannot be made, the file can still be read.
        Err(error) if sqlite::cannot_be_written(&error) => vacuum(&sqlite::to_read(options, &file), into).await,
        copied => copied,
    };
    copied.map_err(shortly).with_context(|| format!("cannot copy {}", file.display()))
}

async fn vacuum(options: &SqliteConnectOptions, into: &str) -> Result<(), sqlx::Error> {
    let mut from = options.connect().await?;
    sqlx::query("VACUUM INTO $1").bind(into).execute(&mut from).await?;
    from.close().await
}

async fn from_postgres(url: &str, into: &Path, progress: Progress<'_>) -> anyhow::Result<()> {
    let mut store = postgres::connect_as_it_is(url).await?;
    let mut backup = open(into).await?;
    sqlite::migrations().run(&mut backup).await?;
    let mut write = backup.begin().await?;
    let mut snapshot = store.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    for table in carry::tables(&mut write).await? {
        carry::from_postgres(&mut snapshot, &mut write, &table, progress).await?;
    }
    snapshot.rollback().await?;
    write.commit().await?;
    store.close().await.ok();
    backup.close().await?;
    Ok(())
}

async fn into_postgres(
    backup: &mut SqliteConnection,
    store: &mut PgConnection,
    tables: &[Table],
    is_to_replace: bool,
    progress: Progress<'_>,
) -> anyhow::Result<()> {
    let mut write = store.begin().await?;
    for Table { name, .. } in tables.iter().rev() {
        if !is_to_replace {
            let kept = sqlx::query(AssertSqlSafe(format!("SELECT 1 FROM {name} LIMIT 1"))).fetch_optional(&mut *write);
            is_empty(kept.await?.is_none(), name)?;
        }
        sqlx::query(AssertSqlSafe(format!("DELETE FROM {name}"))).execute(&mut *write).await?;
    }
    for table in tables {
        carry::into_postgres(backup, &mut write, table, progress).await?;
    }
    write.commit().await?;
    Ok(())
}

async fn into_sqlite(
    backup: &Path,
    store: &mut SqliteConnection,
    tables: &[Table],
    is_to_replace: bool,
) -> anyhow::Result<()> {
    let backup = backup.to_str().context("a file's name is not UTF-8")?;
    sqlx::query("ATTACH $1 AS backup").bind(backup).execute(&mut *store).await?;
    let mut write = store.begin_with("BEGIN IMMEDIATE").await?;
    for Table { name, .. } in tables.iter().rev() {
        if !is_to_replace {
            let kept =
                sqlx::query(AssertSqlSafe(format!("SELECT 1 FROM main.{name} LIMIT 1"))).fetch_optional(&mut *write);
            is_empty(kept.await?.is_none(), name)?;
        }
        sqlx::query(AssertSqlSafe(format!("DELETE FROM main.{name}"))).execute(&mut *write).await?;
    }
    for table in tables {
        let (name, columns) = (&table.name, table.columns());
        let copy = format!("INSERT INTO main.{name} ({columns}) SELECT {columns} FROM backup.{name}");
        sqlx::query(AssertSqlSafe(copy)).execute(&mut *write).await?;
    }
    write.commit().await?;
    sqlx::query("DETACH backup").execute(&mut *store).await?;
    // What was replaced must not stay in the log.
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(store).await?;
    Ok(())
}

/// A database's own words alone. The whole error says them twice.
fn shortly(error: sqlx::Error) -> anyhow::Error {
    match error.as_database_error() {
        Some(said) => anyhow!(said.message().to_owned()),
        None => error.into(),
    }
}

fn is_empty(is_so: bool, table: &str) -> anyhow::Result<()> {
    if !is_so {
        bail!(
            "the store is not empty ({table}), and nothing was changed; with --replace, what it holds is deleted first"
        );
    }
    Ok(())
}
