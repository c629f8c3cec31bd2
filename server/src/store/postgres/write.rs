//! Changes: each is one transaction, made again where another one came in between.
//!
//! A change locks the rows that its writing depends on. Two changes that find nothing to lock, such as two publications
//! with one key, meet at a unique index: the later one fails, and finds what the earlier one made when it is made
//! again.

use std::time::Duration;

use app::store::Refused;
use sqlx::Connection as _;
use tokio::time::{sleep, timeout};

use super::sql::Change;
use super::{PostgresStore, failed};

/// How often a change is made until it is given up, and the longest pause before the second time. Later pauses may be
/// longer.
const ATTEMPTS: u32 = 8;
const PAUSE: Duration = Duration::from_millis(4);

/// Maximum time of an attempt, for a server that does not answer.
const ANSWER: Duration = Duration::from_secs(15);

/// Only the rows that were locked are as they were: what another transaction commits meanwhile is seen. Said here,
/// because the server may be told to begin otherwise.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

impl PostgresStore {
    /// Makes a change.
    pub(super) async fn make<C: Change>(&self, change: C) -> Result<C::Done, Refused> {
        for attempt in 1..ATTEMPTS {
            match self.attempt(&change).await {
                Err(why) if came_in_between(&why) => {
                    // By chance, so that two that met do not meet again.
                    sleep(PAUSE.mul_f64(f64::from(attempt) * rand::random::<f64>())).await;
                }
                made => return made,
            }
        }
        self.attempt(&change).await
    }

    async fn attempt<C: Change>(&self, change: &C) -> Result<C::Done, Refused> {
        let mut connection = self.reader().await?;
        let attempt = async {
            let mut write = connection.begin_with(BEGIN).await.map_err(failed)?;
            match change.make(&mut write).await {
                Ok(done) => write.commit().await.map_err(failed).map(|()| done),
                Err(why) => {
                    // If this fails, the connection is broken, and the server ends the transaction by itself.
                    write.rollback().await.ok();
                    Err(why)
                }
            }
        };
        match timeout(ANSWER, attempt).await {
            Ok(made) => made,
            Err(late) => {
                connection.close_on_drop();
                Err(Refused::Out(app::store::Outage::Unreachable, late.into()))
            }
        }
    }
}

/// Whether the change was refused because of another transaction, and may succeed when it is made again.
fn came_in_between(why: &Refused) -> bool {
    let (Refused::Out(_, error) | Refused::Failed(error)) = why else { return false };
    let error = error.downcast_ref::<sqlx::Error>().and_then(sqlx::Error::as_database_error);
    // A conflict or a deadlock of transactions; a row that another one inserted.
    error.and_then(sqlx::error::DatabaseError::code).is_some_and(|code| code.starts_with("40") || code == "23505")
}
