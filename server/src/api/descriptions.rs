//! `POST /api/v1/descriptions`: words in, a description out with what each part of it was read out of. Nothing is kept.

use axum::extract::State;

use crate::{
    api::{Json, Sent},
    refusal::Refusal,
    state::AppState,
};

/// Makes a description of what was sent.
pub async fn describe(State(state): State<AppState>, sent: Sent) -> Result<Json, Refusal> {
    state.work(sent.weight(), move |state| Ok(Json(state.advisor.describe(sent.source())?))).await
}
