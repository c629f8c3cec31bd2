//! Connections: taking them, how many and how long, and letting them finish when the machine stops.
//!
//! It knows no route. `axum::serve` does the same without a bound on connections or on how slowly a header may come.

use std::{convert::Infallible, future::Future, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, response::Response};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tower::ServiceExt;

/// What a client may take up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at one time; further ones wait in the system's queue.
    pub connections: usize,
    /// From the opening of a connection, or the end of its last answer, to the end of a request's header.
    pub header: Duration,
    /// From the signal to stop until the connections that are still busy are cut.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connections: 1024, header: Duration::from_secs(10), farewell: Duration::from_secs(10) }
    }
}

/// Answers every request that comes to `listener` with `router` until `stop` is done; then answers what has begun.
///
/// Handlers find the client's address as `ConnectInfo<SocketAddr>`.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.header);

    let mut stop = pin!(stop);
    loop {
        let (permit, stream, client) = tokio::select! {
            () = &mut stop => break,
            connection = next(&listener, &room) => connection,
        };
        let router = router.clone();
        let service = service_fn(move |request| answer(router.clone(), request, client));
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection ended");
            }
            drop(permit);
        });
    }

    drop(listener);
    if tokio::time::timeout(limits.farewell, open.shutdown()).await.is_err() {
        tracing::warn!("some connections were cut");
    }
}

async fn answer(router: Router, request: Request<Incoming>, client: SocketAddr) -> Result<Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(client));
    router.oneshot(request).await
}

/// The next connection, once there is room for it.
async fn next(listener: &TcpListener, room: &Arc<Semaphore>) -> (Option<OwnedSemaphorePermit>, TcpStream, SocketAddr) {
    // The semaphore is never closed, so there is always a permit to come.
    let permit = Arc::clone(room).acquire_owned().await.ok();
    let (stream, client) = accept(listener).await;
    (permit, stream, client)
}

/// Takes a connection, and sends on it without waiting to fill a packet: a kept connection would wait 40 ms per file.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await.and_then(|(stream, client)| stream.set_nodelay(true).map(|()| (stream, client))) {
            Ok(connection) => return connection,
            Err(error) => {
                tracing::warn!(%error, "no connection taken");
                // Out of file descriptors is the usual cause, and time the usual cure.
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn connections_send_without_delay() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let _client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (stream, _) = accept(&listener).await;
        assert!(stream.nodelay().unwrap());
    }
}
