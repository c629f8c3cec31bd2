//! Costly work, done beside the threads that answer: as much at once as there are processors, a short line, and no more.
//!
//! It keeps the threads that answer free for what costs nothing, such as probes, files and redirects. Light work has a
//! lane of its own, so that it never stands behind heavy work: it takes milliseconds, so both can share the processors.
//! Slight work is not handed over at all.
//! It must not know what is done, or for whom.

use std::{num::NonZero, sync::Arc, thread::available_parallelism, time::Duration};

use app::problem::Problem;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
    time::timeout,
};

/// The stack of a thread that works, in bytes.
pub const STACK: usize = 8 * 1024 * 1024;

/// The longest texts, in bytes, that slight and light work is about.
const SLIGHT: usize = 1024;
const LIGHT: usize = 16 * 1024;

/// How much a piece of work may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A millisecond at most, such as a description of a few steps assessed: handing it over would cost more.
    Slight,
    /// Some milliseconds.
    Light,
    /// Anything up to a second.
    Heavy,
}

impl Weight {
    /// The weight of work about a text of so many bytes.
    pub fn of(bytes: usize) -> Self {
        if bytes <= SLIGHT {
            Self::Slight
        } else if bytes <= LIGHT {
            Self::Light
        } else {
            Self::Heavy
        }
    }
}

/// How much is done at once, and how much may wait.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Pieces of work that are done at once.
    pub at_once: usize,
    /// Heavy pieces of work that wait for their turn; a further one is refused.
    pub in_line: usize,
    /// The same of light ones, and of what is read from the store: they take little while they wait, and do not wait long.
    pub light_in_line: usize,
    /// How long a piece of work waits for its turn before it is refused.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let processors = available_parallelism().map_or(1, NonZero::get);
        Self { at_once: processors.max(2), in_line: 32, light_in_line: 1024, patience: Duration::from_secs(2) }
    }
}

/// Who does the costly work of this process.
#[derive(Debug)]
pub struct Workers {
    light: Lane,
    heavy: Lane,
    /// What is read from the store as a whole, however large it is.
    reading: Lane,
}

impl Workers {
    /// Workers with these limits, which each of the lanes has for itself.
    pub fn new(limits: Limits) -> Self {
        let Limits { at_once, in_line, light_in_line, patience } = limits;
        let lane = |in_line| Lane::new(at_once, in_line, patience);
        Self { light: lane(light_in_line), heavy: lane(in_line), reading: lane(light_in_line) }
    }

    /// Reads something from the store that is held whole until it is shown, when its turn comes. No thread that works is
    /// kept waiting for the disk.
    ///
    /// # Errors
    /// The reading's own; too much waits already, or its turn did not come in time.
    pub async fn read<T, E: From<Problem>>(&self, reading: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        let _turn = self.reading.turn().await?;
        reading.await
    }

    /// Does a piece of work when its turn comes, and not at all if nobody waits for it any more by then.
    ///
    /// # Errors
    /// The work's own; too much waits already, or its turn did not come in time; or it panicked, which is our fault.
    pub async fn run<T, E>(&self, weight: Weight, job: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Problem> + Send + 'static,
    {
        match weight {
            Weight::Slight => job(),
            Weight::Light => self.light.run(job).await,
            Weight::Heavy => self.heavy.run(job).await,
        }
    }
}

/// The right to do a piece of work now; dropping it gives the next one its turn.
struct Turn {
    _bench: OwnedSemaphorePermit,
    _place: OwnedSemaphorePermit,
}

/// Work of one weight.
#[derive(Debug)]
struct Lane {
    /// A place for each piece that is done or waits.
    places: Arc<Semaphore>,
    /// A place for each piece that is done.
    benches: Arc<Semaphore>,
    patience: Duration,
}

impl Lane {
    fn new(at_once: usize, in_line: usize, patience: Duration) -> Self {
        let semaphore = |places| Arc::new(Semaphore::new(places));
        Self { places: semaphore(at_once + in_line), benches: semaphore(at_once), patience }
    }

