//! The client of a request, by IP address: the connection's peer or, behind a trusted proxy, the address that
//! the proxy reports.
//!
//! Clients are only counted. An IPv6 client usually has a whole network of addresses, so one such network is
//! one client.

use std::{
    convert::Infallible,
    fmt,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, FromRef, FromRequestParts},
    http::{HeaderMap, HeaderName, request::Parts},
};
use ipnet::IpNet;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The bits of an IPv6 address that identify the network.
const NETWORK: u128 = !0 << 64;

/// The proxies whose `X-Forwarded-For` is trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Arc<[IpNet]>);

impl Proxies {
    /// The proxies in these networks.
    pub fn new(networks: Vec<IpNet>) -> Self {
        Self(networks.into())
    }

    /// Whether the address belongs to a trusted proxy.
    pub fn trust(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The origin of a request: the rightmost address in `X-Forwarded-For` that a trusted proxy reported.
    /// Addresses further to the left may be forged.
    fn origin(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let lines = headers.get_all(FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok());
        let named: Vec<_> = lines.flat_map(|line| line.split(',')).map(address).collect();
        let mut origin = peer;
        for named in named.into_iter().rev() {
            match named {
                Some(named) if self.trust(origin) => origin = named,
                _ => break,
            }
        }
        origin
    }
}

/// Parses an address as proxies write it, with or without a port.
fn address(written: &str) -> Option<IpAddr> {
    let written = written.trim();
    written.parse().ok().or_else(|| written.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

/// A client: an IPv4 address or an IPv6 network of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Client(IpAddr);

impl Client {
    /// The client of an address.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(address) => Self(Ipv6Addr::from(u128::from(address) & NETWORK).into()),
            address @ IpAddr::V4(_) => Self(address),
        }
    }
}

impl fmt::Display for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Who sent a request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sender {
    /// The client; `None` if the request did not come over a connection.
    pub client: Option<Client>,
    /// Whether a trusted proxy says that it knows who sits there.
    pub is_user: bool,
}

/// The header in which trusted proxies name the user of a request; `None` if they name nobody. It must be one that
/// the proxies take out of what clients send.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserHeader(pub Option<HeaderName>);

impl UserHeader {
    /// Whether the proxy that sent these headers names a user in them.
    fn names_one(&self, headers: &HeaderMap) -> bool {
        let value = self.0.as_ref().and_then(|name| headers.get(name));
        value.is_some_and(|value| !value.as_bytes().trim_ascii().is_empty())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Sender
where
    Proxies: FromRef<S>,
    UserHeader: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let proxies = Proxies::from_ref(state);
        let client = peer.map(|peer| Client::of(proxies.origin(peer, &parts.headers)));
        let is_trusted = peer.is_some_and(|peer| proxies.trust(peer));
        Ok(Self { client, is_user: is_trusted && UserHeader::from_ref(state).names_one(&parts.headers) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_word_of_trusted_proxies_counts() {
        let proxies = Proxies::new(vec!["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()]);
        for (peer, lines, origin) in [
            ("1.2.3.4", &[][..], "1.2.3.4"),
            ("1.2.3.4", &["9.9.9.9"], "1.2.3.4"),
            ("10.0.0.1", &["9.9.9.9"], "9.9.9.9"),
            ("10.0.0.1", &["6.6.6.6, 9.9.9.9"], "9.9.9.9"),
            ("10.0.0.1", &["6.6.6.6, 9.9.9.9 , 10.3.0.2"], "9.9.9.9"),
            ("10.0.0.1", &["6.6.6.6", "9.9.9.9"], "9.9.9.9"),
            ("::1", &["[2001:db8::7]:443"], "2001:db8::7"),
            ("::ffff:10.0.0.1", &["9.9.9.9:80"], "9.9.9.9"),
            ("10.0.0.1", &["9.9.9.9, unknown"], "10.0.0.1"),
            ("10.0.0.1", &["10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", &[], "10.0.0.1"),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(FORWARDED_FOR, line.parse().unwrap());
            }
            assert_eq!(proxies.origin(peer.parse().unwrap(), &headers).to_string(), origin, "{peer} {headers:?}");
        }
    }

    #[test]
    fn a_network_of_ipv6_is_one_client() {
        let client = |address: &str| Client::of(address.parse().unwrap());
        assert_eq!(client("2001:db8:1:2::1"), client("2001:db8:1:2:ffff::9"));
        assert_ne!(client("2001:db8:1:2::1"), client("2001:db8:1:3::1"));
        assert_eq!(client("::ffff:1.2.3.4"), client("1.2.3.4"));
        assert_ne!(client("1.2.3.4"), client("1.2.3.5"));
    }
}
