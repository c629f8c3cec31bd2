//! A body that is sent in parts, as they are made.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    http::{HeaderName, header::CACHE_CONTROL},
};
use hyper::body::Frame;
use tokio::sync::mpsc;

/// The headers of an answer that comes in parts. It is never kept, and proxies are asked not to wait for its end.
pub const HEADERS: [(HeaderName, &str); 2] =
    [(CACHE_CONTROL, "no-store"), (HeaderName::from_static("x-accel-buffering"), "no")];

/// A body whose parts are what is sent into a channel. It ends when nobody can send any more.
struct InParts(mpsc::Receiver<Bytes>);

/// A body, and where its parts are sent into. At most `waiting` parts wait for the client.
pub fn body(waiting: usize) -> (mpsc::Sender<Bytes>, Body) {
    let (send, receive) = mpsc::channel(waiting);
    (send, Body::new(InParts(receive)))
}

impl HttpBody for InParts {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|part| part.map(|part| Ok(Frame::data(part))))
    }
}
