//! Checks the host name of a request. An attacker can point a domain of their own to this server (DNS
//! rebinding). A request with such a name is refused, whatever its `Origin` says.

use std::{collections::BTreeSet, sync::Arc};

use app::problem::Problem;
use axum::{
    extract::{Request, State},
    http::{header::HOST, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{config::PublicUrl, refusal::Refusal};

/// Orchestrators ask these paths by the machine's address. They reveal nothing and change nothing.
const PROBES: [&str; 2] = ["/healthz", "/readyz"];

/// The host names that the service answers to.
#[derive(Clone, Debug)]
pub struct Hosts {
    public_url: PublicUrl,
    /// Each name in lower case, with its port.
    names: Arc<BTreeSet<(String, u16)>>,
}

impl Hosts {
    /// The names are the public URL's host, the loopback names with the port that the server listens on, and `others`.
    pub fn new(public_url: &PublicUrl, port: u16, others: &[Authority]) -> Self {
        let usual = if public_url.is_https() { 443 } else { 80 };
        let mut names: BTreeSet<_> = ["localhost", "127.0.0.1", "[::1]"].map(|name| (name.to_owned(), port)).into();
        let public = public_url.authority();
        names.extend(others.iter().chain(public.as_ref()).map(|name| lower(name, usual)));
        Self { public_url: public_url.clone(), names: Arc::new(names) }
    }

    /// Whether the service answers to this authority. A name without a port matches the ports 80 and 443.
    fn answer_to(&self, named: &Authority) -> bool {
        let usual = [80, 443].into_iter().filter(|_| named.host() == named.as_str());
        named.port_u16().into_iter().chain(usual).any(|port| self.names.contains(&lower(named, port)))
    }
}

fn lower(name: &Authority, port: u16) -> (String, u16) {
    (name.host().to_ascii_lowercase(), name.port_u16().unwrap_or(port))
}

/// The layer that refuses requests for another host, and requests without a valid host.
pub async fn check(State(hosts): State<Arc<Hosts>>, request: Request, next: Next) -> Response {
    if PROBES.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    match named(&request) {
        Ok(named) if named.iter().all(|name| hosts.answer_to(name)) => next.run(request).await,
        Ok(_) => Refusal(Problem::wrong_host(&hosts.public_url.to_string())).into_response(),
        Err(problem) => Refusal(problem).into_response(),
    }
}

/// The authorities that the request names: in `Host`, and in its address if that is absolute.
fn named(request: &Request) -> Result<Vec<Authority>, Problem> {
    let mut headers = request.headers().get_all(HOST).iter();
    let host = match (headers.next(), headers.next()) {
        (Some(host), None) => host.to_str().ok().and_then(|host| host.parse::<Authority>().ok()),
        _ => None,
    };
    let host = host.filter(|host| !host.as_str().contains('@'));
    let host = host.ok_or_else(|| Problem::malformed("`Host` is to be given once, with a name and perhaps a port."))?;
    Ok([Some(host), request.uri().authority().cloned()].into_iter().flatten().collect())
}
