//! `eda-advisor serve`: puts the machine together and runs it until it is told to stop.

use std::{process::ExitCode, sync::Arc, time::Duration};

use anyhow::Context;
use app::advisor::Advisor;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use crate::{
    config::{Config, Flags},
    listen::{self, Limits},
    observe, packs, router,
    state::AppState,
    store,
    surroundings::Machine,
};

/// How often what is too old is deleted.
const EVERY: Duration = Duration::from_hours(1);

/// How many times in a row, each time some of it, and how long requests have the store for themselves in between.
const EXPIRED_IN_A_RUN: usize = 5_000;
const BETWEEN: Duration = Duration::from_millis(100);

/// How long the store may take to be closed.
const FAREWELL: Duration = Duration::from_secs(5);

/// Serve the web pages and the API.
#[derive(clap::Args)]
pub struct Serve {
    #[command(flatten)]
    flags: Flags,
}

impl Serve {
    /// Runs until an interrupt or a termination signal.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let config = Config::load(&self.flags, |name| std::env::var(name).ok())?;
        observe::start_log(config.log_format, config.log_level);
        tokio::runtime::Runtime::new()?.block_on(serve(config))?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let rulesets = packs::load(config.packs.as_deref())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let listener =
        TcpListener::bind(config.listen).await.with_context(|| format!("cannot listen on {}", config.listen))?;
    tracing::info!(address = %listener.local_addr()?, public_url = %config.public_url, "listening");

    let store = store::open(&config.database_url).await?;
    let advisor = Advisor::new(rulesets, store, Arc::new(Machine)).keeping_drafts(config.draft_days);
    let expiry = tokio::spawn(expire(advisor.clone()));
    let closing = advisor.clone();
    let state = AppState { public_url: config.public_url, advisor };
    listen::serve(listener, router::router(state), Limits::default(), async {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
    .await;
    expiry.abort();
    if tokio::time::timeout(FAREWELL, closing.close()).await.is_err() {
        tracing::warn!("the store was left while something was still read");
    }
    tracing::info!("stopped");
    Ok(())
}

/// Deletes what is too old, at the start and in every hour, a little at a time.
async fn expire(advisor: Advisor) {
    loop {
        for _ in 0..EXPIRED_IN_A_RUN {
            match advisor.expire().await {
                Ok(true) => tokio::time::sleep(BETWEEN).await,
                // What could not be deleted is logged already, and is tried again in an hour.
                Ok(false) | Err(_) => break,
            }
        }
        tokio::time::sleep(EVERY).await;
    }
}
