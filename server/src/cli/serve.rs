//! `eda-advisor serve`: sets up the server and runs it until a signal stops it.

use std::{
    io,
    process::ExitCode,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use anyhow::Context;
use app::advisor::Advisor;
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    time::{sleep, timeout},
};

use crate::{
    client::Proxies,
    config::{Config, Flags},
    listen::{self, Limits},
    metrics::Metrics,
    model, observe, packs, router,
    state::AppState,
    store,
    surroundings::Machine,
    work,
};

/// Interval between two runs that delete expired data.
const EVERY: Duration = Duration::from_hours(1);

/// Maximum number of batches in one run, and the pause between two batches, in which requests can use the store.
const EXPIRED_IN_A_RUN: usize = 5_000;
const BETWEEN: Duration = Duration::from_millis(100);

/// Maximum number of connections that read metrics.
const METRICS_CONNECTIONS: usize = 16;

/// Time limit for closing the store.
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
        let mut threads = tokio::runtime::Builder::new_multi_thread();
        threads.enable_all().thread_stack_size(work::STACK).build()?.block_on(serve(config))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The signals that stop the server.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    /// Waits for one of them.
    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// Number of open files besides connections: those of the store, of the log and of the system.
const OTHER_FILES: usize = 256;

/// The number of connections that the limit on open files permits, after asking the system to raise that limit.
fn connections(wanted: usize) -> usize {
    let files = rlimit::increase_nofile_limit((wanted + OTHER_FILES) as u64);
    let files = files.ok().and_then(|files| usize::try_from(files).ok()).unwrap_or(1024);
    let connections = wanted.min(files.saturating_sub(OTHER_FILES).max(1));
    if connections < wanted {
        tracing::warn!(wanted, connections, "the system lets fewer files be open than there may be connections");
    }
    connections
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let rulesets = packs::load(config.packs.as_deref())?;
    let mut signals = Signals::new()?;
    let listener =
        TcpListener::bind(config.listen).await.with_context(|| format!("cannot listen on {}", config.listen))?;
    let address = listener.local_addr()?;
    let metrics_listener = match config.metrics_listen {
        Some(address) => {
            let bound = TcpListener::bind(address).await;
            Some(bound.with_context(|| format!("cannot listen on {address} for metrics"))?)
        }
        None => None,
    };

    let opening = async {
        // Where nothing is changed, a store that is not there is not made either.
        if config.read_only {
            store::open_existing(&config.database_url).await
        } else {
            store::open(&config.database_url).await
        }
    };
    // A database that is away is waited for, and a signal ends the waiting.
    let store = tokio::select! {
        store = opening => store?,
        () = signals.next() => return Ok(()),
    };
    let language_model = match config.model.clone() {
        Some(settings) => model::client(settings)?,
        None => None,
    };
    let advisor = Advisor::new(rulesets, store, Arc::new(Machine)).keeping_drafts(config.draft_days);
    let advisor = advisor.asking(language_model);
    // An instance that only reads leaves that to the one that writes.
    let expiry = (!config.read_only).then(|| tokio::spawn(expire(advisor.clone())));
    let closing = advisor.clone();
    let state = AppState::new(&config, address.port(), advisor);
    let (draining, metrics) = (Arc::clone(&state.draining), state.metrics.clone());
    let metrics = metrics_listener.map(|listener| tokio::spawn(serve_metrics(listener, metrics)));
    let router = router::router(state);
    tracing::info!(%address, public_url = %config.public_url, "listening");
    let Config { connections_per_client, trusted_proxies, drain_seconds, .. } = config;
    let limits = Limits { connections: connections(config.connections), connections_per_client, ..Limits::default() };
    listen::serve(listener, router, limits, trusted_proxies, async {
        signals.next().await;
        draining.store(true, Ordering::Relaxed);
        if drain_seconds > 0 {
            tracing::info!(seconds = drain_seconds, "requests are taken until the load balancer sends no more");
            // A second signal ends the waiting.
            _ = timeout(Duration::from_secs(drain_seconds), signals.next()).await;
        }
    })
    .await;
    for task in [expiry, metrics].into_iter().flatten() {
        task.abort();
    }
    if timeout(FAREWELL, closing.close()).await.is_err() {
        tracing::warn!("the store was left while something was still read");
    }
    tracing::info!("stopped");
    Ok(())
}

/// Answers on the listener for metrics until the process ends.
async fn serve_metrics(listener: TcpListener, metrics: Metrics) {
    if let Ok(address) = listener.local_addr() {
        tracing::info!(%address, "metrics are read here");
    }
    let limits = Limits { connections: METRICS_CONNECTIONS, ..Limits::default() };
    listen::serve(listener, metrics.routes(), limits, Proxies::default(), std::future::pending()).await;
}

/// Deletes expired data at the start and then every hour, in small batches.
async fn expire(advisor: Advisor) {
    loop {
        for _ in 0..EXPIRED_IN_A_RUN {
            match advisor.expire().await {
                Ok(true) => sleep(BETWEEN).await,
                // The failure is logged already. The next run tries again in an hour.
                Ok(false) | Err(_) => break,
            }
        }
        sleep(EVERY).await;
    }
}
