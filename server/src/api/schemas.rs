//! `POST /api/v1/schemas/compare`: tells what two versions of a schema are to each other. Nothing is stored.

use axum::extract::State;

use crate::{
    api::{Json, Sent},
    refusal::Refusal,
    state::AppState,
    work::Weight,
};

/// Compares two versions.
pub async fn compare(State(state): State<AppState>, sent: Sent) -> Result<Json, Refusal> {
    let weight = sent.weight().max(Weight::Light);
    state.work(weight, move |state| Ok(Json(state.advisor.compare_schemas(sent.source())?))).await
}
