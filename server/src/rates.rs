//! Limits the number of reports, revisions and drafts that a client may create: a number at once, and as many
//! per minute.
//!
//! Reading and assessing are not limited. The module does not know what is stored.

use std::{
    fmt,
    num::NonZero,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use app::problem::Problem;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::NoOpMiddleware,
    state::keyed::HashMapStateStore,
};

use crate::client::{Client, Sender};

/// After this many checks, clients that were idle for a while are forgotten.
const FORGET_AFTER: u32 = 1024;

type Limiter<C> = RateLimiter<Client, HashMapStateStore<Client>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// Counts the creations of clients.
pub struct Rates<C: Clock = DefaultClock> {
    creating: Option<Limiter<C>>,
    clock: C,
    asked: AtomicU32,
}

impl<C: Clock> fmt::Debug for Rates<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Rates").field("asked", &self.asked).finish_non_exhaustive()
    }
}

impl Rates {
    /// Lets each client create `per_minute` things per minute, and as many at once. 0 means no limit.
    pub fn new(per_minute: u32) -> Self {
        Self::at(per_minute, DefaultClock::default())
    }
}

impl<C: Clock + Clone> Rates<C> {
    fn at(per_minute: u32, clock: C) -> Self {
        let limiter = |per_minute| {
            let clients = HashMapStateStore::default();
            RateLimiter::new(Quota::per_minute(per_minute), clients, clock.clone())
        };
        Self { creating: NonZero::new(per_minute).map(limiter), clock, asked: AtomicU32::new(0) }
    }

    /// Counts a creation by a client. A request that did not come over a connection is not counted.
    ///
    /// # Errors
    /// The client has created too much and has to wait.
    pub fn creating(&self, Sender(client): Sender) -> Result<(), Problem> {
        let (Some(creating), Some(client)) = (&self.creating, client) else { return Ok(()) };
        if self.asked.fetch_add(1, Ordering::Relaxed) % FORGET_AFTER == FORGET_AFTER - 1 {
            creating.retain_recent();
            creating.shrink_to_fit();
        }
        creating.check_key(&client).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            Problem::too_many(seconds(wait))
        })
    }
}

/// Rounds up to whole seconds, at least one.
fn seconds(wait: Duration) -> u32 {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    u32::try_from(seconds).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    fn client(last: u8) -> Sender {
        Sender(Some(Client::of([10, 0, 0, last].into())))
    }

    #[test]
    fn a_client_that_creates_too_much_is_told_when_to_come_back() {
        let clock = FakeRelativeClock::default();
        let rates = Rates::at(2, clock.clone());
        for _ in 0..2 {
            assert_eq!(rates.creating(client(1)), Ok(()));
        }
        let refused = rates.creating(client(1)).unwrap_err();
        assert_eq!((refused.status(), refused.retry_after), (429, Some(30)));
        assert_eq!(rates.creating(client(2)), Ok(()), "others are not held back");
        assert_eq!(rates.creating(Sender(None)), Ok(()));
        clock.advance(Duration::from_secs(30));
        assert_eq!(rates.creating(client(1)), Ok(()));
        assert!(rates.creating(client(1)).is_err());
    }

    #[test]
    fn clients_are_forgotten_and_nought_counts_nobody() {
        let clock = FakeRelativeClock::default();
        let rates = Rates::at(60, clock.clone());
        assert_eq!(rates.creating(client(1)), Ok(()));
        clock.advance(Duration::from_mins(1));
        for _ in 0..FORGET_AFTER {
            _ = rates.creating(client(2));
        }
        assert_eq!(rates.creating.as_ref().unwrap().len(), 1);

        let free = Rates::new(0);
        assert!((0..1_000).all(|_| free.creating(client(1)).is_ok()));
    }
}
