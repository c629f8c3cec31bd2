//! The values of settings, each read from a text. What is wrong with a text is said without the text, because some are
//! secret.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    path::PathBuf,
};

use axum::http::{
    Uri,
    uri::{Authority, PathAndQuery},
};
use ipnet::IpNet;
use tracing::level_filters::LevelFilter;

use crate::{
    client::{Proxies, UserHeader},
    sharing::Origins,
};

/// Maximum lifetime of drafts, in days: a hundred years.
const MOST_DAYS: u32 = 36_500;

/// The scheme and authority at which browsers reach the service, without a path or a trailing slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(pub(super) String);

impl PublicUrl {
    /// Whether browsers use https.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The host, and the port if it is given.
    pub fn authority(&self) -> Option<Authority> {
        self.0.split_once("://").and_then(|(_, authority)| authority.parse().ok())
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The format of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object per line.
    Json,
}

pub(super) fn listen(value: &str) -> Result<SocketAddr, &'static str> {
    value.parse().map_err(|_| "is to be an IP address and a port, such as 127.0.0.1:3000 or [::]:3000")
}

pub(super) fn database_url(value: &str) -> Result<String, &'static str> {
    // `store::open` knows the same.
    if ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| value.starts_with(scheme)) {
        return Ok(value.to_owned());
    }
    Err("is to be sqlite: and a file's name, or postgres://USER:PASSWORD@HOST/DATABASE")
}

pub(super) fn public_url(value: &str) -> Result<PublicUrl, &'static str> {
    const FORM: &str = "is to be http:// or https:// and a host, without a path, such as https://advisor.example.org";
    let url: Uri = value.parse().map_err(|_| FORM)?;
    match (url.scheme_str(), url.authority(), url.path_and_query().map(PathAndQuery::as_str)) {
        (Some(scheme @ ("http" | "https")), Some(host), None | Some("/")) if !host.as_str().contains('@') => {
            Ok(PublicUrl(format!("{scheme}://{host}")))
        }
        _ => Err(FORM),
    }
}

/// The items between commas. An empty value has no items.
fn list<T>(value: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    value.split(',').map(str::trim).filter(|item| !item.is_empty()).map(read).collect()
}

pub(super) fn hosts(value: &str) -> Result<Vec<Authority>, &'static str> {
    let host = |item: &str| item.parse().ok().filter(|host: &Authority| !host.as_str().contains('@'));
    list(value, host).ok_or("is to be names, each perhaps with a port, such as advisor.example.org, advisor:3000")
}

pub(super) fn cors_origins(value: &str) -> Result<Origins, &'static str> {
    Origins::parse(value).ok_or("is to be *, none or origins as browsers write them, such as https://wiki.example.org")
}

pub(super) fn trusted_proxies(value: &str) -> Result<Proxies, &'static str> {
    let network = |item: &str| item.parse().ok().or_else(|| item.parse::<IpAddr>().ok().map(IpNet::from));
    let networks = list(value, network);
    networks.map(Proxies::new).ok_or("is to be addresses or networks, such as 10.0.0.1, 192.168.0.0/16")
}

pub(super) fn number(value: &str) -> Result<usize, &'static str> {
    value.parse().ok().filter(|number| *number > 0).ok_or("is to be a whole number from 1")
}

pub(super) fn drain_seconds(value: &str) -> Result<u64, &'static str> {
    value.parse().ok().filter(|seconds| *seconds <= 600).ok_or("is to be a whole number of seconds, at most 600")
}

pub(super) fn per_minute(value: &str) -> Result<u32, &'static str> {
    value.parse().map_err(|_| "is to be a whole number")
}

/// A folder. Reading the packs later finds out whether it exists.
#[expect(clippy::unnecessary_wraps, reason = "it is one of the settings' readers")]
pub(super) fn folder(value: &str) -> Result<PathBuf, &'static str> {
    Ok(value.into())
}

/// A number of days; 0 means never.
pub(super) fn draft_days(value: &str) -> Result<Option<NonZeroU32>, &'static str> {
    match value.parse() {
        Ok(days @ 0..=MOST_DAYS) => Ok(NonZeroU32::new(days)),
        _ => Err("is to be a number of days from 1 to 36500, or 0 for never"),
    }
}

/// A setting that an empty value leaves out.
pub(super) fn optional<T>(
    read: impl Fn(&str) -> Result<T, &'static str>,
) -> impl Fn(&str) -> Result<Option<T>, &'static str> {
    move |value| if value.is_empty() { Ok(None) } else { read(value).map(Some) }
}

pub(super) fn model_name(value: &str) -> Result<String, &'static str> {
    let is_name = value.len() <= 200 && !value.chars().any(char::is_control);
    if is_name { Ok(value.to_owned()) } else { Err("is to be the model's name, at most 200 bytes") }
}

pub(super) fn model_seconds(value: &str) -> Result<u64, &'static str> {
    value.parse().ok().filter(|seconds| (1..=600).contains(seconds)).ok_or("is to be a whole number from 1 to 600")
}

pub(super) fn user_header(value: &str) -> Result<UserHeader, &'static str> {
    const FORM: &str = "is to be the name of a header, such as X-Forwarded-User";
    let name = if value.is_empty() { None } else { Some(value.parse().map_err(|_| FORM)?) };
    Ok(UserHeader(name))
}

pub(super) fn yes_or_no(value: &str) -> Result<bool, &'static str> {
    match value {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        _ => Err("is to be yes or no"),
    }
}

pub(super) fn log_format(value: &str) -> Result<LogFormat, &'static str> {
    match value {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("is to be text or json"),
    }
}

pub(super) fn log_level(value: &str) -> Result<LevelFilter, &'static str> {
    value.parse().map_err(|_| "is to be off, error, warn, info, debug or trace")
}
