//! Where reports and drafts are kept: a file for each store, and the choice between them.

pub mod sqlite;

use std::sync::Arc;

use anyhow::bail;
use app::store::Store;

use crate::store::sqlite::SqliteStore;

/// Opens the store that a database URL names, and brings its tables up to date.
pub async fn open(database_url: &str) -> anyhow::Result<Arc<dyn Store>> {
    // The URL may hold a password: no message repeats it.
    if database_url.starts_with("sqlite:") {
        return Ok(Arc::new(SqliteStore::open(database_url).await?));
    }
    bail!("this build keeps reports in SQLite only; write sqlite: and a file's name as database_url")
}
