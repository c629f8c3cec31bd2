//! The store's maintenance: the readiness check, and deleting expired data.

use std::time::{Duration, Instant};

use app::store::{Expired, Outage, Refused, Store};
use async_trait::async_trait;
use sqlx::{ConnectOptions, Connection as _, PgConnection};
use tokio::time::timeout;

use super::sql::{Change, Expire};
use super::{PATIENCE, PostgresStore, failed, outage};

/// Time in which no second connection is tried to find out why there was none.
const FRESH: Duration = Duration::from_secs(1);

/// When it was last tried to connect, and what came of it.
pub(super) type Tried = Option<(Instant, Outage)>;

#[async_trait]
impl Store for PostgresStore {
    async fn ready(&self) -> Result<(), Refused> {
        self.trial.or(self.make(Trial)).await
    }

    async fn expire(&self, expired: &Expired, most: u32) -> Result<u32, Refused> {
        let gone = self.make(Expire { expired: expired.clone(), most }).await?;
        self.contents.clear();
        Ok(gone)
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}

/// Writes a little. Reading a table that the store needs, it also notices that the tables are gone.
struct Trial;

#[async_trait]
impl Change for Trial {
    type Done = ();

    async fn make(&self, write: &mut PgConnection) -> Result<(), Refused> {
        sqlx::query("SELECT 1 FROM reports LIMIT 1").fetch_optional(&mut *write).await.map_err(failed)?;
        sqlx::query("UPDATE probe SET tried = tried + 1").execute(&mut *write).await.map_err(failed)?;
        Ok(())
    }
}

impl PostgresStore {
    /// Why no connection was to be had: all are in use, or none can be opened. Tries to open one at most once a second.
    pub(super) async fn why_none(&self) -> Refused {
        let mut tried = self.tried.lock().await;
        let outage = match *tried {
            Some((at, outage)) if at.elapsed() < FRESH => outage,
            _ => {
                let outage = match timeout(PATIENCE, self.options.connect()).await {
                    Ok(Ok(connection)) => {
                        connection.close().await.ok();
                        Outage::Busy
                    }
                    Ok(Err(error)) => outage(&error).unwrap_or(Outage::Unreachable),
                    Err(_) => Outage::Unreachable,
                };
                *tried = Some((Instant::now(), outage));
                outage
            }
        };
        Refused::Out(outage, "no connection to the database was to be had in time".into())
    }
}
