//! Connections: it accepts them, limits their number and duration, and lets them finish when the server stops.
//!
//! It knows no route. `axum::serve` does the same without limits on the number of connections, on the time
//! for a header, and on the time in which a client reads an answer.

mod open;
mod progress;
mod wire;

use std::{
    convert::Infallible,
    future::{Future, poll_fn},
    io,
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{
        HeaderValue, StatusCode,
        header::{CONNECTION, CONTENT_LENGTH},
    },
    response::Response,
};
use http_body_util::BodyExt;
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, sink},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
    time::{sleep, timeout},
};
use tower::ServiceExt;

use crate::client::{Client, Proxies};
use open::{Open, Slot};
use wire::{Arriving, Leaving, Wire};

/// Maximum length of a request's address and header together, in bytes.
const HEADER: usize = 32 * 1024;

/// Number of bytes that are still read from a closing connection, and for how long. A client that is still
/// sending when its connection is cut would not see the answer.
const LAST_WORDS: (u64, Duration) = (1024 * 1024, Duration::from_secs(1));

/// The limits on what clients may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Maximum number of open connections. For a new one, a connection that waits for its client is closed,
    /// of the client with the most connections.
    pub connections: usize,
    /// Maximum number of open connections of one client. Trusted proxies are exempt.
    pub connections_per_client: usize,
    /// Maximum time from opening a connection, or from the end of its last answer, to the end of a request's header.
    pub header: Duration,
    /// Maximum time between two parts of an answer that the client reads.
    pub taking: Duration,
    /// Time from the signal to stop until connections without a request are closed.
    pub lingering: Duration,
    /// Time from then until busy connections are cut.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            connections_per_client: 3072,
            header: Duration::from_secs(10),
            taking: Duration::from_secs(30),
            lingering: Duration::from_millis(250),
            farewell: Duration::from_secs(10),
        }
    }
}

/// Marks a request that could not be parsed. The router answers it with this status.
#[derive(Clone, Copy, Debug)]
pub struct Unreadable(pub StatusCode);

/// Answers the requests that reach `listener` with `router` until `stop` completes, then finishes the
/// requests that have begun.
///
/// Handlers get the peer's address as `ConnectInfo<SocketAddr>`.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    proxies: Proxies,
    stop: impl Future<Output = ()>,
) {
    let mut house = House::new(router, limits, proxies);
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            connection = listener.accept() => match connection {
                Ok((stream, client)) => house.take(stream, client),
                Err(error) => {
                    tracing::warn!(%error, "no connection taken");
                    // The usual cause is a lack of file descriptors, which time usually cures.
                    if !house.open.give_up_one() {
                        sleep(Duration::from_millis(100)).await;
                    }
                }
            },
        }
    }

    house.closing.store(true, Ordering::Relaxed);
    if let Err(error) = house.take_waiting(listener) {
        tracing::warn!(%error, "connections were left waiting");
    }
    if !house.ends_within(limits.lingering).await {
        house.stopping.send_replace(true);
        if !house.ends_within(limits.farewell).await {
            tracing::warn!("some connections were cut");
        }
    }
}

/// The data that all connections share.
struct House {
    router: Router,
    limits: Limits,
    proxies: Proxies,
    http: http1::Builder,
    open: Arc<Open>,
    /// Whether each answer is the last of its connection.
    closing: Arc<AtomicBool>,
    /// Tells connections without a request to end.
    stopping: watch::Sender<bool>,
    connections: JoinSet<()>,
}

