//! The probes of an orchestrator: whether the process lives, and whether it can serve.

use axum::extract::State;

use crate::{refusal::Refusal, state::AppState};

/// `GET /healthz`: the process answers, whatever the state of its dependencies.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the store works too; otherwise the status is 503.
pub async fn ready(State(state): State<AppState>) -> Result<&'static str, Refusal> {
    state.advisor.ready().await?;
    Ok("ready\n")
}
