//! The state that all routes share.

use std::{
    ops::Deref,
    sync::{Arc, atomic::AtomicBool},
};

use app::{
    advisor::{Advisor, CallKey, Publication},
    problem::Problem,
    report::Report,
    store::Which,
};
use axum::extract::FromRef;
use tower_http::cors::CorsLayer;

use crate::{
    client::{Proxies, Sender, UserHeader},
    config::{Config, PublicUrl},
    gate::Gate,
    hosts::Hosts,
    metrics::Metrics,
    rates::Rates,
    receive,
    room::{self, Held, Room},
    sent::Sent,
    work::{self, Weight, Workers},
};

/// The state that all routes share. It does not change while the process runs.
///
/// Each layer around a route holds it and is cloned for each request, so a clone counts a reference and copies nothing.
#[derive(Clone, Debug)]
pub struct AppState(Arc<Shared>);

/// What the state holds.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The beginning of absolute links.
    pub public_url: PublicUrl,
    /// The product's service object.
    pub advisor: Advisor,
    /// The threads for expensive work.
    pub workers: Arc<Workers>,
    /// What is counted for operators.
    pub metrics: Metrics,
    /// The memory for large things that wait.
    pub room: Room,
    /// The time limits for bodies.
    pub receiving: receive::Limits,
    /// The limits on what clients may create, and on how many requests they may send.
    pub rates: Arc<Rates>,
    /// Whether the signal to stop has come. Load balancers are then told to send no more requests.
    pub draining: Arc<AtomicBool>,
    /// The host names that the service answers to.
    pub hosts: Hosts,
    /// The layer that tells browsers which other sites' pages may make the calls that are open (CORS).
    pub sharing: CorsLayer,
    /// The proxies whose `X-Forwarded-For` is trusted.
    pub proxies: Proxies,
    /// The header in which those proxies name the user of a request.
    pub user_header: UserHeader,
    /// Who may change what.
    pub gate: Gate,
    /// Whether search engines may read the public list.
    pub lists_openly: bool,
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl FromRef<AppState> for UserHeader {
    fn from_ref(state: &AppState) -> Self {
        state.user_header.clone()
    }
}

impl FromRef<AppState> for Proxies {
    fn from_ref(state: &AppState) -> Self {
        state.proxies.clone()
    }
}

impl AppState {
    /// The state for these settings. `port` is the port that the server listens on.
    pub fn new(config: &Config, port: u16, advisor: Advisor) -> Self {
        let workers = Arc::new(Workers::new(work::Limits::default()));
        Self(Arc::new(Shared {
            public_url: config.public_url.clone(),
            advisor,
            metrics: Metrics::new(Arc::clone(&workers)),
            workers,
            room: Room::new(room::ROOM),
            receiving: receive::Limits::default(),
            rates: Arc::new(Rates::new(config.new_per_minute, config.requests_per_minute)),
            draining: Arc::default(),
            hosts: Hosts::new(&config.public_url, port, &config.hosts),
            sharing: config.cors_origins.layer(),
            proxies: config.trusted_proxies.clone(),
            user_header: config.user_header.clone(),
            gate: Gate { read_only: config.read_only, users_only: config.user_header.0.is_some() },
            lists_openly: config.list_openly,
        }))
    }

    /// The same state with something changed.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Shared)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }

    /// Reads a revision when it is its turn, and takes memory for it as long as it is held.
    ///
    /// # Errors
    /// The same as for [`Advisor::read`] and [`Workers::read`]; or there is too little memory.
    pub async fn report(&self, id: &str, which: Which) -> Result<Held<Report>, Problem> {
        self.held(self.advisor.read(id, which)).await
    }

    /// Reads the revision that a fixed link shows, in the same way.
    ///
    /// # Errors
    /// The same as for [`Advisor::fixed`] and [`AppState::report`].
    pub async fn fixed(&self, link: &str) -> Result<Held<Report>, Problem> {
        self.held(self.advisor.fixed(link)).await
    }

    async fn held(&self, read: impl Future<Output = Result<Report, Problem>>) -> Result<Held<Report>, Problem> {
        let held = async {
            let report = read.await?;
            // Reading an assessment back takes several times its text, so of the largest reports one is shown at a
            // time.
            let bytes = 2 * (report.content.description.len() + report.content.assessment.len());
            self.room.hold(report, bytes)
        };
        self.workers.read(held).await
    }

    /// Reads two revisions of a report: the old one and the new one. Without `from`, the old one is the one before the
    /// new one.
    ///
    /// # Errors
    /// The same as for [`AppState::report`].
    pub async fn two_revisions(&self, id: &str, from: Option<u32>, to: Which) -> Result<[Held<Report>; 2], Problem> {
        let new = self.report(id, to).await?;
        let from = from.unwrap_or(new.revision.saturating_sub(1).max(1));
        Ok([self.report(id, Which::Number(from)).await?, new])
    }

    /// Assesses what a client sent, and publishes it as a report. `key` is the idempotency key of the call.
    ///
    /// # Errors
    /// The client has created too much, or there is too little memory; the same as for [`Advisor::prepare`],
    /// [`Workers::run`] and [`Advisor::publish`].
    pub async fn publish(&self, sender: Sender, sent: Sent, key: Option<&str>) -> Result<Publication, Problem> {
        self.creating(sender)?;
        let prepared = self.work(sent.weight(), move |state| state.advisor.prepare(sent.source())).await?;
        let _room = self.room.take(prepared.bytes())?;
        let client = sender.client.map(|client| client.to_string()).unwrap_or_default();
        self.advisor.publish(prepared, key.map(|key| CallKey { client: &client, key })).await
    }

    /// Checks that somebody may create a report or a draft now, and counts it.
    ///
    /// # Errors
    /// The same as for [`Gate::creating`] and [`Rates::creating`].
    pub fn creating(&self, sender: Sender) -> Result<(), Problem> {
        self.gate.creating(sender)?;
        self.rates.creating(sender)
    }

    /// The absolute address of a report's page, for people to share.
    pub fn address_of_report(&self, id: &str) -> String {
        format!("{}/r/{id}", self.public_url)
    }

    /// Runs expensive work on a worker thread.
    ///
    /// # Errors
    /// The same as for [`Workers::run`].
    pub async fn work<T, E>(
        &self,
        weight: Weight,
        job: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Problem> + Send + 'static,
    {
        let state = self.clone();
        self.workers.run(weight, move || job(&state)).await
    }
}
