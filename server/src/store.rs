//! The stores of reports and drafts, one file each, and the choice between them.

pub mod backup;
mod contents;
mod free;
pub mod none;
mod packed;
pub mod postgres;
pub mod sqlite;
mod trial;

use std::fmt::Display;
use std::sync::Arc;

use anyhow::{Context, bail};
use app::store::{Refused, Store};
use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::SqliteConnectOptions;

use crate::store::postgres::PostgresStore;
use crate::store::sqlite::SqliteStore;

/// Opens the store of a database URL and migrates its tables.
pub async fn open(database_url: &str) -> anyhow::Result<Arc<dyn Store>> {
    // The URL may contain a password, so no message repeats it.
    if database_url.starts_with("sqlite:") {
        return Ok(Arc::new(SqliteStore::open(database_url).await?));
    }
    if is_postgres(database_url) {
        return Ok(Arc::new(PostgresStore::open(database_url).await?));
    }
    bail!("database_url is neither sqlite: and a file's name nor postgres://USER@HOST/DATABASE")
}

/// Opens a store that is there. One that is not is not made.
pub async fn open_existing(database_url: &str) -> anyhow::Result<Arc<dyn Store>> {
    if !is_postgres(database_url) {
        existing_file(database_url)?;
    }
    open(database_url).await
}

/// The file of a store in SQLite, which must be there.
fn existing_file(database_url: &str) -> anyhow::Result<SqliteConnectOptions> {
    let options: SqliteConnectOptions =
        database_url.parse().context("database_url is not sqlite: and a file's name")?;
    let file = options.get_filename();
    if !file.exists() {
        bail!("there is no file {}", file.display());
    }
    Ok(options)
}

fn is_postgres(database_url: &str) -> bool {
    ["postgres:", "postgresql:"].iter().any(|scheme| database_url.starts_with(scheme))
}

/// The migrations of a database: version, name and SQL of each. A released migration never changes.
fn migrations(steps: &[(i64, &'static str, &'static str)]) -> Migrator {
    let migration = |&(version, name, sql): &(i64, &'static str, &'static str)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(steps.iter().map(migration).collect())
}

fn corrupt(what: impl Display) -> Refused {
    Refused::Failed(format!("the store holds something that is not {what}").into())
}
