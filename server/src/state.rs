//! What every route may use.

use app::advisor::Advisor;

use crate::config::PublicUrl;

/// What every route may use; cheap to clone, and the same for the life of the process.
#[derive(Clone, Debug)]
pub struct AppState {
    /// What absolute links are made of.
    pub public_url: PublicUrl,
    /// Who answers.
    pub advisor: Advisor,
}
