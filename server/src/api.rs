//! The API: one list of its calls, one file per resource, and the answers that they share.
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
pub mod links;
pub mod messages;
pub mod openapi;
pub mod prompt;
pub mod reports;
pub mod reviews;
pub mod revisions;
pub mod rules;
pub mod schemas;

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use app::operation::Operation;
use axum::{
    Router,
    body::{Body, Bytes, HttpBody},
    http::{HeaderValue, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};
use hyper::body::Frame;

pub use crate::sent::Sent;
use crate::{mcp::tool::Tool, state::AppState};

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
    &links::READ_STATUS,
    &links::SET_STATUS,
    &links::RENEW,
    &links::WITHDRAW,
    &links::FIXED_LINKS,
    &links::FIX,
    &links::UNFIX,
    &links::READ_FIXED,
    &links::KEEP_UNTIL,
    &links::LIST,
    &links::LISTED,
    &reviews::REMARKS,
    &reviews::REMARK,
    &reviews::DECIDE_REMARK,
    &reviews::BALLOTS,
    &reviews::CAST,
    &reviews::HIDE_BALLOT,
    &revisions::DIFF,
    &revisions::FORK,
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
