//! `GET /api/v1/rules`, `/api/v1/rules/{id}`, `/api/v1/schema/description`: what the advisor knows, as data.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderName, header::CONTENT_TYPE},
};

use serde::Deserialize;

use crate::{api::Json, refusal::Refusal, state::AppState};

/// Which rules are asked for; the shipped ones where nothing is said.
#[derive(Deserialize)]
pub struct Asked {
    ruleset: Option<String>,
}

/// Every rule, with the sources that they cite.
pub async fn all(State(state): State<AppState>, Query(asked): Query<Asked>) -> Result<Json, Refusal> {
    Ok(Json(state.advisor.rules(asked.ruleset.as_deref(), None)?))
}

/// The rules with an id: one of a kind. A style and a mechanism may share theirs.
pub async fn one(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json, Refusal> {
    Ok(Json(state.advisor.rules(asked.ruleset.as_deref(), Some(&id))?))
}

/// The JSON Schema of a description.
pub async fn description_schema(
    State(state): State<AppState>,
) -> Result<([(HeaderName, &'static str); 1], String), Refusal> {
    Ok(([(CONTENT_TYPE, "application/schema+json")], state.advisor.schema()?))
}
