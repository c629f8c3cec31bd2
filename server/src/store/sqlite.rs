//! Reports and drafts in a SQLite file: one connection writes, several read.
//!
//! The journal is written ahead, so readers never wait, and each commit reaches the disk before it is answered.

mod drafts;

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use anyhow::Context;
use app::pack::{PackForm, PackText};
use app::report::{Content, Report, ReportId, TokenHash};
use app::store::{Expected, Idempotency, NewReport, Published, Refused, ReportStore, Which};
use async_trait::async_trait;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{Row, SqlSafeStr, Sqlite, Transaction};

/// How long a connection waits for another process to let go of the file.
const BUSY: Duration = Duration::from_secs(5);

/// How many connections read at the same time.
const READERS: u32 = 8;

/// Finds what decides who may change a report.
const RIGHTS: &str = "SELECT token_hash, latest FROM reports WHERE id = ?";

/// Reports and drafts in a SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl SqliteStore {
    /// Opens the file that a URL such as `sqlite:reports.db` names, makes it if it is not there, readable and writable
    /// by its owner only, and brings its tables up to date.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let options = SqliteConnectOptions::from_str(url)
            .context("database_url is not sqlite: and a file's name")?
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .pragma("trusted_schema", "OFF")
            // What was deleted is gone from the file as well.
            .pragma("secure_delete", "ON");
        let file = options.get_filename().to_owned();
        create(&file).with_context(|| format!("cannot make {}", file.display()))?;

        let writer =
            SqlitePoolOptions::new().max_connections(1).acquire_timeout(BUSY).connect_with(options.clone()).await;
        let writer = writer.with_context(|| format!("cannot open {}", file.display()))?;
        migrations().run(&writer).await.with_context(|| format!("cannot bring {} up to date", file.display()))?;
        let readers = options.pragma("query_only", "ON");
        let readers =
            SqlitePoolOptions::new().max_connections(READERS).acquire_timeout(BUSY).connect_with(readers).await?;
        Ok(Self { writer, readers })
    }

    /// Lets go of the file once all that was begun is done.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// A transaction that holds the right to write from its beginning, so that what it read cannot change before it
    /// writes.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>, Refused> {
        self.writer.begin_with("BEGIN IMMEDIATE").await.map_err(failed)
    }
}

#[async_trait]
impl ReportStore for SqliteStore {
    async fn publish(&self, report: NewReport, mark: Option<Idempotency>) -> Result<Published, Refused> {
        let mut transaction = self.begin().await?;
        if let Some(mark) = mark {
            let before = sqlx::query("SELECT request_hash, report FROM creations WHERE key_hash = ?")
                .bind(mark.key.as_slice())
                .fetch_optional(&mut *transaction)
                .await
                .map_err(failed)?;
            if let Some(before) = before {
                if before.try_get::<&[u8], _>("request_hash").map_err(failed)? != mark.request {
                    return Err(Refused::KeyReused);
                }
                let id: &str = before.try_get("report").map_err(failed)?;
                return ReportId::parse(id).map(Published::Before).ok_or_else(|| corrupt("a report's id"));
            }
        }
        sqlx::query("INSERT INTO reports (id, token_hash, latest) VALUES (?, ?, 1)")
            .bind(report.id.as_str())
            .bind(report.token.as_bytes().as_slice())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        insert(&mut transaction, &report.id, 1, report.content).await?;
        if let Some(mark) = mark {
            sqlx::query("INSERT INTO creations (key_hash, request_hash, report) VALUES (?, ?, ?)")
                .bind(mark.key.as_slice())
                .bind(mark.request.as_slice())
                .bind(report.id.as_str())
                .execute(&mut *transaction)
                .await
                .map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)?;
        Ok(Published::New)
    }

    async fn revise(
        &self,
        id: &ReportId,
        token: &TokenHash,
        expected: &Expected,
        content: Content,
    ) -> Result<u32, Refused> {
        let mut transaction = self.begin().await?;
        let latest = latest_allowed(&mut transaction, id, token, expected).await?;
        let number = latest.checked_add(1).ok_or_else(|| corrupt("a revision's number"))?;
        insert(&mut transaction, id, number, content).await?;
        sqlx::query("UPDATE reports SET latest = ? WHERE id = ?")
            .bind(number)
            .bind(id.as_str())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        transaction.commit().await.map_err(failed)?;
        Ok(number)
    }

    async fn read(&self, id: &ReportId, which: Which) -> Result<Report, Refused> {
        let number = match which {
            Which::Latest => None,
            Which::Number(number) => Some(number),
        };
        let row = sqlx::query(
            "SELECT deleted_at IS NOT NULL AS deleted, number, made_at, note, ruleset_id, ruleset_version, \
             ruleset_digest, engine, pack_form, pack_text, description, assessment \
             FROM reports LEFT JOIN revisions ON report = id AND number = coalesce(?, latest) WHERE id = ?",
        )
        .bind(number)
        .bind(id.as_str())
        .fetch_optional(&self.readers)
        .await
        .map_err(failed)?
        .ok_or(Refused::Unknown)?;
        if row.try_get("deleted").map_err(failed)? {
            return Err(Refused::Deleted);
        }
        match row.try_get("number").map_err(failed)? {
            None => Err(Refused::Unknown),
            Some(revision) => Ok(Report { id: id.clone(), revision, content: content(&row).map_err(failed)? }),
        }
    }

