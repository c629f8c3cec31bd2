//! Reads the whole body of a request before any handler runs, with limits on its length, its duration and its memory.
//!
//! A refused request is therefore read to its end, and its connection can be used for the next request. The
//! module does not know what a body contains.

use std::time::Duration;

use app::{limit::TEXT_LIMIT, problem::Problem};
use axum::{
    body::{Body, HttpBody},
    extract::{FromRequestParts, Request, State},
    http::{
        HeaderValue,
        header::{CONNECTION, CONTENT_LENGTH},
        request::Parts,
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use tokio::time::{Instant, timeout, timeout_at};

use crate::{
    refusal::Refusal,
    room::{Room, Share},
    work::Weight,
};

/// Maximum length, in bytes, up to which a refused body is still read. A client that is still sending when
/// the connection closes would not see the reason.
pub const HEARD_OUT: usize = 8 * TEXT_LIMIT;

/// Time limits for a body.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Maximum time between two parts.
    pub pause: Duration,
    /// Maximum time from the start to the end.
    pub whole: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { pause: Duration::from_secs(10), whole: Duration::from_secs(30) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Weight {
    type Rejection = std::convert::Infallible;

    /// The weight of work on the request's body.
    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get().copied().unwrap_or(Self::Heavy))
    }
}

/// The layer that reads a request's body.
pub async fn receive(State((room, limits)): State<(Room, Limits)>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let length = parts.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let mut coming = Coming { body, kept: Buffer::new(room) };
    let is_kept = length.is_none_or(|length| length <= TEXT_LIMIT);
    let read = if length.is_some_and(|length| length > HEARD_OUT) {
        Err((Problem::too_large(), Left::Unread))
    } else {
        coming.read(is_kept, limits).await
    };
    match read {
        Ok(()) => {
            let Buffer { share, bytes, .. } = coming.kept;
            parts.extensions.insert(Weight::of(bytes.len()));
            let answer = next.run(Request::from_parts(parts, Body::from(bytes))).await;
            drop(share);
            answer
        }
        Err((problem, Left::Nothing)) => Refusal(problem).into_response(),
        Err((problem, Left::Unread)) => {
            let close = [(CONNECTION, HeaderValue::from_static("close"))];
            (close, Refusal(problem)).into_response()
        }
    }
}

/// Whether a part of a refused body is still unread.
enum Left {
    Nothing,
    Unread,
}

/// A body that arrives.
struct Coming {
    body: Body,
    kept: Buffer,
}

/// Bytes that are gathered up to the length that a text may have, with their share of the memory.
#[derive(Debug)]
pub struct Buffer {
    room: Room,
    share: Share,
    bytes: Vec<u8>,
}

impl Coming {
    /// Reads the body to its end. If `is_kept` is false, or after a refusal, the bytes are read and dropped.
    async fn read(&mut self, is_kept: bool, limits: Limits) -> Result<(), (Problem, Left)> {
        let end = Instant::now() + limits.whole;
        let mut refused = (!is_kept).then(Problem::too_large);
        let mut length = 0_usize;
        loop {
            if self.body.is_end_stream() {
                return refused.map_or(Ok(()), |problem| Err((problem, Left::Nothing)));
            }
            let frame = timeout_at(end, timeout(limits.pause, self.body.frame())).await;
            let Ok(Ok(frame)) = frame else {
                return Err((refused.unwrap_or_else(|| Problem::of_status(408)), Left::Unread));
            };
            let piece = match frame {
                None => return refused.map_or(Ok(()), |problem| Err((problem, Left::Nothing))),
                Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
                Some(Err(_)) => return Err((Problem::of_status(400), Left::Unread)),
            };
            length += piece.len();
            if length > HEARD_OUT {
                return Err((refused.unwrap_or_else(Problem::too_large), Left::Unread));
            }
            if refused.is_none() {
                refused = self.kept.push(&piece).err();
            }
        }
    }
}

impl Buffer {
    /// An empty one, which takes its memory from `room`.
    pub fn new(room: Room) -> Self {
        Self { room, share: Share::default(), bytes: Vec::new() }
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// The text would be too long, or too little memory is left. The buffer is then empty.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), Problem> {
        let length = self.bytes.len() + piece.len();
        let kept = if length > TEXT_LIMIT {
            Err(Problem::too_large())
        } else {
            self.grow(length).map(|()| self.bytes.extend_from_slice(piece))
        };
        if kept.is_err() {
            _ = self.take();
        }
        kept
    }

    /// Takes the bytes out. Whoever has them no longer holds memory for them.
    pub fn take(&mut self) -> Vec<u8> {
        self.share = Share::default();
        std::mem::take(&mut self.bytes)
    }

    /// Reserves memory for `length` bytes in total. The capacity is rounded up to a power of two.
    fn grow(&mut self, length: usize) -> Result<(), Problem> {
        if length <= self.bytes.capacity() {
            return Ok(());
        }
        let capacity = length.next_power_of_two();
        self.share.join(self.room.take(capacity - self.bytes.capacity())?);
        self.bytes.reserve_exact(capacity - self.bytes.len());
        Ok(())
    }
}
