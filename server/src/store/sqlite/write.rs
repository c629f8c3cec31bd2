//! The writing connection, and transactions on it.
//!
//! A connection whose transaction failed is closed, and the next change opens a new one. After a full disk,
//! for example, SQLite has ended the transaction itself, and the connection's state is uncertain.

use std::ops::{Deref, DerefMut};
use std::time::Instant;

use app::store::{Outage, Refused};
use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqliteConnection, SqlitePool};

use super::home::Home;
use super::{failed, outage};

/// The only connection that writes, and the file that it writes.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    pub(super) pool: SqlitePool,
    pub(super) home: Home,
}

/// A transaction that holds the write lock from its start, so that what it reads cannot change before it writes. If it
/// is dropped, nothing of it is kept.
pub(super) struct Write<'w> {
    connection: PoolConnection<Sqlite>,
    home: &'w Home,
    /// Whether the transaction ended properly, so that the connection can be reused.
    has_ended: bool,
}

impl Writer {
    /// Begins a transaction. Until `end`, it waits for another program to unlock the file.
    pub(super) async fn begin(&self, end: Instant) -> Result<Write<'_>, Refused> {
        self.home.check()?;
        let connection = self.pool.acquire().await.map_err(failed)?;
        let mut write = Write { connection, home: &self.home, has_ended: false };
        loop {
            match sqlx::query("BEGIN IMMEDIATE").execute(&mut *write).await {
                Ok(_) => return Ok(write),
                Err(error) if outage(&error) == Some(Outage::Locked) && Instant::now() < end => {}
                Err(error) => return Err(failed(error)),
            }
        }
    }
}

impl Write<'_> {
    /// Commits. What is committed is on the disk, in the file that everybody finds.
    pub(super) async fn commit(mut self) -> Result<(), Refused> {
        sqlx::query("COMMIT").execute(&mut *self).await.map_err(failed)?;
        self.has_ended = true;
        // If the file was removed meanwhile, nobody could find what is acknowledged here.
        self.home.check()
    }
}

impl Drop for Write<'_> {
    fn drop(&mut self) {
        if !self.has_ended {
            self.connection.close_on_drop();
        }
    }
}

impl Deref for Write<'_> {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.connection
    }
}

impl DerefMut for Write<'_> {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }
}
