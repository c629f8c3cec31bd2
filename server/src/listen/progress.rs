//! The progress of a connection's current request, and since when: whether the client or the server waits.

use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use tokio::sync::Notify;

/// The stage of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// No complete request header has arrived.
    Waiting,
    /// A request's body is arriving.
    Receiving,
    /// The server computes the answer.
    Working,
    /// The answer is being sent.
    Answering,
    /// The whole answer was handed over, and its last part is being sent.
    Answered,
}

/// The progress of a connection.
#[derive(Debug)]
pub(super) struct Progress {
    now: Mutex<(Stage, Instant)>,
    given_up: AtomicBool,
    give_up: Notify,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self {
            now: Mutex::new((Stage::Waiting, Instant::now())),
            given_up: AtomicBool::new(false),
            give_up: Notify::new(),
        }
    }

    pub(super) fn stage(&self) -> Stage {
        self.now().0
    }

    /// Enters another stage.
    pub(super) fn enter(&self, stage: Stage) {
        *self.now() = (stage, Instant::now());
    }

    /// Changes from one stage to another, if the connection is in the first.
    pub(super) fn leave(&self, from: Stage, to: Stage) {
        let mut now = self.now();
        if now.0 == from {
            *now = (to, Instant::now());
        }
    }

    /// Records that the client read a part of an answer.
    pub(super) fn touch(&self) {
        self.now().1 = Instant::now();
    }

    /// Since when the server waits for the client; `None` while the client waits for the server.
    pub(super) fn waits_since(&self) -> Option<Instant> {
        let (stage, since) = *self.now();
        (stage != Stage::Working).then_some(since)
    }

    /// Tells the connection to close.
    pub(super) fn give_up(&self) {
        self.given_up.store(true, Ordering::Relaxed);
        self.give_up.notify_one();
    }

    /// Whether the connection was told to close. The unread part of its answer is then discarded.
    pub(super) fn is_given_up(&self) -> bool {
        self.given_up.load(Ordering::Relaxed)
    }

    /// Waits until the connection is told to close.
    pub(super) async fn given_up(&self) {
        self.give_up.notified().await;
    }

    fn now(&self) -> MutexGuard<'_, (Stage, Instant)> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
