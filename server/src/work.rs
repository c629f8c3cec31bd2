//! Runs expensive work on worker threads: as many pieces at once as there are processors, and a short queue.
//!
//! This keeps the threads that answer requests free for cheap work such as probes, files and redirects. Light
//! work takes milliseconds and has its own lane, so that it never waits for heavy work; both share the
//! processors. Slight work runs directly. The module does not know what the work is or for whom it is done.

use std::{num::NonZero, sync::Arc, thread::available_parallelism, time::Duration};

use app::problem::Problem;
use rayon_core::{ThreadPool, ThreadPoolBuilder};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, oneshot},
    time::timeout,
};

/// Stack size of the runtime's threads, in bytes.
pub const STACK: usize = 8 * 1024 * 1024;

/// Maximum length of the texts of slight and of light work, in bytes.
const SLIGHT: usize = 1024;
const LIGHT: usize = 16 * 1024;

/// The cost class of a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// At most a millisecond, such as assessing a few steps. Handing it to another thread would cost more.
    Slight,
    /// A few milliseconds.
    Light,
    /// Up to a second.
    Heavy,
}

impl Weight {
    /// The class of work on a text of this many bytes.
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

/// Limits on running and waiting work.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Maximum number of pieces that run at once.
    pub at_once: usize,
    /// Maximum number of heavy pieces that wait. A further one is refused.
    pub in_line: usize,
    /// The same for light pieces and for reads from the store. They need little memory while they wait, and
    /// do not wait long.
    pub light_in_line: usize,
    /// Maximum time that a piece waits before it is refused.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let processors = available_parallelism().map_or(1, NonZero::get);
        Self { at_once: processors.max(2), in_line: 32, light_in_line: 1024, patience: Duration::from_secs(2) }
    }
}

/// The workers of the process, in lanes.
#[derive(Debug)]
pub struct Workers {
    light: Lane,
    heavy: Lane,
    /// Reads of whole things from the store, of any size.
    reading: Queue,
}

/// How much work of a cost class runs and waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Number of pieces that run.
    pub running: usize,
    /// Number of pieces that wait for their turn.
    pub waiting: usize,
}

impl Workers {
    /// How much runs and waits, with the name of each cost class.
    pub fn load(&self) -> [(&'static str, Load); 3] {
        [("light", self.light.queue.load()), ("heavy", self.heavy.queue.load()), ("reading", self.reading.load())]
    }

    /// Workers with these limits, which apply to each lane separately.
    pub fn new(limits: Limits) -> Self {
        let Limits { at_once, in_line, light_in_line, patience } = limits;
        let lane = |in_line| Lane::new(at_once, in_line, patience);
        Self { light: lane(light_in_line), heavy: lane(in_line), reading: Queue::new(at_once, light_in_line, patience) }
    }

    /// Reads a large value from the store when it is its turn. No worker thread waits for the disk.
    ///
    /// # Errors
    /// The error of `reading` itself; or a [`Problem`] if too many reads wait or the turn did not come in time.
    pub async fn read<T, E: From<Problem>>(&self, reading: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        let _turn = self.reading.turn().await?;
        reading.await
    }

    /// Runs a piece of work when it is its turn. If the caller has gone by then, the work does not run.
    ///
    /// # Errors
    /// The error of the work itself; or a [`Problem`] if too much work waits, if the turn did not come in
    /// time, or if the work panicked, which is our fault.
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

/// The permission to run a piece of work. Dropping it gives the next piece its turn.
struct Turn {
    _bench: OwnedSemaphorePermit,
    _place: OwnedSemaphorePermit,
}

/// The queue of one cost class.
#[derive(Debug)]
struct Queue {
    /// Number of pieces that may run.
    at_once: usize,
    /// Number of pieces that may run or wait.
    in_all: usize,
    /// A permit for each piece that runs or waits.
    places: Arc<Semaphore>,
    /// A permit for each piece that runs.
    benches: Arc<Semaphore>,
    patience: Duration,
}

impl Queue {
    fn new(at_once: usize, in_line: usize, patience: Duration) -> Self {
        let semaphore = |places| Arc::new(Semaphore::new(places));
        let in_all = at_once + in_line;
        Self { at_once, in_all, places: semaphore(in_all), benches: semaphore(at_once), patience }
    }

    fn load(&self) -> Load {
        let running = self.at_once.saturating_sub(self.benches.available_permits());
        let inside = self.in_all.saturating_sub(self.places.available_permits());
        Load { running, waiting: inside.saturating_sub(running) }
    }

    /// Waits for a turn. If too many pieces wait already, it refuses at once.
    async fn turn(&self) -> Result<Turn, Problem> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Problem::overloaded())?;
        let bench = timeout(self.patience, Arc::clone(&self.benches).acquire_owned()).await;
        let bench = bench.map_err(|_| Problem::overloaded())?.map_err(|_| Problem::overloaded())?;
        Ok(Turn { _bench: bench, _place: place })
    }
}

