//! `eda-advisor serve`: puts the machine together and runs it until it is told to stop.

use std::{process::ExitCode, sync::Arc};

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
    let advisor = Advisor::new(rulesets, store, Arc::new(Machine));
    let state = AppState { public_url: config.public_url, advisor };
    listen::serve(listener, router::router(state), Limits::default(), async {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
    .await;
    tracing::info!("stopped");
    Ok(())
}
