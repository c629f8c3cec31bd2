//! How far a connection is with its request, and since when: who waits for whom.

use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use tokio::sync::Notify;

/// What a connection is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// No request has come, or not the whole of its header.
    Waiting,
    /// A request's body comes in.
    Receiving,
    /// The answer is being found.
    Working,
    /// The answer goes out.
    Answering,
    /// The whole answer was handed over; what is left of it goes out.
    Answered,
}

/// How far a connection is.
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

    /// Goes on to another stage.
    pub(super) fn enter(&self, stage: Stage) {
        *self.now() = (stage, Instant::now());
    }

    /// Goes on from one stage to another, if the connection is in it.
    pub(super) fn leave(&self, from: Stage, to: Stage) {
        let mut now = self.now();
        if now.0 == from {
            *now = (to, Instant::now());
        }
    }

    /// Part of an answer was taken.
    pub(super) fn touch(&self) {
        self.now().1 = Instant::now();
    }

    /// Since when the client lets us wait; none while it waits for us.
    pub(super) fn waits_since(&self) -> Option<Instant> {
        let (stage, since) = *self.now();
        (stage != Stage::Working).then_some(since)
    }

    /// Has the connection closed.
    pub(super) fn give_up(&self) {
        self.given_up.store(true, Ordering::Relaxed);
        self.give_up.notify_one();
    }

    /// Whether it was given up: what was not taken so far is thrown away.
    pub(super) fn is_given_up(&self) -> bool {
        self.given_up.load(Ordering::Relaxed)
    }

    /// Waits until it is given up.
    pub(super) async fn given_up(&self) {
        self.give_up.notified().await;
    }

    fn now(&self) -> MutexGuard<'_, (Stage, Instant)> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
