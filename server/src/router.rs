//! Every route, as a list, and the house around them: what each request goes through on its way in and out.

use std::{any::Any, time::Duration};

use app::problem::Problem;
use axum::{
    Router,
    extract::{Request, State},
    http::{StatusCode, header::CONTENT_LENGTH},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use http_body_util::BodyExt;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    csrf::{CsrfLayer, ProtectionError},
    limit::RequestBodyLimitLayer,
    timeout::TimeoutLayer,
};

use crate::{
    api::{assessments, descriptions, diagrams, findings, messages, reports, rules},
    assets, headers, health,
    observe::observe,
    pages, refusal,
    refusal::Refusal,
    state::AppState,
};

/// How long a bounded route may take until its answer begins.
pub const TIMEOUT: Duration = Duration::from_secs(10);

/// How long a request's body may be, in bytes.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// How long a body that is refused may be to be read all the same, in bytes.
const HEARD_OUT: usize = 8 * BODY_LIMIT;

/// The whole service.
pub fn router(state: AppState) -> Router {
    house(bounded(), streams(), state)
}

/// Routes that answer in one piece: they are given a time, a size, and compression.
fn bounded() -> Router<AppState> {
    Router::new()
        .merge(pages::routes())
        .route("/assets/{name}", get(assets::file))
        .route("/api/v1/assessments", post(assessments::assess))
        .route("/api/v1/descriptions", post(descriptions::describe))
        .route("/api/v1/diagrams", post(diagrams::draw))
        .route("/api/v1/findings", post(findings::check))
        .route("/api/v1/messages", post(messages::explain))
        .route("/api/v1/reports", post(reports::publish))
        .route("/api/v1/reports/{id}", get(reports::latest).put(reports::revise).delete(reports::delete))
        .route("/api/v1/reports/{id}/revisions/{n}", get(reports::revision))
        .route("/api/v1/reports/{id}/revisions/{n}/again", get(reports::again))
        .route("/api/v1/rules", get(rules::all))
        .route("/api/v1/rules/{id}", get(rules::one))
        .route("/api/v1/schema/description", get(rules::description_schema))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
}

/// Routes that answer piece by piece, for as long as the client listens.
fn streams() -> Router<AppState> {
    Router::new()
}

/// Puts the house around routes. From the outside in: the log, the headers, the form of refusals, panics, requests
/// from other sites; for the bounded ones then compression, time and size.
pub fn house(bounded: Router<AppState>, streams: Router<AppState>, state: AppState) -> Router {
    let bounded = bounded
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(middleware::from_fn(hear_out))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .layer(CompressionLayer::new());
    bounded
        .merge(streams)
        .layer(same_site(&state))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(refusal::spell_out))
        .layer(middleware::from_fn_with_state(state.clone(), add_headers))
        .layer(middleware::from_fn(observe))
        .with_state(state)
}

/// Lets a browser change something only from our own pages; programs, which say nothing of a site, pass.
fn same_site(state: &AppState) -> CsrfLayer<fn(ProtectionError) -> Response> {
    // A public URL is an origin by its construction, so the error cannot happen; `Host` would then decide alone.
    CsrfLayer::new()
        .add_trusted_origin(state.public_url.to_string())
        .unwrap_or_default()
        .with_rejection_response(|_| Refusal(Problem::cross_site()).into_response())
}

/// Reads a body that is announced as too large, as far as that is bearable, before it is refused: a client that is still
/// sending when the connection closes would not see why.
async fn hear_out(request: Request, next: Next) -> Response {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if !length.is_some_and(|length| (BODY_LIMIT + 1..=HEARD_OUT).contains(&length)) {
        return next.run(request).await;
    }
    let mut body = request.into_body();
    while let Some(Ok(_)) = body.frame().await {}
    StatusCode::PAYLOAD_TOO_LARGE.into_response()
}

fn panicked(_message: Box<dyn Any + Send>) -> Response {
    tracing::error!("a handler panicked; the message is above");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

async fn add_headers(State(state): State<AppState>, request: Request, next: Next) -> Response {
    headers::add(next.run(request).await, &state.public_url)
}
