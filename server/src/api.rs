//! The JSON API: a file for each resource, and what they share: reading a body, saying JSON.
//!
//! A handler reads what the request says, asks the [`Advisor`](app::advisor::Advisor), and gives the answer its form. It
//! decides nothing else.

pub mod assessments;
pub mod conditions;
pub mod descriptions;
pub mod diagrams;
pub mod findings;
pub mod messages;
pub mod reports;
pub mod rules;

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use app::{
    advisor::Source,
    document::{self, Format},
    problem::Problem,
};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{FromRequest, Request},
    http::{HeaderValue, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};

use hyper::body::Frame;

use crate::{refusal::Refusal, work::Weight};

/// A body in a form that is read here.
#[derive(Debug)]
pub struct Sent {
    text: String,
    format: Format,
}

impl Sent {
    /// The body as the advisor takes it.
    pub fn source(&self) -> Source<'_> {
        Source { text: &self.text, format: self.format }
    }

    /// How much reading it may cost.
    pub fn weight(&self) -> Weight {
        Weight::of(self.text.len())
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let format = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(Format::of_media_type)
            .ok_or_else(Problem::unsupported_media_type)?;
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| Problem::of_status(rejection.status().as_u16()))?;
        let text = document::decode(&bytes).map_err(|error| Problem::unreadable(format, &error))?;
        Ok(Self { text: text.to_owned(), format })
    }
}

/// The body of an answer to `HEAD` where that is found without what `GET` answers: none, and its length is not told.
pub struct Untold;

impl HttpBody for Untold {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(None)
    }
}

/// An answer that is JSON already.
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
