//! The readiness check of a store: one for all who ask within a second.

use std::time::{Duration, Instant};

use app::store::{Outage, Refused};
use tokio::sync::Mutex;

/// Time for which a result is reused.
const FRESH: Duration = Duration::from_secs(1);

/// When a check was made, and what it found.
type Trial = (Instant, Result<(), Option<Outage>>);

/// The last check.
#[derive(Debug, Default)]
pub(super) struct LastTrial(pub(super) Mutex<Option<Trial>>);

impl LastTrial {
    /// The result of the last check, or of this one if that is too old. Whoever asks meanwhile waits for it.
    pub(super) async fn or(&self, trial: impl Future<Output = Result<(), Refused>>) -> Result<(), Refused> {
        let mut last = self.0.lock().await;
        if let Some((at, found)) = *last
            && at.elapsed() < FRESH
        {
            let again = "it was so a moment ago";
            return found.map_err(|outage| match outage {
                Some(outage) => Refused::Out(outage, again.into()),
                None => Refused::Failed(again.into()),
            });
        }
        let found = trial.await;
        let kept = match &found {
            Ok(()) => Ok(()),
            Err(Refused::Out(outage, _)) => Err(Some(*outage)),
            Err(_) => Err(None),
        };
        *last = Some((Instant::now(), kept));
        found
    }
}
