//! Painting pictures as pixels, beside the requests: a few at once, a few in line, and no more.
//!
//! It keeps the one resource that a picture costs, a processor, from being taken by pictures alone. It must not know
//! what is painted, or for whom.

use app::{diagram::png, problem::Problem};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// Pictures that are painted at once, and that wait for it.
const AT_ONCE: usize = 2;
const IN_LINE: usize = 16;

/// The one painter of this process.
static PAINTER: Painter = Painter::new(AT_ONCE, IN_LINE);

/// Paints an SVG as PNG.
///
/// # Errors
/// Too many wait already, or the fault is ours.
pub async fn png(svg: String) -> Result<Vec<u8>, Problem> {
    PAINTER.paint(move || png::png(&svg)).await
}

/// Paints an SVG as the picture that goes with a link.
///
/// # Errors
/// As for [`png`].
pub async fn preview(svg: String) -> Result<Vec<u8>, Problem> {
    PAINTER.paint(move || png::preview(&svg)).await
}

/// Who paints.
struct Painter {
    /// A place for each that is painted or waits.
    places: Semaphore,
    /// A place for each that is painted.
    easels: Semaphore,
}

impl Painter {
    const fn new(at_once: usize, in_line: usize) -> Self {
        Self { places: Semaphore::const_new(at_once + in_line), easels: Semaphore::const_new(at_once) }
    }

    async fn paint(
        &'static self,
        work: impl FnOnce() -> Result<Vec<u8>, Problem> + Send + 'static,
    ) -> Result<Vec<u8>, Problem> {
        let place = self.places.try_acquire().map_err(|_| Problem::overloaded())?;
        let easel = self.easels.acquire().await.map_err(|_| Problem::overloaded())?;
        // Work goes on when nobody waits for it any more, so it takes its places along.
        let painted = spawn_blocking(move || {
            let _places = (place, easel);
            work()
        });
        painted.await.unwrap_or_else(|error| {
            tracing::error!(%error, "painting ended early");
            Err(Problem::internal(""))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::{future::Future, pin::pin, task::Poll};

    use super::*;

    /// Whether a call has ended, after it was begun.
    async fn has_ended(call: impl Future<Output = Result<Vec<u8>, Problem>>) -> bool {
        let mut call = pin!(call);
        std::future::poll_fn(|context| Poll::Ready(call.as_mut().poll(context).is_ready())).await
    }

    #[tokio::test]
    async fn when_the_line_is_full_it_says_so_at_once() {
        static PAINTER: Painter = Painter::new(1, 1);
        assert_eq!(PAINTER.paint(|| Ok(vec![1])).await, Ok(vec![1]));
        let easel = PAINTER.easels.acquire().await.unwrap();
        let place = PAINTER.places.acquire().await.unwrap();
        assert!(!has_ended(PAINTER.paint(|| Ok(vec![2]))).await, "one waits");
        let other = PAINTER.places.acquire().await.unwrap();
        assert_eq!(PAINTER.paint(|| Ok(vec![3])).await.unwrap_err().status(), 503);
        drop((easel, place, other));
        assert_eq!(PAINTER.paint(|| Ok(vec![4])).await, Ok(vec![4]));
    }

    #[tokio::test]
    async fn what_breaks_gives_its_place_back() {
        static PAINTER: Painter = Painter::new(1, 0);
        assert_eq!(PAINTER.paint(|| panic!("the paint ran out")).await.unwrap_err().status(), 500);
        assert_eq!(PAINTER.paint(|| Ok(vec![1])).await, Ok(vec![1]));
    }
}
