//! Every change: one transaction from its beginning to its end, on the one connection that writes.
//!
//! A connection whose transaction did not end well is closed, and the next change has a new one: after a full disk
//! SQLite has ended the transaction by itself, and nobody can be sure what state the old connection is in.

use std::ops::{Deref, DerefMut};
use std::time::Instant;

use app::store::{Outage, Refused};
use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqliteConnection};

use super::home::Home;
use super::{SqliteStore, failed, outage};

/// A transaction that holds the right to write from its beginning, so that what it read cannot change before it writes.
pub(super) struct Write<'s> {
    connection: PoolConnection<Sqlite>,
    home: &'s Home,
    /// It ended well, so the connection may be used again.
    has_ended: bool,
}

impl SqliteStore {
    /// Begins a change.
    pub(super) async fn begin(&self) -> Result<Write<'_>, Refused> {
        let writer = self.writer()?;
        self.home.check()?;
        let end = Instant::now() + self.patience;
        let connection = writer.acquire().await.map_err(failed)?;
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
    /// Ends the change: what was `done` is kept if it was done, and all of it is taken back otherwise.
    pub(super) async fn end<T>(mut self, done: Result<T, Refused>) -> Result<T, Refused> {
        match done {
            Ok(done) => {
                sqlx::query("COMMIT").execute(&mut *self).await.map_err(failed)?;
                self.has_ended = true;
                // Had the file been removed meanwhile, nobody would ever find what is answered here.
                self.home.check()?;
                Ok(done)
            }
            Err(why) => {
                let is_back = sqlx::query("ROLLBACK").execute(&mut *self).await.is_ok();
                self.has_ended = is_back && !matches!(why, Refused::Failed(_) | Refused::Out(..));
                Err(why)
            }
        }
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
