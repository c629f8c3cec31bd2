//! What every route may use.

use std::{future::Future, pin::Pin, sync::Arc};

use crate::config::PublicUrl;

/// What every route may use; cheap to clone, and the same for the life of the process.
#[derive(Clone)]
pub struct AppState {
    /// What absolute links are made of.
    pub public_url: PublicUrl,
    /// Whether requests can be answered now.
    pub readiness: Readiness,
}

/// Asks what the machine depends on; `true` when all of it answers.
pub type Readiness = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = bool> + Send>> + Send + Sync>;

impl AppState {
    /// The readiness of a machine that depends on nothing.
    pub fn always_ready() -> Readiness {
        Arc::new(|| Box::pin(std::future::ready(true)))
    }
}
