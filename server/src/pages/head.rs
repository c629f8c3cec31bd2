//! Answers to `HEAD` for pages that are expensive to render: the page's headers, without rendering it.
//!
//! Axum would answer `HEAD` by rendering the page for `GET` and discarding the body.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use app::shell::Page;
use axum::{
    body::{Body, Bytes, HttpBody},
    http::Method,
    response::{IntoResponse, Response},
};
use hyper::body::Frame;

use crate::{page::Html, refusal::Refusal};

/// Answers with a page. It renders the page only if the method needs it, so the caller must have checked that
/// the page exists.
pub(super) fn or_page(method: &Method, page: impl FnOnce() -> Result<Page, Refusal>) -> Result<Response, Refusal> {
    if *method != Method::HEAD {
        return Ok(Html(page()?).into_response());
    }
    Ok(unwritten_page())
}

/// An answer with the headers of a page that is not rendered.
pub(super) fn unwritten_page() -> Response {
    unwritten(Html(Page::new("", "", || ())).into_response())
}

/// The answer without its body, and without a statement of the body's length.
pub(super) fn unwritten(answer: Response) -> Response {
    answer.map(|_| Body::new(Unwritten))
}

/// An empty body of unstated length.
struct Unwritten;

impl HttpBody for Unwritten {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(None)
    }
}
