//! The operations of a store with their SQL, written once for all databases.
//!
//! Each database compiles this folder for itself, as its child (`#[path]`): here, `super` is the module of that
//! database. It opens connections, runs changes in transactions, and names what differs: [`Database`], [`Connection`],
//! [`Row`], [`locking`] and [`failed`].
//!
//! The SQL is what all databases understand. Values are `$1`, `$2` and so on. A number is an `i64`. A text that a
//! person wrote is bound and read as [`Free`](crate::store::free::Free).

mod drafts;
mod links;
mod reports;
mod reviews;
mod revisions;
mod rights;
mod upkeep;

use app::report::ReportId;
use app::standing::Status;
use app::store::Refused;
use async_trait::async_trait;
use sqlx::Row as _;

pub(super) use self::upkeep::Expire;
use super::{Connection, Database, Row, failed, locking};
use crate::store::corrupt;

/// A change of the store, complete or not at all.
///
/// It reads with [`locking`] what its writing depends on, so that no other change comes in between.
#[async_trait]
pub(super) trait Change: Send + Sync + 'static {
    /// What the caller learns.
    type Done: Send + 'static;

    /// Makes the change in a transaction, which the database ends: with a commit, or without a trace if this refuses.
    /// Where another transaction came in between, the database rolls back and calls this again.
    async fn make(&self, write: &mut Connection) -> Result<Self::Done, Refused>;
}

/// A number of a row that is never negative.
fn number(row: &Row, column: &str) -> Result<u32, Refused> {
    optional_number(row, column)?.ok_or_else(|| corrupt("a number"))
}

/// The same where there may be none.
fn optional_number(row: &Row, column: &str) -> Result<Option<u32>, Refused> {
    let number: Option<i64> = row.try_get(column).map_err(failed)?;
    number.map(|number| u32::try_from(number).map_err(|_| corrupt("a number"))).transpose()
}

/// The report that a row belongs to.
fn report_id(row: &Row) -> Result<ReportId, Refused> {
    ReportId::parse(row.try_get("report").map_err(failed)?).ok_or_else(|| corrupt("a report's id"))
}

/// The status of a report.
fn status(row: &Row) -> Result<Status, Refused> {
    let status = Status::kept(row.try_get("status").map_err(failed)?, row.try_get("superseded_by").map_err(failed)?);
    status.ok_or_else(|| corrupt("a status"))
}
