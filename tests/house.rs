//! Helpers of the API and page tests: a service without a socket, and functions to call it.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

use app::{
    advisor::{Advisor, Surroundings},
    pack::Rulesets,
    shell::Page,
    store::Store,
};
use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderValue, Request, Response, request::Builder},
    routing::{get, post},
};
use http_body_util::BodyExt;
use server::{
    assets,
    config::{Config, Flags},
    page::Html,
    router,
    state::AppState,
};
use tower::ServiceExt;

use crate::memory::Memory;

/// A fixed clock, and a random source that counts.
#[derive(Default)]
struct Still {
    drawn: AtomicU8,
}

impl Surroundings for Still {
    fn now(&self) -> String {
        "2027-05-01T12:00:00Z".to_owned()
    }

    fn days_ago(&self, days: u32) -> String {
        match days {
            1 => "2027-04-30T12:00:00Z".to_owned(),
            90 => "2027-01-31T12:00:00Z".to_owned(),
            _ => panic!("{days} days ago"),
        }
    }

    fn random(&self) -> [u8; 32] {
        [self.drawn.fetch_add(1, Ordering::SeqCst).wrapping_add(1); 32]
    }
}

/// The shared state of a service that browsers reach at `public_url`.
pub(crate) fn state(public_url: &str) -> AppState {
    state_over(public_url, Arc::new(Memory::default()))
}

/// The same state with another store.
pub(crate) fn state_over(public_url: &str, store: Arc<dyn Store>) -> AppState {
    state_with(Rulesets::default(), public_url, store)
}

/// The same state with other rules.
pub(crate) fn state_with(rulesets: Rulesets, public_url: &str, store: Arc<dyn Store>) -> AppState {
    let flags = Flags { public_url: Some(public_url.to_owned()), ..Flags::default() };
    set_up(&flags, rulesets, store)
}

/// The complete service with these settings.
pub(crate) fn service_with(flags: &Flags) -> Router {
    router::router(set_up(flags, Rulesets::default(), Arc::new(Memory::default())))
}

fn set_up(flags: &Flags, rulesets: Rulesets, store: Arc<dyn Store>) -> AppState {
    let config = Config::load(flags, |_| None).unwrap();
    AppState::new(&config, 3000, Advisor::new(rulesets, store, Arc::new(Still::default())))
}

/// The complete service.
pub(crate) fn service() -> Router {
    router::router(state("http://advisor.example"))
}

/// The service's layers around routes with unusual behaviour.
pub(crate) fn odd_service() -> Router {
    odd_service_over(state("http://advisor.example"))
}

/// The same service with another state.
pub(crate) fn odd_service_over(state: AppState) -> Router {
    let routes = Router::new()
        .route("/api/echo", post(async |body: Bytes| body))
        .route("/api/panic", get(async || -> &'static str { panic!("the handler's secret") }))
        .route("/api/slow", get(std::future::pending::<&'static str>))
        .route("/assets/{name}", get(assets::file))
        .route("/island", get(async || Html(island())));
    router::house(routes, Router::new(), state)
}

/// A page with an island on it.
fn island() -> Page {
    use app::components::copy_link::CopyLink;
    use leptos::prelude::*;
    Page::new("Island", "A page with an island.", || view! { <CopyLink url="http://advisor.example/".to_owned()/> })
}

/// Sends a request without a body and reads the whole answer as text.
pub(crate) async fn ask(service: Router, request: Builder) -> Response<String> {
    send(service, request.body(Body::empty()).unwrap()).await.map(|body| String::from_utf8(body.to_vec()).unwrap())
}

/// Sends a request and reads the whole answer as bytes. A request without a host gets the usual one.
pub(crate) async fn send(service: Router, mut request: Request<Body>) -> Response<Bytes> {
    request.headers_mut().entry("host").or_insert(HeaderValue::from_static("advisor.example"));
    let (parts, body) = service.oneshot(request).await.unwrap().into_parts();
    Response::from_parts(parts, body.collect().await.unwrap().to_bytes())
}

/// The value of a header, or an empty text.
pub(crate) fn header<'a, T>(response: &'a Response<T>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

/// A state that is never ready.
pub(crate) fn unready() -> AppState {
    let store = Memory::default();
    store.break_down();
    state_over("https://advisor.example", Arc::new(store))
}

/// A picture's width, height and pixels, four bytes each.
pub(crate) fn pixels(file: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((frame.color_type, frame.bit_depth), (png::ColorType::Rgba, png::BitDepth::Eight));
    (frame.width, frame.height, pixels)
}
