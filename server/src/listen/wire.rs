//! The stream of a connection and the bodies on it, which record the connection's progress.
//!
//! A client that reads nothing of its answer for too long is disconnected here. Answers that hyper sends on
//! its own, because it could not parse a request, are held back so that the server can send its own.

use std::{
    future::Future,
    io::{self, IoSlice},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    http::StatusCode,
};
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Sleep, sleep},
};

use super::progress::{Progress, Stage};

/// The stream of a connection.
pub(super) struct Wire {
    stream: TcpStream,
    progress: Arc<Progress>,
    /// Maximum time in which the client may read nothing of the written data.
    patience: Duration,
    /// Runs while the client reads nothing.
    timer: Option<Pin<Box<Sleep>>>,
    /// The status of the answer that was held back.
    held_back: Option<StatusCode>,
}

impl Wire {
    pub(super) fn new(stream: TcpStream, progress: Arc<Progress>, patience: Duration) -> Self {
        Self { stream, progress, patience, timer: None, held_back: None }
    }

    /// The status that hyper wanted to send on its own, if it did.
    pub(super) fn held_back(&mut self) -> Option<StatusCode> {
        let held_back = self.held_back.take();
        if held_back.is_some() {
            self.progress.enter(Stage::Answering);
        }
        held_back
    }

    /// Whether these bytes start an answer of hyper's own. If so, they are held back.
    fn hold_back(&mut self, bytes: &[u8]) -> bool {
        if self.progress.stage() != Stage::Waiting || bytes.is_empty() {
            return false;
        }
        let status = bytes.strip_prefix(b"HTTP/1.1 ").and_then(|rest| StatusCode::from_bytes(rest.get(..3)?).ok());
        self.held_back = self.held_back.or(status);
        self.held_back.is_some()
    }

    /// Records the result of a write, and disconnects the client if it reads nothing for too long.
    fn watch(&mut self, context: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.timer = None;
            self.progress.touch();
            return written;
        }
        let patience = self.patience;
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(timer.as_mut().poll(context));
        self.progress.give_up();
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if self.progress.is_given_up() {
            // Otherwise the system would keep offering data that the client does not read.
            _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.hold_back(bytes) {
            return Poll::Ready(Ok(bytes.len()));
        }
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let first = pieces.iter().find(|piece| !piece.is_empty()).map_or(&[][..], |piece| &**piece);
        if self.hold_back(first) {
            return Poll::Ready(Ok(pieces.iter().map(|piece| piece.len()).sum()));
        }
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.watch(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // Hyper flushes after it has written everything.
        self.progress.leave(Stage::Answered, Stage::Waiting);
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// The body of an arriving request.
pub(super) struct Arriving {
    body: Incoming,
    progress: Arc<Progress>,
}

impl Arriving {
    /// The body of a request whose header has arrived.
    pub(super) fn watch(body: Incoming, progress: &Arc<Progress>) -> Body {
        progress.enter(if body.is_end_stream() { Stage::Working } else { Stage::Receiving });
        Body::new(Self { body, progress: Arc::clone(progress) })
    }
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if frame.is_none() || self.body.is_end_stream() {
            self.progress.leave(Stage::Receiving, Stage::Working);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The body of an answer while it is handed over.
pub(super) struct Leaving {
    body: Body,
    progress: Arc<Progress>,
}

impl Leaving {
    /// The body of an answer that is ready.
    pub(super) fn watch(body: Body, progress: &Arc<Progress>) -> Self {
        progress.enter(Stage::Answering);
        Self { body, progress: Arc::clone(progress) }
    }
}

impl Drop for Leaving {
    fn drop(&mut self) {
        self.progress.leave(Stage::Answering, Stage::Answered);
    }
}

impl HttpBody for Leaving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
