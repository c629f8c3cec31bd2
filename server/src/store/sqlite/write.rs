//! Changes: each is one transaction on the only writing connection.
//!
//! A connection whose transaction failed is closed, and the next change opens a new one. After a full disk,
//! for example, SQLite has ended the transaction itself, and the connection's state is uncertain.

use std::ops::{Deref, DerefMut};
use std::time::Instant;

use app::store::{Outage, Refused};
use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqliteConnection};

use super::home::Home;
use super::sql::Change;
use super::{SqliteStore, failed, outage};

/// A transaction that holds the write lock from its start, so that what it reads cannot change before it writes.
pub(super) struct Write<'s> {
    connection: PoolConnection<Sqlite>,
    home: &'s Home,
    /// Whether the transaction ended properly, so that the connection can be reused.
    has_ended: bool,
}

impl SqliteStore {
    /// Makes a change.
    pub(super) async fn make<C: Change>(&self, change: C) -> Result<C::Done, Refused> {
        let mut write = self.begin().await?;
        let done = change.make(&mut write).await;
        write.end(done).await
    }

    /// Begins a transaction.
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
    /// Ends the transaction: commits if `done` is `Ok`, and otherwise rolls back.
    pub(super) async fn end<T>(mut self, done: Result<T, Refused>) -> Result<T, Refused> {
        match done {
            Ok(done) => {
                sqlx::query("COMMIT").execute(&mut *self).await.map_err(failed)?;
                self.has_ended = true;
                // If the file was removed meanwhile, nobody could find what is acknowledged here.
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
