//! `POST /api/v1/exports?as=asyncapi`: a description, assessed and written in the format of another tool.

use app::{
    exports,
    operation::{Answer, Form, Header, Method, Operation, Parameter, Place, Topic},
    problem::{Problem, kinds},
};
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::post,
};
use schemars::json_schema;
use serde::Deserialize;

use crate::{
    api::{Endpoint, Sent, examples},
    refusal::Refusal,
    state::AppState,
    work::Weight,
};

/// The call that writes a description in the format of another tool.
pub static EXPORT: Endpoint = Endpoint {
    operation: Operation {
        id: "export_system",
        title: "Write an assessed description in the format of another tool",
        about: "Each format has a page of its own in the documentation, which says what stands in it and what does \
                not.",
        topic: Topic::Systems,
        method: Method::Post,
        path: "/api/v1/exports",
        parameters: &[Parameter {
            name: "as",
            place: Place::Query,
            about: "The format.",
            is_required: true,
            schema: |_| json_schema!({"enum": exports::all().map(|export| export.id).collect::<Vec<_>>()}),
            example: Some("asyncapi"),
        }],
        body: Some(examples::DESCRIPTION),
        answers: &[Answer {
            status: 200,
            about: "The document.",
            headers: &[Header { name: "Content-Disposition", about: "A name to save it by." }],
            forms: || exports::all().map(|export| Form::other(export.media_type)).collect(),
        }],
        problems: &[&kinds::FAULTY, &kinds::NO_SUCH_EXPORT],
        is_open: true,
        command: Some("export"),
    },
    route: || post(export),
    tool: None,
};

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
