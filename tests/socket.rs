//! What only a real connection shows.

use std::{sync::Arc, time::Duration};

use axum::{Router, routing::get};
use server::listen::{Limits, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Notify, oneshot},
    task::JoinHandle,
    time::timeout,
};

use crate::house::service;

/// Longer than anything here takes when it works.
const PATIENCE: Duration = Duration::from_secs(10);

/// A client of the service, the way to stop the service, and its end.
async fn connected(limits: Limits) -> (TcpStream, oneshot::Sender<()>, JoinHandle<()>) {
    connected_to(service(), limits).await
}

async fn connected_to(router: Router, limits: Limits) -> (TcpStream, oneshot::Sender<()>, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let end = tokio::spawn(serve(listener, router, limits, async {
        _ = stopped.await;
    }));
    (TcpStream::connect(address).await.unwrap(), stop, end)
}

/// All that the service sends until it closes the connection.
async fn rest(client: &mut TcpStream) -> String {
    let mut text = String::new();
    timeout(PATIENCE, client.read_to_string(&mut text)).await.expect("closed in time").unwrap();
    text
}

#[tokio::test]
async fn a_header_that_never_ends_is_not_waited_for() {
    let limits = Limits { header: Duration::from_millis(50), ..Limits::default() };
    let (mut client, _stop, _end) = connected(limits).await;
    client.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nx-slow: ").await.unwrap();
    let answer = rest(&mut client).await;
    assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn a_kept_connection_is_not_kept_for_ever() {
    let limits = Limits { header: Duration::from_millis(50), ..Limits::default() };
    let (mut client, _stop, _end) = connected(limits).await;
    client.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    assert!(rest(&mut client).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_connection_beyond_the_limit_waits_for_its_turn() {
    let limits = Limits { connections: 1, ..Limits::default() };
    let (mut first, _stop, _end) = connected(limits).await;
    let mut second = TcpStream::connect(first.peer_addr().unwrap()).await.unwrap();
    let request = b"GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    second.write_all(request).await.unwrap();
    let early = timeout(Duration::from_millis(50), second.readable()).await;
    assert!(early.is_err(), "answered while the only place was taken");
    first.write_all(request).await.unwrap();
    assert!(rest(&mut first).await.starts_with("HTTP/1.1 200"));
    assert!(rest(&mut second).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn stopping_answers_what_has_begun_and_takes_no_more() {
    let (begun, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (begins, released) = (Arc::clone(&begun), Arc::clone(&release));
    let long = async move || {
        begins.notify_one();
        released.notified().await;
        "done"
    };
    let (mut client, stop, end) = connected_to(Router::new().route("/long", get(long)), Limits::default()).await;
    client.write_all(b"GET /long HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    timeout(PATIENCE, begun.notified()).await.expect("the request begins");
    let address = client.peer_addr().unwrap();
    stop.send(()).unwrap();
    release.notify_one();
    assert!(rest(&mut client).await.ends_with("done"));
    timeout(PATIENCE, end).await.expect("stopped in time").unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}
