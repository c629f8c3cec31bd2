//! A service on a socket, for tests that need a real connection.

use std::{net::SocketAddr, sync::Arc};

use app::{advisor::Advisor, pack::Rulesets, store::Store};
use axum::Router;
use server::{
    client::Proxies,
    config::{Config, Flags},
    listen::{Limits, serve},
    router,
    state::AppState,
    surroundings::Machine,
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

/// A service on a port of its own, until it is stopped.
pub(crate) struct Site {
    pub(crate) address: SocketAddr,
    /// Stops the service, as a signal would.
    pub(crate) stop: oneshot::Sender<()>,
    /// Ends when the service has ended.
    pub(crate) end: JoinHandle<()>,
}

impl Site {
    /// Starts these routes with these limits.
    pub(crate) async fn start(router: Router, limits: Limits, proxies: Proxies) -> Self {
        let (listener, address) = listen().await;
        Self::on(listener, address, router, limits, proxies)
    }

    /// Starts the complete service with `flags`, to which its public address is added, and with the machine's clock.
    pub(crate) async fn complete(rulesets: Rulesets, store: Arc<dyn Store>, flags: Flags) -> Self {
        let (listener, address) = listen().await;
        let flags = Flags { public_url: Some(format!("http://{address}")), ..flags };
        let config = Config::load(&flags, |_| None).unwrap();
        let advisor = Advisor::new(rulesets, store, Arc::new(Machine));
        let router = router::router(AppState::new(&config, address.port(), advisor));
        Self::on(listener, address, router, Limits::default(), Proxies::default())
    }

    fn on(listener: TcpListener, address: SocketAddr, router: Router, limits: Limits, proxies: Proxies) -> Self {
        let (stop, stopped) = oneshot::channel();
        let end = tokio::spawn(serve(listener, router, limits, proxies, async {
            _ = stopped.await;
        }));
        Self { address, stop, end }
    }

    /// The beginning of its addresses.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops the service and waits for its end.
    pub(crate) async fn stop(self) {
        self.stop.send(()).unwrap();
        self.end.await.unwrap();
    }
}

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}
