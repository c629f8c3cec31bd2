//! What an orchestrator asks: is the process alive, and can it answer.

use axum::extract::State;

use crate::{refusal::Refusal, state::AppState};

/// `GET /healthz`: the process answers, whatever the state of what it depends on.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: what the process depends on answers as well; 503 where it does not.
pub async fn ready(State(state): State<AppState>) -> Result<&'static str, Refusal> {
    state.advisor.ready().await?;
    Ok("ready\n")
}
