//! `POST /api/v1/descriptions`: makes a description from words, or from a document of another tool, with the words
//! behind each part. Nothing is stored.

use app::{
    advisor::descriptions::{Described as Made, body_schema},
    operation::{Answer, Body, Example, Form, JSON, Method, Operation, Parameter, Place, Topic},
    problem::{Problem, kinds},
};
use axum::{
    body::Bytes,
    extract::{FromRequest, Query, Request, State, rejection::QueryRejection},
    routing::post,
};
use schemars::json_schema;
use serde::Deserialize;

use crate::{
    api::{Endpoint, Json, Sent},
    mcp::tools::describe_from_text,
    refusal::Refusal,
    sent,
    state::AppState,
    work::Weight,
};

/// The call that makes a description.
pub static DESCRIBE: Endpoint = Endpoint {
    operation: Operation {
        id: "describe_from_text",
        title: "Make a description of a text or a document",
        about: "From words in English, from what an assistant wrote, or from a document of another tool. Beside the \
                description stand the words that each part was read from, and what gave no part of it. Nothing that \
                is read from words counts as stated: it stands under `inferred`. From `description`, the open \
                questions are answered that the description's own words answer.",
        topic: Topic::Systems,
        method: Method::Post,
        path: "/api/v1/descriptions",
        parameters: &[Parameter {
            name: "from",
            place: Place::Query,
            about: "What an archive holds. With any other body it stands in the body.",
            is_required: false,
            schema: |_| json_schema!({"const": "eventcatalog"}),
            example: None,
        }],
        body: Some(Body {
            about: "What to read and what it is; or the pages of an EventCatalog as a zip archive.",
            forms: || {
                let mut forms = Form::json_or_yaml(body_schema);
                forms.push(Form::other(ZIP));
                forms
            },
            examples: &[Example {
                name: "text",
                title: "Two sentences",
                media_type: JSON,
                text: r#"{
  "from": "text",
  "content": "The customer places an order. The shop charges the card and then sends a receipt by e-mail."
}"#,
            }],
        }),
        answers: &[Answer {
            status: 200,
            about: "The description, and what it was read from.",
            headers: &[],
            forms: || vec![Form::json::<Made>()],
        }],
        problems: &[&kinds::WRONG_BODY, &kinds::FAULTY, &kinds::NO_STEPS],
        is_open: true,
        command: None,
    },
    route: || post(describe),
    tool: Some(&describe_from_text::TOOL),
};

/// The media type of an archive.
const ZIP: &str = "application/zip";

/// The query of the address.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DescriptionQuery {
    from: Option<String>,
}

/// What is sent: a body that says what it holds, or an archive.
#[derive(Debug)]
pub enum Described {
    /// A body in one of the formats of the API.
    Body(Sent),
    /// The bytes of an archive.
    Archive(Bytes),
}

impl<S: Send + Sync> FromRequest<S> for Described {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        if !sent::has_media_type(request.headers(), ZIP) {
            return Sent::from_request(request, state).await.map(Self::Body);
        }
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|rejection| Problem::of_status(rejection.status().as_u16()))?;
        Ok(Self::Archive(bytes))
    }
}

/// Makes a description from the body.
pub async fn describe(
    State(state): State<AppState>,
    query: Result<Query<DescriptionQuery>, QueryRejection>,
    sent: Described,
) -> Result<Json, Refusal> {
    let Query(DescriptionQuery { from }) =
        query.map_err(|_| Problem::malformed("The address takes `from`, at most once."))?;
    match sent {
        Described::Archive(_) if from.as_deref().is_some_and(|from| from != "eventcatalog") => {
            Err(Problem::malformed("From an archive only `eventcatalog` is read.").into())
        }
        Described::Archive(archive) => {
            let read = move |state: &AppState| Ok(Json(state.advisor.describe_archive(&archive)?));
            state.work(Weight::Heavy, read).await
        }
        Described::Body(_) if from.is_some() => {
            Err(Problem::malformed("`from` stands in the body, beside `content`.").into())
        }
        Described::Body(sent) => {
            state.work(sent.weight(), move |state| Ok(Json(state.advisor.describe(sent.source())?))).await
        }
    }
}
