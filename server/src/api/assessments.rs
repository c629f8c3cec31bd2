//! `POST /api/v1/assessments`: assesses a description. Nothing is stored.

use axum::extract::State;

use crate::{
    api::{Json, Sent},
    refusal::Refusal,
    state::AppState,
};

/// Assesses a description.
pub async fn assess(State(state): State<AppState>, sent: Sent) -> Result<Json, Refusal> {
    state.work(sent.weight(), move |state| Ok(Json(state.advisor.assess(sent.source())?))).await
}
