//! The record of a request: an id and one line in the log.
//!
//! The line names the route and never the path, because paths contain the ids of drafts and reports, and
//! queries contain answers.

use std::{
    io::{self, IsTerminal},
    sync::Arc,
    time::Instant,
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode},
    middleware::Next,
    response::Response,
};
use tracing::{Instrument, level_filters::LevelFilter};
use tracing_subscriber::{Layer, filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

use crate::{config::LogFormat, metrics::Metrics};

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request: 128 random bits as 32 hexadecimal digits. It is generated here and never taken from
/// the request.
#[derive(Clone, Debug, Default)]
pub struct RequestId(String);

impl RequestId {
    /// The id as it appears in the log and in the answer.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn random() -> Self {
        Self(format!("{:032x}", rand::random::<u128>()))
    }
}

/// The layer that gives a request its id, counts it, and logs its line when the answer is ready to be sent.
pub async fn observe(State(metrics): State<Arc<Metrics>>, mut request: Request, next: Next) -> Response {
    let id = RequestId::random();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let route = matched.as_ref().map_or("none", MatchedPath::as_str);
    let method = request.method().clone();
    let span = tracing::info_span!("request", id = id.as_str(), method = %request.method(), route);
    request.extensions_mut().insert(id.clone());

    let in_progress = metrics.begin();
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = started.elapsed();
    drop(in_progress);
    metrics.answered(&method, route, response.status(), took);
    let (status, milliseconds) = (response.status().as_u16(), u64::try_from(took.as_millis()).unwrap_or(u64::MAX));
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        // A client that sends too much at once must not fill the log with errors.
        tracing::warn!(parent: &span, status, milliseconds, "answered");
    } else if response.status().is_server_error() {
        tracing::error!(parent: &span, status, milliseconds, "answered");
    } else {
        tracing::info!(parent: &span, status, milliseconds, "answered");
    }

    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// The filter of the log: our own events from `level` up, and those of libraries from warnings up, because
/// libraries log addresses at lower levels.
pub fn logged(level: LevelFilter) -> Targets {
    Targets::new().with_default(level.min(LevelFilter::WARN)).with_target("server", level).with_target("app", level)
}

/// Starts the log on standard error with the filter of [`logged`].
pub fn start_log(format: LogFormat, level: LevelFilter) {
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false);
    let lines = match format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    tracing_subscriber::registry().with(lines.with_filter(logged(level))).init();
}
