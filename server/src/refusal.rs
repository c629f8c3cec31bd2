//! Turns the [`Problem`] of a handler into an answer. The format is chosen here and nowhere else.
//!
//! Layers from libraries answer with a bare status. Such answers get the same format, so every status above
//! 399 leaves the server in it.

use app::{
    pages,
    problem::{MEDIA_TYPE, Problem},
};
use axum::{
    extract::Request,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            ACCEPT, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE,
        },
    },
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    cookies::remembered_draft,
    observe::RequestId,
    page::{Framed, Html},
};

/// A problem as a handler's error: `Err(problem.into())`, or `?` on a `Result<_, Problem>`.
#[derive(Debug)]
pub struct Refusal(pub Problem);

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = status(self.0.status()).into_response();
        response.extensions_mut().insert(self.0);
        response
    }
}

/// The layer that writes every refusal: a page for a person, `application/problem+json` for a program.
///
/// An answer with the status 500 contains the request's id and nothing else, whatever the handler returned.
pub async fn spell_out(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let person = is_person(path, request.headers()).then(|| path.to_owned());
    let draft = person.as_ref().and_then(|_| remembered_draft(request.headers()));
    let is_framed = path.starts_with("/embed/");
    let id = request.extensions().get::<RequestId>().cloned().unwrap_or_default();
    let mut response = next.run(request).await;
    let Some(problem) = problem_of(&mut response, &id) else {
        return response;
    };

    let written = match person {
        // A frame that may not show why it is empty would look broken.
        Some(_) if is_framed => Framed(pages::embed::problem(&problem)).into_response(),
        Some(path) => Html(pages::problem::page(&problem, &path, draft.as_ref())).into_response(),
        None => ([(CONTENT_TYPE, MEDIA_TYPE)], axum::Json(&problem)).into_response(),
    };
    let (mut parts, _) = response.into_parts();
    let (form, body) = written.into_parts();
    parts.status = status(problem.status());
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.remove(CONTENT_ENCODING);
    parts.headers.extend(form.headers);
    // A missing or refused resource may be available soon, so the answer must not be cached.
    parts.headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    match problem.status() {
        401 => {
            parts.headers.entry(WWW_AUTHENTICATE).or_insert(HeaderValue::from_static("Bearer realm=\"report\""));
        }
        429 | 503 => {
            let wait = HeaderValue::from(problem.retry_after.unwrap_or(5));
            parts.headers.entry(RETRY_AFTER).or_insert(wait);
        }
        _ => {}
    }
    Response::from_parts(parts, body)
}

fn problem_of(response: &mut Response, id: &RequestId) -> Option<Problem> {
    let stated = response.extensions_mut().remove::<Problem>();
    let code = response.status().as_u16();
    match code {
        500 => Some(Problem::internal(id.as_str())),
        _ if stated.is_some() => stated,
        400.. if !is_written(response.headers()) => Some(Problem::of_status(code)),
        _ => None,
    }
}

/// Whether an answer already has a format of its own. Libraries send none, or plain text.
fn is_written(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|form| !form.as_bytes().starts_with(b"text/plain"))
}

/// Whether a person reads the answer: the path is not one for programs, and `Accept` names HTML.
fn is_person(path: &str, headers: &HeaderMap) -> bool {
    const PROGRAMS: [&str; 4] = ["/api", "/mcp", "/healthz", "/readyz"];
    let called_by_program = PROGRAMS
        .iter()
        .any(|program| path.strip_prefix(program).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    let takes_page = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| {
        accept.split(',').any(|range| range.trim().starts_with("text/html") && !range.ends_with("q=0"))
    });
    !called_by_program && takes_page
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
