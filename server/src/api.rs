//! The API: one list of its calls, one file per resource, and their common parts, which read bodies and write JSON.
//!
//! The routes, the OpenAPI document and the reference page are made of the list.
//!
//! A handler reads the request, calls the [`Advisor`](app::advisor::Advisor), and turns the result into an
//! answer. It decides nothing else.

pub mod assessments;
pub mod conditions;
pub mod descriptions;
pub mod diagrams;
pub mod examples;
pub mod exports;
pub mod findings;
pub mod health;
pub mod lines;
pub mod messages;
pub mod openapi;
pub mod prompt;
pub mod reports;
pub mod revisions;
pub mod rules;
pub mod schemas;

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use app::{
    advisor::Source,
    document::{self, Format},
    operation::Operation,
    problem::Problem,
};
use axum::{
    Router,
    body::{Body, Bytes, HttpBody},
    extract::{FromRequest, Request},
    http::{HeaderMap, HeaderValue, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};
use hyper::body::Frame;

use crate::{mcp::tool::Tool, refusal::Refusal, state::AppState, work::Weight};

/// A call of the API: how it is described, and how it is answered.
#[derive(Debug)]
pub struct Endpoint {
    /// Its description, of which the OpenAPI document and the reference page are made.
    pub operation: Operation,
    /// The handler of its method.
    pub route: fn() -> MethodRouter<AppState>,
    /// The tool that does the same for an assistant; none if an assistant may not call it.
    pub tool: Option<&'static Tool>,
}

/// Every call, in the order of the reference.
pub static ALL: &[&Endpoint] = &[
    &assessments::ASSESS,
    &descriptions::DESCRIBE,
    &diagrams::DRAW,
    &exports::EXPORT,
    &messages::CLASSIFY,
    &findings::FIND,
    &schemas::COMPARE,
    &reports::PUBLISH,
    &reports::READ,
    &reports::REVISE,
    &reports::DELETE,
    &revisions::LIST,
    &reports::READ_REVISION,
    &reports::ASSESS_AGAIN,
    &revisions::DIFF,
    &rules::LIST,
    &rules::EXPLAIN,
    &rules::SCHEMA,
    &openapi::DOCUMENT,
    &prompt::INSTRUCT,
    &health::ALIVE,
    &health::READY,
];

/// Whether a page of any other site may call what is at this path.
pub fn is_open(path: &str) -> bool {
    let matches = |(pattern, part): (&str, &str)| pattern == part || pattern.starts_with('{');
    ALL.iter().filter(|call| call.operation.is_open).any(|call| {
        let pattern = call.operation.path.split('/');
        pattern.clone().count() == path.split('/').count() && pattern.zip(path.split('/')).all(matches)
    })
}

/// The routes of every call.
pub fn routes() -> Router<AppState> {
    ALL.iter().fold(Router::new(), |router, call| router.route(call.operation.path, (call.route)()))
}

/// The `Content-Type` of a request; empty if there is none.
fn content_type(headers: &HeaderMap) -> &str {
    headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The format of a request's body; `None` if the API does not read it.
pub fn format_of(headers: &HeaderMap) -> Option<Format> {
    Format::of_media_type(content_type(headers))
}

/// Whether a request's body has this media type, whatever its parameters.
pub fn has_media_type(headers: &HeaderMap, media_type: &str) -> bool {
    content_type(headers).split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(media_type)
}

/// A request body in one of the formats that the API reads.
#[derive(Debug)]
pub struct Sent {
    text: String,
    format: Format,
}

impl Sent {
    /// A body in JSON that we wrote ourselves.
    pub fn json(text: String) -> Self {
        Self { text, format: Format::Json }
    }

    /// The body as the advisor expects it.
    pub fn source(&self) -> Source<'_> {
        Source { text: &self.text, format: self.format }
    }

    /// The estimated cost of work on the body.
    pub fn weight(&self) -> Weight {
        Weight::of(self.text.len())
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let format = format_of(request.headers()).ok_or_else(Problem::unsupported_media_type)?;
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| Problem::of_status(rejection.status().as_u16()))?;
        let text = document::decode(&bytes).map_err(|error| Problem::unreadable(format, &error))?;
        Ok(Self { text: text.to_owned(), format })
    }
}

/// The empty body of an answer to `HEAD`. It does not state the length of the body that `GET` would send,
/// because that body is not computed.
pub struct Untold;

impl HttpBody for Untold {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(None)
    }
}

/// An answer whose body is JSON already.
pub struct Json<B = String>(pub B);

impl<B: Into<Body>> IntoResponse for Json<B> {
    fn into_response(self) -> Response {
        ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], self.0.into()).into_response()
    }
}

impl From<Untold> for Body {
    fn from(body: Untold) -> Self {
        Self::new(body)
    }
}
