//! `GET /api/v1/rules`, `/api/v1/rules/{id}`, `/api/v1/schema/description`: the rules and the description's
//! schema as JSON.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderName, header::CONTENT_TYPE},
};

use serde::Deserialize;

use crate::{api::Json, refusal::Refusal, state::AppState};

/// The query of the address. Without `ruleset` it selects the shipped rules.
#[derive(Deserialize)]
pub struct RulesetQuery {
    ruleset: Option<String>,
}

/// All rules, with the sources that they cite.
pub async fn all(State(state): State<AppState>, Query(query): Query<RulesetQuery>) -> Result<Json, Refusal> {
    Ok(Json(state.advisor.rules(query.ruleset.as_deref(), None)?))
}

/// The rules with an id. Rules of different kinds may share an id, such as a style and a mechanism.
pub async fn one(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<RulesetQuery>,
) -> Result<Json, Refusal> {
    Ok(Json(state.advisor.rules(query.ruleset.as_deref(), Some(&id))?))
}

/// The JSON Schema of a description.
pub async fn description_schema(
    State(state): State<AppState>,
) -> Result<([(HeaderName, &'static str); 1], String), Refusal> {
    Ok(([(CONTENT_TYPE, "application/schema+json")], state.advisor.schema()?))
}
