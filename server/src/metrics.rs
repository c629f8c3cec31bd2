//! What is counted while the server runs, in the text format of `OpenMetrics`, which Prometheus reads.
//!
//! A metric names routes and never paths, so that it holds no id and there are only so many of them.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{
    Router,
    extract::State,
    http::{Method, StatusCode, header::CONTENT_TYPE},
    response::IntoResponse,
    routing::get,
};
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric, text},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::{ConstGauge, Gauge},
        histogram::Histogram,
        info::Info,
    },
    registry::{Registry, Unit},
};

use crate::work::Workers;

/// The path of the metrics on their own listener.
pub const PATH: &str = "/metrics";

const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The upper bounds of the times that are told apart, in seconds.
const TIMES: [f64; 9] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// An answer, as it is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

/// A route, as its times are counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// The counts of a process. Clones count together.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    answers: Family<Answered, Counter>,
    times: Family<Route, Histogram, fn() -> Histogram>,
    in_progress: Gauge,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Metrics").finish_non_exhaustive()
    }
}

/// A request that is being answered. Dropping it ends the request, also if its client has gone.
#[derive(Debug)]
pub struct InProgress(Gauge);

impl Drop for InProgress {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// Counts from zero. The work of `workers` is looked at when somebody asks.
    pub fn new(workers: Arc<Workers>) -> Self {
        let histogram: fn() -> Histogram = || Histogram::new(TIMES);
        let answers = Family::<Answered, Counter>::default();
        let times = Family::<Route, _, _>::new_with_constructor(histogram);
        let in_progress = Gauge::default();
        let mut registry = Registry::with_prefix("eda_advisor");
        registry.register("http_requests", "Requests answered", answers.clone());
        registry.register_with_unit(
            "http_request_duration",
            "Time until an answer begins",
            Unit::Seconds,
            times.clone(),
        );
        registry.register("http_requests_in_progress", "Requests that are being answered", in_progress.clone());
        registry.register("build", "The version that runs", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        let start = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let started = Gauge::<i64>::default();
        started.set(i64::try_from(start.as_secs()).unwrap_or_default());
        registry.register_with_unit("start_time", "When the process started, in Unix time", Unit::Seconds, started);
        registry.register_collector(Box::new(Lanes(workers)));
        Self { registry: Arc::new(registry), answers, times, in_progress }
    }

    /// Counts a request as being answered.
    pub fn begin(&self) -> InProgress {
        self.in_progress.inc();
        InProgress(self.in_progress.clone())
    }

    /// Counts an answer. `route` is the route's pattern, such as `/r/{id}`.
    pub fn answered(&self, method: &Method, route: &str, status: StatusCode, took: Duration) {
        let route = route.to_owned();
        self.times.get_or_create(&Route { route: route.clone() }).observe(took.as_secs_f64());
        self.answers.get_or_create(&Answered { method: name(method), route, status: status.as_u16() }).inc();
    }

    /// The routes of the listener for metrics.
    pub fn routes(self) -> Router {
        Router::new().route(PATH, get(show)).with_state(self)
    }
}

/// The name of a usual method. Clients may make up others, and each would be a metric of its own.
fn name(method: &Method) -> &'static str {
    let usual = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];
    usual.into_iter().find(|usual| method == usual).unwrap_or("other")
}

async fn show(State(metrics): State<Metrics>) -> impl IntoResponse {
    let mut shown = String::new();
    match text::encode(&mut shown, &metrics.registry) {
        Ok(()) => ([(CONTENT_TYPE, MEDIA_TYPE)], shown).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// How much work runs and waits, lane by lane.
#[derive(Debug)]
struct Lanes(Arc<Workers>);

impl Collector for Lanes {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let none = ConstGauge::new(0_i64);
        let mut family = encoder.encode_descriptor("work", "Pieces of work", None, none.metric_type())?;
        for (lane, load) in self.0.load() {
            for (state, pieces) in [("running", load.running), ("waiting", load.waiting)] {
                let pieces = ConstGauge::new(i64::try_from(pieces).unwrap_or(i64::MAX));
                pieces.encode(family.encode_family(&[("lane", lane), ("state", state)])?)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use axum::{body::to_bytes, http::Request};
    use tower::ServiceExt;

    use super::*;
    use crate::work::Limits;

    async fn shown(metrics: &Metrics) -> String {
        let request = Request::get(PATH).body(axum::body::Body::empty()).unwrap();
        let answer = metrics.clone().routes().oneshot(request).await.unwrap();
        assert_eq!(answer.headers()[CONTENT_TYPE], MEDIA_TYPE);
        String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn answers_are_counted_by_route_and_status() {
        let metrics = Metrics::new(Arc::new(Workers::new(Limits::default())));
        let running = metrics.begin();
        for status in [StatusCode::OK, StatusCode::OK, StatusCode::NOT_FOUND] {
            metrics.answered(&Method::GET, "/r/{id}", status, Duration::from_millis(3));
        }
        let made_up: Method = "BREW".parse().unwrap();
        metrics.answered(&made_up, "none", StatusCode::METHOD_NOT_ALLOWED, Duration::from_secs(9));
        let text = shown(&metrics).await;
        for line in [
            "eda_advisor_http_requests_total{method=\"GET\",route=\"/r/{id}\",status=\"200\"} 2",
            "eda_advisor_http_requests_total{method=\"GET\",route=\"/r/{id}\",status=\"404\"} 1",
            "eda_advisor_http_requests_total{method=\"other\",route=\"none\",status=\"405\"} 1",
            "eda_advisor_http_request_duration_seconds_bucket{le=\"0.001\",route=\"/r/{id}\"} 0",
            "eda_advisor_http_request_duration_seconds_bucket{le=\"0.005\",route=\"/r/{id}\"} 3",
            "eda_advisor_http_requests_in_progress 1",
            "eda_advisor_work{lane=\"heavy\",state=\"waiting\"} 0",
            "# EOF",
        ] {
            assert!(text.lines().any(|shown| shown == line), "{line} is missing:\n{text}");
        }
        drop(running);
        assert!(shown(&metrics).await.contains("eda_advisor_http_requests_in_progress 0"));
    }
}
