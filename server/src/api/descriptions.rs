//! `POST /api/v1/descriptions`: makes a description from words, with the words behind each part. Nothing is stored.

use axum::extract::State;

use crate::{
    api::{Json, Sent},
    refusal::Refusal,
    state::AppState,
};

/// Makes a description from the body.
pub async fn describe(State(state): State<AppState>, sent: Sent) -> Result<Json, Refusal> {
    state.work(sent.weight(), move |state| Ok(Json(state.advisor.describe(sent.source())?))).await
}
