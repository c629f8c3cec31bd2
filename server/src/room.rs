//! Memory for what is large and waits: bodies that come in, reports that are shown, answers that go out.
//!
//! Each of them is bounded, and many are not, so what they take together is counted. It must not know what they hold.

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

/// How much there is where nothing else is said, in bytes.
pub const ROOM: usize = 96 * 1024 * 1024;

/// What is counted in one: smaller things are not counted, so that they always find room.
const UNIT: usize = 16 * 1024;

/// Memory that is shared by all requests.
#[derive(Clone, Debug)]
pub struct Room(Arc<Semaphore>);

/// A part of the room; dropping it gives it back.
#[derive(Debug, Default)]
pub struct Share(Option<OwnedSemaphorePermit>);

/// Something with its share of the room.
#[derive(Debug)]
pub struct Held<T> {
    value: T,
    _share: Share,
}

impl Room {
    /// A room of so many bytes.
    pub fn new(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes / UNIT)))
    }

    /// Takes room for so many bytes.
    ///
    /// # Errors
    /// There is not so much left.
    pub fn take(&self, bytes: usize) -> Result<Share, Problem> {
        let units = u32::try_from(bytes / UNIT).unwrap_or(u32::MAX);
        if units == 0 {
            return Ok(Share(None));
        }
        let share = Arc::clone(&self.0).try_acquire_many_owned(units).map_err(|_| Problem::overloaded())?;
        Ok(Share(Some(share)))
    }

    /// Takes room for something that has so many bytes.
    ///
    /// # Errors
    /// As for [`Room::take`].
    pub fn hold<T>(&self, value: T, bytes: usize) -> Result<Held<T>, Problem> {
        Ok(Held { value, _share: self.take(bytes)? })
    }

    /// Takes room for an answer until it is sent or its client is gone; an answer that finds none is not sent.
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
    /// Adds what another share holds.
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

/// A body whose pieces hold their share of the room wherever they wait.
struct HeldBody {
    body: Body,
    share: Arc<Share>,
}

/// A piece of such a body.
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