impl House {
    fn new(router: Router, limits: Limits, proxies: Proxies) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(limits.header).max_buf_size(HEADER);
        Self {
            router,
            limits,
            proxies,
            http,
            open: Open::new(limits.connections, limits.connections_per_client),
            closing: Arc::default(),
            stopping: watch::Sender::new(false),
            connections: JoinSet::new(),
        }
    }

    /// Takes a connection. It sends without waiting to fill a packet, because a kept connection would lose 40
    /// ms per file.
    fn take(&mut self, stream: TcpStream, client: SocketAddr) {
        while self.connections.try_join_next().is_some() {}
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "connection ended");
            return;
        }
        let counted = (!self.proxies.trust(client.ip())).then(|| Client::of(client.ip()));
        let Some(place) = self.open.take(counted) else {
            tracing::debug!("a connection found no room");
            return;
        };
        let door = Door { router: self.router.clone(), client, closing: Arc::clone(&self.closing) };
        let (http, stopping, patience) = (self.http.clone(), self.stopping.subscribe(), self.limits.taking);
        self.connections.spawn(async move {
            let progress = Arc::clone(&place.progress);
            tokio::select! {
                () = progress.given_up() => {}
                () = door.converse(&http, stream, &place, patience, stopping) => {}
            }
        });
    }

    /// Takes the connections that the system has established and that wait to be accepted.
    fn take_waiting(&mut self, listener: TcpListener) -> io::Result<()> {
        let listener = listener.into_std()?;
        loop {
            match listener.accept() {
                Ok((stream, client)) => {
                    stream.set_nonblocking(true)?;
                    self.take(TcpStream::from_std(stream)?, client);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Waits for all connections to end. Returns whether they did so within this time.
    async fn ends_within(&mut self, time: Duration) -> bool {
        timeout(time, async { while self.connections.join_next().await.is_some() {} }).await.is_ok()
    }
}

/// Answers the requests of one connection.
struct Door {
    router: Router,
    client: SocketAddr,
    closing: Arc<AtomicBool>,
}

impl Door {
    /// Answers the requests of a connection until either side closes it.
    async fn converse(
        &self,
        http: &http1::Builder,
        stream: TcpStream,
        place: &Slot,
        patience: Duration,
        mut stopping: watch::Receiver<bool>,
    ) {
        let wire = Wire::new(stream, Arc::clone(&place.progress), patience);
        let service = service_fn(|request| Box::pin(self.answer(request, place)));
        let mut connection = http.serve_connection(TokioIo::new(wire), service);
        let mut is_told = false;
        let ended = loop {
            // Input that has arrived is read before the connection is told to end.
            tokio::select! {
                biased;
                ended = poll_fn(|context| connection.poll_without_shutdown(context)) => break ended,
                _ = stopping.wait_for(|stop| *stop), if !is_told => {
                    is_told = true;
                    Pin::new(&mut connection).graceful_shutdown();
                }
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "connection ended");
        }
        let mut wire = connection.into_parts().io.into_inner();
        if let Some(status) = wire.held_back() {
            let answer = self.refuse(status).await;
            if wire.write_all(&answer).await.is_err() {
                return;
            }
        }
        if wire.shutdown().await.is_ok() {
            let (most, time) = LAST_WORDS;
            _ = timeout(time, tokio::io::copy(&mut wire.take(most), &mut sink())).await;
        }
    }

    async fn answer(&self, request: Request<Incoming>, place: &Slot) -> Result<Response<Leaving>, Infallible> {
        let mut request = request.map(|body| Arriving::watch(body, &place.progress));
        request.extensions_mut().insert(ConnectInfo(self.client));
        let mut answer = self.router.clone().oneshot(request).await?;
        if self.closing.load(Ordering::Relaxed) {
            answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        Ok(answer.map(|body| Leaving::watch(body, &place.progress)))
    }

    /// The bytes of the answer to a request that could not be parsed.
    async fn refuse(&self, status: StatusCode) -> Vec<u8> {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = axum::http::Uri::from_static("/unreadable");
        request.extensions_mut().insert(Unreadable(status));
        request.extensions_mut().insert(ConnectInfo(self.client));
        let Ok(answer) = self.router.clone().oneshot(request).await;
        let (mut head, body) = answer.into_parts();
        let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
        head.headers.insert(CONNECTION, HeaderValue::from_static("close"));
        head.headers.insert(CONTENT_LENGTH, body.len().into());
        let mut sent = format!("HTTP/1.1 {}\r\n", head.status).into_bytes();
        for (name, value) in &head.headers {
            sent.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
        }
        sent.extend([b"\r\n", body.as_ref()].concat());
        sent
    }
}
