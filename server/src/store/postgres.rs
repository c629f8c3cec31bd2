//! A store in PostgreSQL, or in a server that speaks its protocol and its SQL. Several instances may use one database.
//!
//! Nothing is asked of the server but tables, transactions and locked rows: no extension, no notification, no advisory
//! lock. A connection that was lost is opened again by the next operation.

#[path = "sql/mod.rs"]
#[allow(clippy::duplicate_mod, reason = "each database compiles the shared SQL for itself")]
mod sql;
mod tables;
mod upkeep;
mod write;

use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, bail};
use app::store::{Outage, Refused};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, PgConnection, Postgres, SqlSafeStr, Transaction};
use tokio::sync::Mutex;

use self::upkeep::Tried;
use crate::store::contents::Contents;
use crate::store::trial::LastTrial;

/// What the shared SQL is compiled for.
use self::PostgresStore as Database;
use PgConnection as Connection;
use sqlx::postgres::PgRow as Row;

/// Number of connections. PostgreSQL takes a hundred unless it is told otherwise, from all instances together.
const CONNECTIONS: u32 = 16;

/// Maximum time that an operation waits for a connection.
const PATIENCE: Duration = Duration::from_secs(2);

/// What each connection is told: how long a statement waits for a row that another transaction holds, and how long it
/// may take. A server that does not know a setting goes without.
const SETTINGS: [&str; 2] = ["SET lock_timeout = '2s'", "SET statement_timeout = '10s'"];

/// A store in PostgreSQL.
#[derive(Debug)]
pub struct PostgresStore {
    pool: PgPool,
    options: PgConnectOptions,
    trial: LastTrial,
    tried: Mutex<Tried>,
    contents: Contents,
}

impl PostgresStore {
    /// Opens the database of a URL such as `postgres://user@host/database` and brings its tables up to date.
    ///
    /// A database that can only be read is also opened if its tables are up to date. All changes are then refused,
    /// until it can be written.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let options = options(url)?;
        tables::bring_up_to_date(&options).await?;
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE);
        let pool = pool.after_connect(|connection, _| {
            Box::pin(async move {
                for setting in SETTINGS {
                    match connection.execute(setting).await {
                        Err(sqlx::Error::Database(_)) | Ok(_) => {}
                        Err(error) => return Err(error),
                    }
                }
                Ok(())
            })
        });
        Ok(Self {
            pool: pool.connect_lazy_with(options.clone()),
            options,
            trial: LastTrial::default(),
            tried: Mutex::default(),
            contents: Contents::default(),
        })
    }

    /// A connection to read with. Reads see what was committed before them.
    async fn reader(&self) -> Result<PoolConnection<Postgres>, Refused> {
        match self.pool.acquire().await {
            // All connections are in use, or none can be opened.
            Err(sqlx::Error::PoolTimedOut) => Err(self.why_none().await),
            acquired => acquired.map_err(failed),
        }
    }

    /// The same for several questions that are answered from one moment.
    async fn snapshot(&self) -> Result<Transaction<'static, Postgres>, Refused> {
        match self.pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await {
            Err(sqlx::Error::PoolTimedOut) => Err(self.why_none().await),
            begun => begun.map_err(failed),
        }
    }

    /// Deleted data leaves the database's files when the server cleans its tables, which it does by itself.
    #[expect(clippy::unused_async, reason = "other databases have to be told")]
    async fn wipe(&self) {}
}

fn options(url: &str) -> anyhow::Result<PgConnectOptions> {
    // The reason is left out, because it may repeat the password.
    let options = PgConnectOptions::from_str(url).ok();
    let options = options.context("database_url is not postgres://USER@HOST/DATABASE")?;
    Ok(if options.get_application_name().is_none() { options.application_name("eda-advisor") } else { options })
}

/// Connects to a database whose tables are those of this version, and changes nothing there.
pub(super) async fn connect_as_it_is(url: &str) -> anyhow::Result<PgConnection> {
    let options = options(url)?;
    let mut connection = options.connect().await.context("cannot open the database")?;
    if !tables::is_up_to_date(&mut connection).await {
        bail!("the database has no tables of this version of eda-advisor; back it up with the version that serves it");
    }
    Ok(connection)
}

/// A question whose answer nobody changes before the end of the transaction: its row is locked.
fn locking(sql: &'static str) -> impl SqlSafeStr {
    AssertSqlSafe(format!("{sql} FOR UPDATE"))
}

/// The outage behind an error, if an operator can repair it.
fn outage(error: &sqlx::Error) -> Option<Outage> {
    let code = match error {
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed => return Some(Outage::Unreachable),
        sqlx::Error::PoolTimedOut => return Some(Outage::Busy),
        sqlx::Error::Database(error) => error.code()?,
        _ => return None,
    };
    // The first two letters are the class of the code, as the appendix of PostgreSQL's manual lists them.
    match code.as_ref() {
        // Full, or a fault of the disk.
        "53100" | "58030" => Some(Outage::DiskFull),
        "25006" => Some(Outage::ReadOnly),
        // Another transaction holds a row for too long.
        "55P03" | "57014" => Some(Outage::Locked),
        // Stopped, crashed or starting; of another password or name than before; cut off.
        "57P01" | "57P02" | "57P03" | "57P04" | "57P05" | "3D000" => Some(Outage::Unreachable),
        code if ["08", "28"].contains(&&code[..2]) => Some(Outage::Unreachable),
        // Too many connections, no memory; and transactions that came into each other's way again and again.
        code if ["53", "40"].contains(&&code[..2]) => Some(Outage::Busy),
        _ => None,
    }
}

fn failed(error: sqlx::Error) -> Refused {
    match outage(&error) {
        Some(outage) => Refused::Out(outage, error.into()),
        None => Refused::Failed(error.into()),
    }
}
