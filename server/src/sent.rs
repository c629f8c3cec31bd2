//! The body of a request, in one of the formats that the API reads.

use advice::fault;
use app::{
    advisor::Source,
    document::{self, Format},
    problem::{Problem, kinds},
};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, header::CONTENT_TYPE},
};

use crate::{refusal::Refusal, work::Weight};

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

    /// The same problem, with line and column for each fault of the body that has none yet.
    pub fn placed(&self, problem: Problem) -> Problem {
        if problem.kind != &kinds::WRONG_BODY {
            return problem;
        }
        let Ok(tree) = document::parse(&self.text, self.format) else { return problem };
        Problem { faults: fault::placed_too(&self.text, &tree, problem.faults), ..problem }
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