    /// Waits for a turn; refused at once if too many wait already.
    async fn turn(&self) -> Result<Turn, Problem> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Problem::overloaded())?;
        let bench = timeout(self.patience, Arc::clone(&self.benches).acquire_owned()).await;
        let bench = bench.map_err(|_| Problem::overloaded())?.map_err(|_| Problem::overloaded())?;
        Ok(Turn { _bench: bench, _place: place })
    }

    async fn run<T, E>(&self, job: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Problem> + Send + 'static,
    {
        let turn = self.turn().await?;
        // Work that has begun goes on when nobody waits for it any more, so it takes its turn along.
        let span = tracing::Span::current();
        let done = spawn_blocking(move || {
            let _turn = turn;
            span.in_scope(job)
        });
        done.await.unwrap_or_else(|error| {
            tracing::error!(%error, "work ended early");
            Err(Problem::internal("").into())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::{
        future::{Future, poll_fn},
        pin::{Pin, pin},
        sync::mpsc,
        task::Poll,
    };

    use super::*;

    type Answer = Result<u8, Problem>;

    fn workers(at_once: usize, in_line: usize) -> Workers {
        Workers::new(Limits { at_once, in_line, light_in_line: in_line, patience: Duration::from_mins(1) })
    }

    /// Begins a call, or goes on with it, and says whether it has ended.
    async fn has_ended(mut call: Pin<&mut impl Future<Output = Answer>>) -> bool {
        poll_fn(|context| Poll::Ready(call.as_mut().poll(context).is_ready())).await
    }

    /// A piece of work that ends when it is told to.
    fn held() -> (mpsc::Sender<()>, impl FnOnce() -> Answer + Send + 'static) {
        let (end, ended) = mpsc::channel::<()>();
        let job = move || {
            _ = ended.recv();
            Ok(1)
        };
        (end, job)
    }

    #[tokio::test]
    async fn when_the_line_is_full_it_says_so_at_once_and_light_work_still_passes() {
        let workers = workers(1, 1);
        let (end, job) = held();
        let mut first = pin!(workers.run(Weight::Heavy, job));
        assert!(!has_ended(first.as_mut()).await, "it is being done");
        let mut second = pin!(workers.run(Weight::Heavy, || Answer::Ok(2)));
        assert!(!has_ended(second.as_mut()).await, "it waits for its turn");
        let third = workers.run(Weight::Heavy, || -> Answer { panic!("nobody is to do this") }).await;
        assert_eq!(third.unwrap_err().status(), 503);
        assert_eq!(workers.run(Weight::Light, || Answer::Ok(4)).await, Ok(4));
        end.send(()).unwrap();
        assert_eq!((first.await, second.await), (Ok(1), Ok(2)));
    }

    #[tokio::test]
    async fn a_turn_that_does_not_come_in_time_is_given_up_before_the_work_begins() {
        let workers = Workers::new(Limits { at_once: 1, in_line: 1, light_in_line: 1, patience: Duration::ZERO });
        let _bench = Arc::clone(&workers.heavy.benches).acquire_owned().await.unwrap();
        let late = workers.run(Weight::Heavy, || -> Answer { panic!("nobody is to do this") }).await;
        assert_eq!(late.unwrap_err().status(), 503);
        assert_eq!(workers.heavy.places.available_permits(), 2);
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_is_not_begun() {
        let workers = workers(1, 1);
        let (end, job) = held();
        let mut first = pin!(workers.run(Weight::Heavy, job));
        assert!(!has_ended(first.as_mut()).await);
        let (begins, begun) = mpsc::channel();
        {
            let mut left = pin!(workers.run(Weight::Heavy, move || {
                _ = begins.send(());
                Answer::Ok(2)
            }));
            assert!(!has_ended(left.as_mut()).await);
        }
        end.send(()).unwrap();
        assert_eq!(first.await, Ok(1));
        assert_eq!(workers.run(Weight::Heavy, || Answer::Ok(3)).await, Ok(3));
        assert!(begun.recv().is_err(), "the work went away with the call");
    }

    #[tokio::test]
    async fn what_breaks_gives_its_place_back() {
        let workers = workers(1, 0);
        let broken = workers.run(Weight::Heavy, || -> Answer { panic!("the tool broke") }).await;
        assert_eq!(broken.unwrap_err().status(), 500);
        assert_eq!(workers.run(Weight::Heavy, || Answer::Ok(1)).await, Ok(1));
    }

    #[test]
    fn a_text_weighs_by_its_length() {
        assert_eq!(Weight::of(1024), Weight::Slight);
        assert_eq!(Weight::of(1025), Weight::Light);
        assert_eq!(Weight::of(16 * 1024), Weight::Light);
        assert_eq!(Weight::of(16 * 1024 + 1), Weight::Heavy);
    }
}
