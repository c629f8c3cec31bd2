//! All routes as a list, and the layers that each request and answer passes.

use std::{any::Any, future::ready, sync::Arc, time::Duration};

use app::{operation::LINES, problem::Problem};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{Method, StatusCode},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use tower::{Layer, ServiceExt};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, NotForContentType, Predicate},
    },
    cors::CorsLayer,
    csrf::{CsrfLayer, ProtectionError},
    timeout::TimeoutLayer,
};

use crate::{
    api::{self, assessments, health},
    assets,
    client::Sender,
    headers, hosts,
    listen::Unreadable,
    mcp,
    observe::observe,
    pages,
    receive::{self, receive},
    refusal,
    refusal::Refusal,
    room::Room,
    state::AppState,
};

/// Maximum time until a bounded route starts to answer.
pub const TIMEOUT: Duration = Duration::from_secs(10);

/// The whole service.
pub fn router(state: AppState) -> Router {
    house(bounded(), streams(), state)
}

/// Routes that answer in one piece. They get a time limit, a size limit and compression.
fn bounded() -> Router<AppState> {
    Router::new()
        .merge(pages::routes())
        .merge(api::routes())
        .route("/assets/{name}", get(assets::file))
        .route("/mcp", post(mcp::http::post))
}

/// Routes that answer in parts, for as long as the client reads.
fn streams() -> Router<AppState> {
    pages::streams()
}

/// Adds the layers around the routes. From the outside in, they are: the log, the headers, what pages of other sites
/// may call, the format of refusals, panics, unreadable requests, the rate of a client's requests, the body, the host,
/// requests from other sites, and changes where nothing may be changed. Bounded routes also get compression, memory for
/// the answer, and a time limit.
pub fn house(bounded: Router<AppState>, streams: Router<AppState>, state: AppState) -> Router {
    let room = state.room.clone();
    let bounded = bounded
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .layer(middleware::map_response(move |answer: Response| ready(room.hold_answer(answer))))
        // Compression would keep the lines of a batch back until there are enough of them.
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(NotForContentType::const_new(LINES))));
    bounded
        .merge(streams)
        // The length of bodies is limited where they are read.
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(state.clone(), read_only))
        .layer(same_site(&state))
        .layer(middleware::from_fn_with_state(Arc::new(state.hosts.clone()), hosts::check))
        .layer(middleware::from_fn_with_state((state.room.clone(), state.receiving), receive_whole))
        .layer(middleware::from_fn_with_state(state.clone(), limit))
        .layer(middleware::from_fn(unreadable))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(refusal::spell_out))
        .layer(middleware::from_fn_with_state(Arc::new(state.sharing.clone()), share))
        .layer(middleware::from_fn_with_state(state.clone(), add_headers))
        .layer(middleware::from_fn_with_state(Arc::new(state.metrics.clone()), observe))
        .with_state(state)
}

/// The layer that refuses the requests of a client that sends too many. Probes and files of the site pass, because an
/// orchestrator asks often and a page has many files.
async fn limit(
    State(state): State<AppState>,
    sender: Sender,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    let path = request.uri().path();
    let is_probe = [&health::ALIVE, &health::READY].iter().any(|probe| probe.operation.path == path);
    if !path.starts_with("/assets/") && !is_probe {
        state.rates.asking(sender)?;
    }
    Ok(next.run(request).await)
}

/// Answers a request that could not be parsed.
async fn unreadable(request: Request, next: Next) -> Response {
    match request.extensions().get::<Unreadable>() {
        Some(Unreadable(status)) => status.into_response(),
        None => next.run(request).await,
    }
}

/// Reads the body of a request as a whole, but that of a batch, which comes line by line.
async fn receive_whole(state: State<(Room, receive::Limits)>, request: Request, next: Next) -> Response {
    if assessments::is_batch(&request) { next.run(request).await } else { receive(state, request, next).await }
}

/// Lets pages of other sites make the calls that are open to them.
async fn share(State(sharing): State<Arc<CorsLayer>>, request: Request, next: Next) -> Response {
    if !api::is_open(request.uri().path()) {
        return next.run(request).await;
    }
    sharing.layer(next).oneshot(request).await.unwrap_or_else(|never| match never {})
}

/// Lets a browser change something only from our own pages. Programs, which name no site, pass; and so do the calls
/// that are open to pages of other sites, because they change nothing.
fn same_site(state: &AppState) -> CsrfLayer<fn(ProtectionError) -> Response> {
    // A public URL is always an origin, so the error cannot happen. If it did, only `Host` would decide.
    CsrfLayer::new()
        .add_trusted_origin(state.public_url.to_string())
        .unwrap_or_default()
        .with_insecure_bypass(|_, address| api::is_open(address.path()))
        .with_rejection_response(|_| Refusal(Problem::cross_site()).into_response())
}

/// Pages whose forms are answered and keep nothing.
const KEEP_NOTHING: [&str; 5] = ["/messages", "/messages.csv", "/snippets", "/schemas", "/mcp"];

/// The beginnings of the paths of pages on which somebody works. They are nothing but forms.
const WORKPLACES: [&str; 5] = ["/d/", "/grid/", "/ask/", "/reading/", "/assistant"];

/// The layer that refuses all changes where the server is only read. What an assistant may change through `/mcp` is
/// checked where it is done.
async fn read_only(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, Refusal> {
    let path = request.uri().path();
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let keeps_nothing = is_safe || KEEP_NOTHING.contains(&path) || api::is_open(path);
    let is_workplace = WORKPLACES.iter().any(|start| path.starts_with(start));
    if state.gate.read_only && (!keeps_nothing || is_workplace) {
        return Err(Problem::read_only().into());
    }
    Ok(next.run(request).await)
}

fn panicked(_message: Box<dyn Any + Send>) -> Response {
    tracing::error!("a handler panicked; the message is above");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

async fn add_headers(State(state): State<AppState>, request: Request, next: Next) -> Response {
    headers::add(next.run(request).await, &state.public_url)
}
