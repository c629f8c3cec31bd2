//! `POST /api/v1/diagrams?view=flow&as=svg&flow=ID`: draws a description, as a picture or as a picture's source text.

use app::{
    diagram::{As, DiagramRequest, Picture, png},
    operation::{Answer, Form, Method, Operation, Parameter, Place, Topic, any_text},
    problem::{Problem, kinds},
};
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::post,
};
use pictures::flow::view::View;
use schemars::json_schema;
use serde::Deserialize;

use crate::{
    api::{Endpoint, Sent, examples},
    refusal::Refusal,
    state::AppState,
    work::Weight,
};

/// The call that draws a description.
pub static DRAW: Endpoint = Endpoint {
    operation: Operation {
        id: "draw_system",
        title: "Draw a description",
        about: "As a picture, as a picture's source text for another tool, or as the data of the picture.",
        topic: Topic::Systems,
        method: Method::Post,
        path: "/api/v1/diagrams",
        parameters: &[
            Parameter {
                name: "view",
                place: Place::Query,
                about: "Which view; `flow` if it is left out.",
                is_required: false,
                schema: |_| {
                    let views: Vec<_> = View::ALL.iter().map(|view| view.id()).collect();
                    json_schema!({"enum": views, "default": View::Flow.id()})
                },
                example: Some("sequence"),
            },
            Parameter {
                name: "as",
                place: Place::Query,
                about: "In which form; if it is left out, `Accept` chooses, and without that it is `svg`.",
                is_required: false,
                schema: |_| json_schema!({"enum": As::all().map(As::id).collect::<Vec<_>>()}),
                example: Some("mermaid"),
            },
            Parameter {
                name: "flow",
                place: Place::Query,
                about: "The id of the only flow to draw. Left out: all flows, one below the other; of a sequence the \
                        first.",
                is_required: false,
                schema: any_text,
                example: None,
            },
        ],
        body: Some(examples::DESCRIPTION),
        answers: &[Answer {
            status: 200,
            about: "The picture, or its source text.",
            headers: &[],
            forms: || As::all().map(|form| Form::other(form.media_type())).collect(),
        }],
        problems: &[&kinds::NOT_ACCEPTABLE, &kinds::FAULTY, &kinds::NO_SUCH_DIAGRAM, &kinds::PICTURE_TOO_LARGE],
        is_open: true,
        command: None,
    },
    route: || post(draw),
    tool: None,
};

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
