//! What every route may use.

use std::sync::Arc;

use axum::extract::FromRef;

use app::{advisor::Advisor, problem::Problem, report::Report, store::Which};

use crate::{
    client::Proxies,
    config::{Config, PublicUrl},
    hosts::Hosts,
    rates::Rates,
    receive,
    room::{self, Held, Room},
    work::{self, Weight, Workers},
};

/// What every route may use; cheap to clone, and the same for the life of the process.
#[derive(Clone, Debug)]
pub struct AppState {
    /// What absolute links are made of.
    pub public_url: PublicUrl,
    /// Who answers.
    pub advisor: Advisor,
    /// Who does what costs much.
    pub workers: Arc<Workers>,
    /// Memory for what is large and waits.
    pub room: Room,
    /// How long bodies may take.
    pub receiving: receive::Limits,
    /// How much clients may have kept.
    pub rates: Arc<Rates>,
    /// The names that are answered to.
    pub hosts: Hosts,
    /// The proxies whose word is taken.
    pub proxies: Proxies,
}

impl FromRef<AppState> for Proxies {
    fn from_ref(state: &AppState) -> Self {
        state.proxies.clone()
    }
}

impl AppState {
    /// What routes may use of these settings; `port` is the one that is listened on.
    pub fn new(config: &Config, port: u16, advisor: Advisor) -> Self {
        Self {
            public_url: config.public_url.clone(),
            advisor,
            workers: Arc::new(Workers::new(work::Limits::default())),
            room: Room::new(room::ROOM),
            receiving: receive::Limits::default(),
            rates: Arc::new(Rates::new(config.new_per_minute)),
            hosts: Hosts::new(&config.public_url, port, &config.hosts),
            proxies: config.trusted_proxies.clone(),
        }
    }

    /// Reads a revision when its turn comes, and takes room for it as long as it is held.
    ///
    /// # Errors
    /// As for [`Advisor::read`] and [`Workers::read`]; or there is no room.
    pub async fn report(&self, id: &str, which: Which) -> Result<Held<Report>, Problem> {
        let held = async {
            let report = self.advisor.read(id, which).await?;
            let bytes = report.content.description.len() + report.content.assessment.len();
            self.room.hold(report, bytes)
        };
        self.workers.read(held).await
    }

    /// Does a piece of costly work beside the threads that answer.
    ///
    /// # Errors
    /// As for [`Workers::run`].
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
