//! `POST /api/v1/messages`: classifies phrases as events, commands or queries. Nothing is stored.

use axum::extract::State;

use crate::{
    api::{Json, Sent},
    refusal::Refusal,
    state::AppState,
};

/// Classifies and explains phrases.
pub async fn explain(State(state): State<AppState>, sent: Sent) -> Result<Json, Refusal> {
    state.work(sent.weight(), move |state| Ok(Json(state.advisor.messages(sent.source())?))).await
}
