//! `POST /api/v1/exports?as=asyncapi`: a description, assessed and written in the format of another tool.

use app::problem::Problem;
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use crate::{api::Sent, refusal::Refusal, state::AppState, work::Weight};

/// The query of the address.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportQuery {
    r#as: Option<String>,
}

/// Exports a description.
pub async fn export(
    State(state): State<AppState>,
    query: Result<Query<ExportQuery>, QueryRejection>,
    sent: Sent,
) -> Result<Response, Refusal> {
    let Query(query) = query.map_err(|_| Problem::malformed("The address takes `as`, at most once."))?;
    let weight = sent.weight().max(Weight::Light);
    let write = move |state: &AppState| {
        let file = state.advisor.export(sent.source(), query.r#as.as_deref())?;
        let saved = format!("attachment; filename=\"{}\"", file.name);
        Ok(([(CONTENT_TYPE, file.media_type.to_owned()), (CONTENT_DISPOSITION, saved)], file.content).into_response())
    };
    state.work(weight, write).await
}
