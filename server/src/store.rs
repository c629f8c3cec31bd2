//! The stores of reports and drafts, one file each, and the choice between them.

pub mod none;
pub mod sqlite;

use std::sync::Arc;

use anyhow::bail;
use app::store::Store;

use crate::store::sqlite::SqliteStore;

/// Opens the store of a database URL and migrates its tables.
pub async fn open(database_url: &str) -> anyhow::Result<Arc<dyn Store>> {
    // The URL may contain a password, so no message repeats it.
    if database_url.starts_with("sqlite:") {
        return Ok(Arc::new(SqliteStore::open(database_url).await?));
    }
    bail!("this build keeps reports in SQLite only; write sqlite: and a file's name as database_url")
}
