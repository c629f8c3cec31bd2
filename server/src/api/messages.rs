//! `POST /api/v1/messages`: phrases in, what each of them is out. Nothing is kept.

use axum::extract::State;

use crate::{
    api::{Json, Sent},
    refusal::Refusal,
    state::AppState,
};

/// Tells events, commands and queries apart.
pub async fn explain(State(state): State<AppState>, sent: Sent) -> Result<Json, Refusal> {
    state.work(sent.weight(), move |state| Ok(Json(state.advisor.messages(sent.source())?))).await
}
