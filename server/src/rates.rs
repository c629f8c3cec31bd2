//! Limits what a client may create (reports, revisions and drafts) and how many requests it may send: a number at once,
//! and as many per minute.
//!
//! The module does not know what is stored or asked.

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

/// Counts the creations and the requests of clients.
pub struct Rates<C: Clock = DefaultClock> {
    creating: Rate<C>,
    asking: Rate<C>,
    clock: C,
}

/// A number per minute, and how much of it each client has used.
struct Rate<C: Clock> {
    /// `None` if there is no limit.
    limiter: Option<Limiter<C>>,
    asked: AtomicU32,
}

impl<C: Clock> fmt::Debug for Rates<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Rates").finish_non_exhaustive()
    }
}

impl Rates {
    /// Lets each client create `new_per_minute` things and send `requests_per_minute` requests per minute, and as many
    /// at once. 0 means no limit.
    pub fn new(new_per_minute: u32, requests_per_minute: u32) -> Self {
        Self::at(new_per_minute, requests_per_minute, DefaultClock::default())
    }
}

impl<C: Clock + Clone> Rates<C> {
    fn at(new_per_minute: u32, requests_per_minute: u32, clock: C) -> Self {
        let rate = |per_minute| {
            let limiter = |per_minute| {
                let clients = HashMapStateStore::default();
                RateLimiter::new(Quota::per_minute(per_minute), clients, clock.clone())
            };
            Rate { limiter: NonZero::new(per_minute).map(limiter), asked: AtomicU32::new(0) }
        };
        Self { creating: rate(new_per_minute), asking: rate(requests_per_minute), clock }
    }

    /// Counts a creation by a client. A request that did not come over a connection is not counted.
    ///
    /// # Errors
    /// The client has created too much and has to wait.
    pub fn creating(&self, sender: Sender) -> Result<(), Problem> {
        self.creating.count(sender, &self.clock)
    }

    /// Counts a request of a client.
    ///
    /// # Errors
    /// The client has sent too many and has to wait.
    pub fn asking(&self, sender: Sender) -> Result<(), Problem> {
        self.asking.count(sender, &self.clock)
    }
}

impl<C: Clock + Clone> Rate<C> {
    fn count(&self, Sender { client, .. }: Sender, clock: &C) -> Result<(), Problem> {
        let (Some(limiter), Some(client)) = (&self.limiter, client) else { return Ok(()) };
        if self.asked.fetch_add(1, Ordering::Relaxed) % FORGET_AFTER == FORGET_AFTER - 1 {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
        limiter.check_key(&client).map_err(|until| Problem::too_many(seconds(until.wait_time_from(clock.now()))))
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
        Sender { client: Some(Client::of([10, 0, 0, last].into())), is_user: false }
    }

    #[test]
    fn a_client_that_creates_too_much_is_told_when_to_come_back() {
        let clock = FakeRelativeClock::default();
        let rates = Rates::at(2, 0, clock.clone());
        for _ in 0..2 {
            assert_eq!(rates.creating(client(1)), Ok(()));
        }
        let refused = rates.creating(client(1)).unwrap_err();
        assert_eq!((refused.status(), refused.retry_after), (429, Some(30)));
        assert_eq!(rates.creating(client(2)), Ok(()), "others are not held back");
        assert_eq!(rates.creating(Sender::default()), Ok(()));
        clock.advance(Duration::from_secs(30));
        assert_eq!(rates.creating(client(1)), Ok(()));
        assert!(rates.creating(client(1)).is_err());
    }

    #[test]
    fn clients_are_forgotten_and_nought_counts_nobody() {
        let clock = FakeRelativeClock::default();
        let rates = Rates::at(60, 1, clock.clone());
        assert_eq!(rates.creating(client(1)), Ok(()));
        clock.advance(Duration::from_mins(1));
        for _ in 0..FORGET_AFTER {
            _ = rates.creating(client(2));
        }
        assert_eq!(rates.creating.limiter.as_ref().unwrap().len(), 1);

        assert_eq!(rates.asking(client(1)), Ok(()), "what is created is not what is asked");
        assert_eq!(rates.asking(client(1)).unwrap_err().retry_after, Some(60));

        let free = Rates::new(0, 0);
        assert!((0..1_000).all(|_| free.creating(client(1)).and(free.asking(client(1))).is_ok()));
    }
}
