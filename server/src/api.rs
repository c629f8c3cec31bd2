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

use app::{
    advisor::Source,
    document::{self, Format},
    problem::Problem,
};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderValue, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};

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

/// An answer that is JSON already.
pub struct Json(pub String);

impl IntoResponse for Json {
    fn into_response(self) -> Response {
        ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], self.0).into_response()
    }
}
