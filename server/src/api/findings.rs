//! `POST /api/v1/findings`: a snippet in, what it shows of the four anti-patterns out. Nothing is kept.

use axum::extract::State;

use crate::{
    api::{Json, Sent},
    refusal::Refusal,
    state::AppState,
};

/// Says what a snippet shows.
pub async fn check(State(state): State<AppState>, sent: Sent) -> Result<Json, Refusal> {
    state.work(sent.weight(), move |state| Ok(Json(state.advisor.findings(sent.source())?))).await
}
