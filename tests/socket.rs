//! Tests that need a real connection.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{Router, body::Body, routing::get};
use futures_util::stream;
use server::{
    client::Proxies,
    listen::{Limits, serve},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Notify, oneshot},
    time::timeout,
};

use crate::{house::service, site::Site};

/// A time limit that no working test reaches.
const PATIENCE: Duration = Duration::from_secs(10);

async fn start(router: Router, limits: Limits) -> Site {
    Site::start(router, limits, Proxies::default()).await
}

impl Site {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Opens a connection and sends a text on it.
    async fn send(&self, text: &str) -> TcpStream {
        let mut client = self.connect().await;
        client.write_all(text.as_bytes()).await.unwrap();
        client
    }
}

const ALIVE: &str = "GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";

/// A router that answers `/long` when the test releases it, and notifies the test when a request arrives.
fn long() -> (Router, Arc<Notify>, Arc<Notify>) {
    let (begun, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (begins, released) = (Arc::clone(&begun), Arc::clone(&release));
    let long = async move || {
        begins.notify_one();
        released.notified().await;
        "done"
    };
    (Router::new().route("/long", get(long)), begun, release)
}

/// Everything that the service sends until it closes the connection.
async fn rest(client: &mut TcpStream) -> String {
    let mut text = String::new();
    timeout(PATIENCE, client.read_to_string(&mut text)).await.expect("closed in time").unwrap();
    text
}

/// Waits until the service cuts the connection, and ignores what it sent before.
async fn is_cut(client: &mut TcpStream) {
    let mut into = vec![0; 64 * 1024];
    let cut = async { while client.read(&mut into).await.is_ok_and(|length| length > 0) {} };
    timeout(PATIENCE, cut).await.expect("cut in time");
}

/// Reads one answer of a persistent connection. Its body must have this length.
async fn answer(client: &mut TcpStream, body: usize) -> String {
    let mut text = Vec::new();
    let read = async {
        loop {
            let end = text.windows(4).position(|four| four == b"\r\n\r\n");
            if end.is_some_and(|end| text.len() >= end + 4 + body) {
                break;
            }
            text.push(client.read_u8().await.unwrap());
        }
    };
    timeout(PATIENCE, read).await.expect("answered in time");
    String::from_utf8(text).unwrap()
}

#[tokio::test]
async fn a_header_that_never_ends_is_not_waited_for() {
    let limits = Limits { header: Duration::from_millis(50), ..Limits::default() };
    let site = start(service(), limits).await;
    let mut client = site.send("GET / HTTP/1.1\r\nhost: a\r\nx-slow: ").await;
    let answer = rest(&mut client).await;
    assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn a_kept_connection_is_not_kept_for_ever() {
    let limits = Limits { header: Duration::from_millis(50), ..Limits::default() };
    let site = start(service(), limits).await;
    let mut client = site.send("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await;
    assert!(rest(&mut client).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_new_connection_takes_the_place_of_the_one_that_let_us_wait_for_longest() {
    let (router, begun, release) = long();
    let limits = Limits { connections: 2, ..Limits::default() };
    let site = start(router.route("/healthz", get(async || "ok")), limits).await;
    let mut busy = site.send("GET /long HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await;
    timeout(PATIENCE, begun.notified()).await.expect("the request begins");
    let mut half_open = site.send("GET /healthz HTTP/1.1\r\nhost: a\r\nx-slow: ").await;
    for _ in 0..3 {
        let mut new = site.send(ALIVE).await;
        assert!(rest(&mut new).await.ends_with("ok"));
    }
    is_cut(&mut half_open).await;
    release.notify_one();
    assert!(rest(&mut busy).await.ends_with("done"), "who is worked for stays");
}

#[tokio::test]
async fn a_client_has_so_many_connections_and_a_proxy_more() {
    let limits = Limits { connections_per_client: 1, ..Limits::default() };
    let site = start(service(), limits).await;
    let mut first = site.send("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await;
    answer(&mut first, 3).await;
    let mut second = site.send(ALIVE).await;
    assert!(rest(&mut second).await.starts_with("HTTP/1.1 200"));
    is_cut(&mut first).await;

    let proxies = Proxies::new(vec!["127.0.0.0/8".parse().unwrap()]);
    let site = Site::start(service(), limits, proxies).await;
    let mut first = site.send("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await;
    answer(&mut first, 3).await;
    let mut second = site.send(ALIVE).await;
    assert!(rest(&mut second).await.starts_with("HTTP/1.1 200"));
    first.write_all(ALIVE.as_bytes()).await.unwrap();
    assert!(rest(&mut first).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn whoever_takes_nothing_of_an_answer_is_let_go() {
    let limits = Limits { taking: Duration::from_millis(50), ..Limits::default() };
    let (gone, is_gone) = oneshot::channel();
    let gone = Arc::new(std::sync::Mutex::new(Some(Gone(Some(gone)))));
    // The answer is larger than the system's buffers for a connection.
    let large = async move || {
        let gone = gone.lock().unwrap().take();
        Body::from_stream(stream::unfold((gone, 0), async |(gone, sent)| {
            (sent < 1024).then(|| (Ok::<_, Infallible>(vec![b' '; 64 * 1024]), (gone, sent + 1)))
        }))
    };
    let site = start(Router::new().route("/large", get(large)), limits).await;
    let client = site.send("GET /large HTTP/1.1\r\nhost: a\r\n\r\n").await;
    timeout(PATIENCE, is_gone).await.expect("let go in time").unwrap();
    drop(client);
}

/// Notifies the test when it is dropped.
struct Gone(Option<oneshot::Sender<()>>);

impl Drop for Gone {
    fn drop(&mut self) {
        _ = self.0.take().map(|gone| gone.send(()));
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_in_the_usual_form() {
    let site = start(service(), Limits::default()).await;
    let fields = "x: y\r\n".repeat(200);
    for (request, status, code) in [
        ("GET / HTTP/1.1\r\nno field\r\n\r\n".to_owned(), 400, "malformed"),
        ("nonsense\r\n\r\n".to_owned(), 400, "malformed"),
        (format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "x".repeat(66_000)), 431, "long_header"),
        (format!("GET / HTTP/1.1\r\nhost: a\r\n{fields}\r\n"), 431, "long_header"),
        (format!("GET / HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n", "x".repeat(200_000)), 431, "long_header"),
    ] {
        let mut client = site.send(&request).await;
        let answer = rest(&mut client).await;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
        for field in ["content-type: application/problem+json", "x-content-type-options: nosniff", "connection: close"]
        {
            assert!(head.contains(field), "{answer}");
        }
        assert!(head.contains(&format!("content-length: {}", body.len())), "{answer}");
        let problem: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!((&problem["type"], &problem["status"]), (&format!("/problems/{code}").into(), &status.into()));
    }
    let mut kept = site.send("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await;
    answer(&mut kept, 3).await;
    kept.write_all(b"nonsense\r\n\r\n").await.unwrap();
    assert!(rest(&mut kept).await.contains("x-content-type-options: nosniff"), "after an answer, too");
}

#[tokio::test]
async fn a_refused_request_leaves_its_connection_to_the_next_one() {
    let site = start(service(), Limits::default()).await;
    let body = "x".repeat(100_000);
    let mut client = site.connect().await;
    for (path, form, status) in [
        ("/api/v1/assessments", "text/plain", 415),
        ("/api/v1/nowhere", "text/plain", 404),
        ("/healthz", "text/plain", 405),
        ("/api/v1/assessments", "application/json", 400),
    ] {
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: advisor.example\r\ncontent-type: {form}\r\ncontent-length: {length}"
        );
        client.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).await.unwrap();
        let answer = answer(&mut client, 2).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
        let length = answer.split_once("content-length: ").unwrap().1.split_once("\r\n").unwrap().0;
        let mut rest = vec![0; length.parse::<usize>().unwrap() - 2];
        client.read_exact(&mut rest).await.unwrap();
    }
}

#[tokio::test]
async fn a_line_of_a_batch_is_answered_while_the_client_still_sends() {
    let site = start(service(), Limits::default()).await;
    let head = "POST /api/v1/assessments HTTP/1.1\r\nhost: advisor.example\r\ncontent-type: application/x-ndjson\r\n\
                accept-encoding: gzip, br\r\ntransfer-encoding: chunked\r\n\r\n";
    let mut client = site.send(head).await;
    let line = "{\"name\": 1}\n";
    for number in 1..=3 {
        client.write_all(format!("{:x}\r\n{line}\r\n", line.len()).as_bytes()).await.unwrap();
        let mut answered = String::new();
        while !answered.contains(&format!("{{\"line\":{number},\"problem\"")) {
            let mut part = [0; 4096];
            let read = timeout(PATIENCE, client.read(&mut part)).await.expect("answered in time").unwrap();
            assert!(read > 0, "closed early: {answered}");
            answered.push_str(std::str::from_utf8(&part[..read]).unwrap());
        }
    }
    client.write_all(b"0\r\n\r\n").await.unwrap();
    let mut end = [0; 5];
    timeout(PATIENCE, client.read_exact(&mut end)).await.expect("ended in time").unwrap();
    assert_eq!(&end, b"0\r\n\r\n");
}

#[tokio::test]
async fn a_client_that_has_gone_is_not_worked_for() {
    let (gone, is_gone) = oneshot::channel();
    let (begins, begun) = oneshot::channel();
    let parts = Arc::new(std::sync::Mutex::new(Some((begins, Gone(Some(gone))))));
    let long = async move || {
        let (begins, _gone) = parts.lock().unwrap().take().unwrap();
        begins.send(()).unwrap();
        std::future::pending::<&str>().await
    };
    let site = start(Router::new().route("/long", get(long)), Limits::default()).await;
    let client = site.send("GET /long HTTP/1.1\r\nhost: a\r\n\r\n").await;
    timeout(PATIENCE, begun).await.expect("the request begins").unwrap();
    drop(client);
    timeout(PATIENCE, is_gone).await.expect("let go in time").unwrap();
}

#[tokio::test]
async fn stopping_answers_what_has_begun_and_takes_no_more() {
    let (router, begun, release) = long();
    let site = start(router, Limits::default()).await;
    let mut client = site.send("GET /long HTTP/1.1\r\nhost: a\r\n\r\n").await;
    timeout(PATIENCE, begun.notified()).await.expect("the request begins");
    site.stop.send(()).unwrap();
    release.notify_one();
    assert!(rest(&mut client).await.ends_with("done"));
    timeout(PATIENCE, site.end).await.expect("stopped in time").unwrap();
    assert!(TcpStream::connect(site.address).await.is_err());
}

#[tokio::test]
async fn stopping_answers_who_waits_to_be_let_in_and_who_was_slow_to_ask() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    // The system establishes connections before anybody accepts them.
    let mut clients = Vec::new();
    for _ in 0..8 {
        clients.push(TcpStream::connect(address).await.unwrap());
    }
    let limits = Limits { lingering: PATIENCE, ..Limits::default() };
    let end = tokio::spawn(serve(listener, service(), limits, Proxies::default(), std::future::ready(())));
    for mut client in clients {
        client.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
        let answer = rest(&mut client).await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("connection: close"), "{answer}");
    }
    timeout(PATIENCE, end).await.expect("stopped in time").unwrap();
}