    async fn allows(&self, id: &ReportId, token: &TokenHash) -> Result<(), Refused> {
        let row = sqlx::query(RIGHTS).bind(id.as_str()).fetch_optional(&self.readers).await.map_err(failed)?;
        allowed(row, token, &Expected::Any).map(|_| ())
    }

    async fn delete(&self, id: &ReportId, token: &TokenHash, expected: &Expected, at: &str) -> Result<(), Refused> {
        let mut transaction = self.begin().await?;
        latest_allowed(&mut transaction, id, token, expected).await?;
        sqlx::query("DELETE FROM revisions WHERE report = ?")
            .bind(id.as_str())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        sqlx::query("UPDATE drafts SET report = NULL, revision = NULL WHERE report = ?")
            .bind(id.as_str())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        sqlx::query("UPDATE reports SET token_hash = NULL, deleted_at = ? WHERE id = ?")
            .bind(at)
            .bind(id.as_str())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        transaction.commit().await.map_err(failed)
    }

    async fn ready(&self) -> Result<(), Refused> {
        sqlx::query("SELECT 1 FROM reports LIMIT 1").fetch_optional(&self.readers).await.map_err(failed)?;
        sqlx::query("SELECT 1").fetch_one(&self.writer).await.map_err(failed).map(|_| ())
    }
}

/// The number of the newest revision, if the report may be changed with this token from an expected revision.
async fn latest_allowed(
    transaction: &mut Transaction<'static, Sqlite>,
    id: &ReportId,
    token: &TokenHash,
    expected: &Expected,
) -> Result<u32, Refused> {
    let row = sqlx::query(RIGHTS).bind(id.as_str()).fetch_optional(&mut **transaction).await.map_err(failed)?;
    allowed(row, token, expected)
}

/// The same of the report's row, as [`RIGHTS`] finds it.
fn allowed(row: Option<SqliteRow>, token: &TokenHash, expected: &Expected) -> Result<u32, Refused> {
    let row = row.ok_or(Refused::Unknown)?;
    let hash: Option<&[u8]> = row.try_get("token_hash").map_err(failed)?;
    let hash = TokenHash::kept(hash.ok_or(Refused::Deleted)?).ok_or_else(|| corrupt("a token's hash"))?;
    if !hash.matches(token) {
        return Err(Refused::WrongToken);
    }
    let latest = row.try_get("latest").map_err(failed)?;
    if expected.allows(latest) { Ok(latest) } else { Err(Refused::Old(latest)) }
}

async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    id: &ReportId,
    number: u32,
    content: Content,
) -> Result<(), Refused> {
    sqlx::query(
        "INSERT INTO revisions (report, number, made_at, note, ruleset_id, ruleset_version, ruleset_digest, engine, \
         pack_form, pack_text, description, assessment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(id.as_str())
    .bind(number)
    .bind(content.made_at)
    .bind(content.note)
    .bind(content.ruleset_id)
    .bind(content.ruleset_version)
    .bind(content.ruleset_digest)
    .bind(content.engine)
    .bind(content.pack.as_ref().map(|pack| pack.form.name()))
    .bind(content.pack.map(|pack| pack.text))
    .bind(content.description)
    .bind(content.assessment)
    .execute(&mut **transaction)
    .await
    .map_err(failed)
    .map(|_| ())
}

fn content(row: &SqliteRow) -> Result<Content, sqlx::Error> {
    Ok(Content {
        made_at: row.try_get("made_at")?,
        note: row.try_get("note")?,
        ruleset_id: row.try_get("ruleset_id")?,
        ruleset_version: row.try_get("ruleset_version")?,
        ruleset_digest: row.try_get("ruleset_digest")?,
        engine: row.try_get("engine")?,
        pack: pack(row)?,
        description: row.try_get("description")?,
        assessment: row.try_get("assessment")?,
    })
}

/// The pack that a revision was made with; a form that nobody knows any more is none.
fn pack(row: &SqliteRow) -> Result<Option<PackText>, sqlx::Error> {
    let form: Option<&str> = row.try_get("pack_form")?;
    let text: Option<String> = row.try_get("pack_text")?;
    Ok(form.and_then(PackForm::named).zip(text).map(|(form, text)| PackText { form, text }))
}

/// Makes the file, readable and writable by its owner only; SQLite gives its other files the same permissions.
fn create(file: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// The steps from nothing to today's tables; one that was released never changes.
fn migrations() -> Migrator {
    let steps = [
        ("reports", include_str!("../../migrations/sqlite/0001_reports.sql")),
        ("drafts", include_str!("../../migrations/sqlite/0002_drafts.sql")),
        ("packs", include_str!("../../migrations/sqlite/0003_packs.sql")),
    ];
    let migration = |(version, (name, sql)): (i64, (&'static str, &'static str))| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations((1..).zip(steps).map(migration).collect())
}

fn failed(error: sqlx::Error) -> Refused {
    Refused::Failed(error.into())
}

fn corrupt(what: &'static str) -> Refused {
    Refused::Failed(format!("the store holds something that is not {what}").into())
}
