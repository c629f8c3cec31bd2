//! Limits the memory of large things that wait: arriving bodies, shown reports and outgoing answers.
//!
//! Each of them is limited in size, but there may be many, so their total is counted. The module does not
//! know what they contain.

use std::{
    ops::Deref,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use app::problem::Problem;
use axum::{
    body::{Body, Bytes, HttpBody},
    response::{IntoResponse, Response},
};
use hyper::body::{Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::refusal::Refusal;

/// The default limit, in bytes.
pub const ROOM: usize = 64 * 1024 * 1024;

/// The unit of counting, in bytes. Smaller things are not counted, so they always find room.
const UNIT: usize = 16 * 1024;

/// The memory that all requests share.
#[derive(Clone, Debug)]
pub struct Room(Arc<Semaphore>);

/// A part of the memory. Dropping it returns the memory.
#[derive(Debug, Default)]
pub struct Share(Option<OwnedSemaphorePermit>);

/// A value with its share of the memory.
#[derive(Debug)]
pub struct Held<T> {
    value: T,
    _share: Share,
}

impl Room {
    /// A room of `bytes` bytes.
    pub fn new(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes / UNIT)))
    }

    /// Takes memory for `bytes` bytes.
    ///
    /// # Errors
    /// Not enough memory is left.
    pub fn take(&self, bytes: usize) -> Result<Share, Problem> {
        let units = u32::try_from(bytes / UNIT).unwrap_or(u32::MAX);
        if units == 0 {
            return Ok(Share(None));
        }
        let share = Arc::clone(&self.0).try_acquire_many_owned(units).map_err(|_| Problem::overloaded())?;
        Ok(Share(Some(share)))
    }

    /// Takes memory for a value of `bytes` bytes.
    ///
    /// # Errors
    /// The same as for [`Room::take`].
    pub fn hold<T>(&self, value: T, bytes: usize) -> Result<Held<T>, Problem> {
        Ok(Held { value, _share: self.take(bytes)? })
    }

    /// Takes memory for bytes until they are sent or dropped.
    ///
    /// # Errors
    /// The same as for [`Room::take`].
    pub fn hold_bytes(&self, bytes: Bytes) -> Result<Bytes, Problem> {
        let share = Arc::new(self.take(bytes.len())?);
        Ok(Bytes::from_owner(Piece { bytes, _share: share }))
    }

    /// Takes memory for an answer until it is sent or the client is gone. If there is too little memory, the
    /// answer is replaced by a refusal.
    pub fn hold_answer(&self, answer: Response) -> Response {
        let bytes = answer.body().size_hint().exact().and_then(|bytes| usize::try_from(bytes).ok()).unwrap_or(0);
        match self.take(bytes) {
            Ok(Share(None)) => answer,
            Ok(share) => answer.map(|body| Body::new(HeldBody { body, share: Arc::new(share) })),
            Err(problem) => Refusal(problem).into_response(),
        }
    }
}

impl Share {
    /// Adds the memory of another share.
    pub fn join(&mut self, other: Self) {
        match (&mut self.0, other.0) {
            (Some(mine), Some(others)) => mine.merge(others),
            (mine @ None, others) => *mine = others,
            (Some(_), None) => {}
        }
    }
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A body whose parts hold their share of the memory as long as they exist.
struct HeldBody {
    body: Body,
    share: Arc<Share>,
}

/// A part of such a body.
struct Piece {
    bytes: Bytes,
    _share: Arc<Share>,
}

impl AsRef<[u8]> for Piece {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl HttpBody for HeldBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let share = Arc::clone(&self.share);
        let held = |bytes| Bytes::from_owner(Piece { bytes, _share: share });
        Pin::new(&mut self.body).poll_frame(context).map_ok(|frame| frame.map_data(held))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    #[tokio::test]
    async fn large_answers_find_room_or_are_refused_and_small_ones_pass() {
        let room = Room::new(4 * UNIT);
        let answer = |units: usize| room.hold_answer(vec![0; units * UNIT].into_response());
        let (first, second) = (answer(3), answer(2));
        assert_eq!((first.status().as_u16(), second.status().as_u16()), (200, 503));
        assert_eq!(answer(0).status(), 200);
        drop(first);
        let sent = answer(4).into_body().collect().await.unwrap().to_bytes();
        assert_eq!(sent.len(), 4 * UNIT);
        assert!(room.take(UNIT).is_err(), "it waits to be sent");
        drop(sent);
        assert!(room.take(4 * UNIT).is_ok(), "what was sent takes no room");
    }

    #[test]
    fn shares_are_joined_and_given_back_together() {
        let room = Room::new(3 * UNIT);
        let mut share = Share::default();
        for _ in 0..3 {
            share.join(room.take(UNIT).unwrap());
        }
        assert!(room.take(UNIT).is_err());
        drop(share);
        assert!(room.hold((), 3 * UNIT).is_ok());
    }
}
