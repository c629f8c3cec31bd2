//! `POST /api/v1/diagrams?view=flow&as=svg&flow=ID`: draws a description, as a picture or as a picture's source text.

use app::{
    diagram::{DiagramRequest, Picture, png},
    problem::Problem,
};
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use crate::{api::Sent, refusal::Refusal, state::AppState, work::Weight};

/// The query of the address.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiagramQuery {
    view: Option<String>,
    r#as: Option<String>,
    flow: Option<String>,
}

/// Draws a description.
pub async fn draw(
    State(state): State<AppState>,
    query: Result<Query<DiagramQuery>, QueryRejection>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Refusal> {
    let Query(query) =
        query.map_err(|_| Problem::malformed("The address takes `view`, `as` and `flow`, each at most once."))?;
    let accept = headers.get_all(axum::http::header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let accept = accept.collect::<Vec<_>>().join(", ");
    // Painting pixels is expensive whatever the picture shows.
    let may_be_pixels = query.r#as.as_deref().map_or(accept.as_str(), |form| form).contains("png");
    let weight = if may_be_pixels { Weight::Heavy } else { sent.weight().max(Weight::Light) };
    let draw = move |state: &AppState| {
        let request = DiagramRequest {
            view: query.view.as_deref(),
            form: query.r#as.as_deref(),
            flow: query.flow.as_deref(),
            accept: Some(accept.as_str()).filter(|accept| !accept.is_empty()),
        };
        Ok(match state.advisor.diagram(sent.source(), &request)? {
            Picture::Document { media_type, content } => ([(CONTENT_TYPE, media_type)], content).into_response(),
            Picture::Pixels { svg } => ([(CONTENT_TYPE, png::MEDIA_TYPE)], png::png(&svg)?).into_response(),
        })
    };
    state.work(weight, draw).await
}
