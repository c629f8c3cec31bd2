//! What HEAD is answered where a page is costly to write: the headers of the page, which is not written.
//!
//! axum answers HEAD with the headers of GET, and so would write the page to throw it away.

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

/// The answer with a page, written only if the method asks for it. What makes the page wrong must be known before.
pub(super) fn or_page(method: &Method, page: impl FnOnce() -> Result<Page, Refusal>) -> Result<Response, Refusal> {
    if *method != Method::HEAD {
        return Ok(Html(page()?).into_response());
    }
    Ok(unwritten_page())
}

/// The answer with a page that is not written.
pub(super) fn unwritten_page() -> Response {
    unwritten(Html(Page::new("", "", || ())).into_response())
}

/// An answer without its body, whose length is not told.
pub(super) fn unwritten(answer: Response) -> Response {
    answer.map(|_| Body::new(Unwritten))
}

/// A body of which nobody knows how long it would be.
struct Unwritten;

impl HttpBody for Unwritten {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(None)
    }
}