/// The queue of one cost class with the threads that do its work.
///
/// There are as many threads as pieces that run at once. The allocator keeps memory for each thread that used
/// much, so heavy work on more threads would hold more memory.
#[derive(Debug)]
struct Lane {
    queue: Queue,
    threads: ThreadPool,
}

impl Lane {
    fn new(at_once: usize, in_line: usize, patience: Duration) -> Self {
        // A panic drops the sender of its result, which is how the caller hears of it.
        let threads = ThreadPoolBuilder::new().num_threads(at_once).stack_size(STACK).panic_handler(|_| {});
        #[expect(clippy::expect_used, reason = "without its threads the process cannot serve, and this is its start")]
        let threads = threads.build().expect("the threads that work can be started");
        Self { queue: Queue::new(at_once, in_line, patience), threads }
    }

    async fn run<T, E>(&self, job: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Problem> + Send + 'static,
    {
        let turn = self.queue.turn().await?;
        // Work that has started continues even if its caller has gone, so the closure owns the turn.
        let span = tracing::Span::current();
        let (send, done) = oneshot::channel();
        self.threads.spawn(move || {
            // In this order, also if the work panics: whoever hears of the result finds the turn given back.
            let (send, turn) = (send, turn);
            let result = span.in_scope(job);
            drop(turn);
            // Nobody may wait for the result any more.
            _ = send.send(result);
        });
        done.await.unwrap_or_else(|_| {
            tracing::error!("work ended early");
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

    /// Starts or continues a call, and returns whether it has ended.
    async fn has_ended(mut call: Pin<&mut impl Future<Output = Answer>>) -> bool {
        poll_fn(|context| Poll::Ready(call.as_mut().poll(context).is_ready())).await
    }

    /// A piece of work that ends when the test says so.
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
        assert_eq!(workers.load()[1], ("heavy", Load { running: 1, waiting: 1 }));
        let third = workers.run(Weight::Heavy, || -> Answer { panic!("nobody is to do this") }).await;
        assert_eq!(third.unwrap_err().status(), 503);
        assert_eq!(workers.run(Weight::Light, || Answer::Ok(4)).await, Ok(4));
        end.send(()).unwrap();
        assert_eq!((first.await, second.await), (Ok(1), Ok(2)));
        assert_eq!(workers.load()[1], ("heavy", Load { running: 0, waiting: 0 }));
    }

    #[tokio::test]
    async fn a_turn_that_does_not_come_in_time_is_given_up_before_the_work_begins() {
        let workers = Workers::new(Limits { at_once: 1, in_line: 1, light_in_line: 1, patience: Duration::ZERO });
        let _bench = Arc::clone(&workers.heavy.queue.benches).acquire_owned().await.unwrap();
        let late = workers.run(Weight::Heavy, || -> Answer { panic!("nobody is to do this") }).await;
        assert_eq!(late.unwrap_err().status(), 503);
        assert_eq!(workers.heavy.queue.places.available_permits(), 2);
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
