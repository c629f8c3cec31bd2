//! The tables of the database, brought up to date at the start: by one instance at a time.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use anyhow::Context;
use sqlx::migrate::{Migrate, Migrator};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection as _, Executor, PgConnection};
use tokio::time::{sleep, timeout};

use crate::store;

/// Time that the start waits for a database that does not answer, and for another instance that makes the tables.
const START: Duration = Duration::from_secs(10);

/// The same for a statement that waits for a row. A server that does not know this setting goes without.
const PATIENT: &str = "SET lock_timeout = '10s'";

/// Pause between two attempts.
const AGAIN: Duration = Duration::from_millis(100);

/// The row that an instance locks while it makes tables.
const TURN: &str = "CREATE TABLE IF NOT EXISTS eda_advisor_turn (id BIGINT NOT NULL PRIMARY KEY);
    INSERT INTO eda_advisor_turn (id) VALUES (1) ON CONFLICT (id) DO NOTHING";

/// The migrations from nothing to today's tables.
fn migrations() -> Migrator {
    let mut migrator = store::migrations(&[
        (1, "tables", include_str!("../../../migrations/postgres/0001_tables.sql")),
        (2, "links", include_str!("../../../migrations/postgres/0002_links.sql")),
        (3, "reviews", include_str!("../../../migrations/postgres/0003_reviews.sql")),
        (4, "revisions", include_str!("../../../migrations/postgres/0004_revisions.sql")),
    ]);
    // Its own lock is an advisory one, which not every server has.
    migrator.set_locking(false);
    migrator
}

/// Makes the tables that are missing. A database that is up to date is only read.
pub(super) async fn bring_up_to_date(options: &PgConnectOptions) -> anyhow::Result<()> {
    let mut connection = connect(options).await.context("cannot open the database")?;
    if !is_up_to_date(&mut connection).await {
        let made = make(options, &mut connection).await;
        made.context("cannot bring the tables of the database up to date")?;
    }
    connection.close().await.ok();
    Ok(())
}

/// Connects; waits for a database that is about to start.
async fn connect(options: &PgConnectOptions) -> anyhow::Result<PgConnection> {
    let end = Instant::now() + START;
    loop {
        match timeout(START, options.connect()).await? {
            Ok(connection) => return Ok(connection),
            Err(error) if is_about_to_start(&error) && Instant::now() < end => sleep(AGAIN).await,
            Err(error) => return Err(error.into()),
        }
    }
}

/// Whether the error may go by itself. A wrong password does not, nor a certificate that nobody knows.
fn is_about_to_start(error: &sqlx::Error) -> bool {
    match error.as_database_error() {
        None => matches!(error, sqlx::Error::Io(error) if error.kind() != ErrorKind::InvalidData),
        Some(error) => error.code().is_some_and(|code| ["57P03", "53300"].contains(&code.as_ref())),
    }
}

/// Whether the database has exactly the tables of this version.
pub(super) async fn is_up_to_date(connection: &mut PgConnection) -> bool {
    // Of a new database, this table is missing too.
    let applied = connection.list_applied_migrations("_sqlx_migrations").await.unwrap_or_default();
    let applied = applied.iter().map(|applied| (applied.version, &applied.checksum));
    applied.eq(migrations().iter().map(|migration| (migration.version, &migration.checksum)))
}

async fn make(options: &PgConnectOptions, connection: &mut PgConnection) -> anyhow::Result<()> {
    let mut turn = options.connect().await?;
    turn.execute(PATIENT).await.ok();
    let end = Instant::now() + START;
    // Of two instances that make the table at once, one may fail.
    while let Err(error) = turn.execute(TURN).await {
        if error.as_database_error().is_none() || Instant::now() > end {
            return Err(error.into());
        }
        sleep(AGAIN).await;
    }
    let mut locked = turn.begin().await?;
    locked.execute("SELECT id FROM eda_advisor_turn WHERE id = 1 FOR UPDATE").await?;
    migrations().run(connection).await?;
    locked.rollback().await?;
    turn.close().await.ok();
    Ok(())
}
