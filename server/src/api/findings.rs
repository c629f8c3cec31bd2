//! `POST /api/v1/findings`: checks a snippet for anti-patterns. Nothing is stored.

use axum::extract::State;

use crate::{
    api::{Json, Sent},
    refusal::Refusal,
    state::AppState,
};

/// Checks a snippet.
pub async fn check(State(state): State<AppState>, sent: Sent) -> Result<Json, Refusal> {
    state.work(sent.weight(), move |state| Ok(Json(state.advisor.findings(sent.source())?))).await
}
