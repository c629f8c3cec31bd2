//! The site's files, embedded in the binary: style sheet, icon, and the islands' script and WASM.
//!
//! A file's name contains a hash of its content, so browsers may cache it forever. Pages ask for a file by
//! its logical name, `site.css`. Only this module knows the current name.

use app::shell::{ASSETS, File, Islands, Links};
use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, GetAll, IF_NONE_MATCH, VARY},
    },
    response::{IntoResponse, Response},
};

/// A file in every encoding in which it can be sent.
#[derive(Debug)]
pub struct Asset {
    /// The logical name: the file name without the hash.
    pub logical: &'static str,
    /// The path at which the file is served.
    pub path: &'static str,
    media_type: &'static str,
    /// The hash that a browser checks before it uses the file.
    integrity: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// Every file. Empty if the server was built without the site.
pub static FILES: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The file with a logical name.
pub fn find(logical: &str) -> Option<&'static Asset> {
    FILES.iter().find(|asset| asset.logical == logical)
}

/// The addresses of the site's files.
pub fn links() -> Links {
    let file = |logical| find(logical).map(|&Asset { path, integrity, .. }| File { path, integrity });
    let islands = find("site.wasm").and(file("site.js")).and_then(|script| {
        let stem = script.path.strip_prefix('/')?.strip_prefix(ASSETS)?.strip_prefix('/')?.strip_suffix(".js")?;
        Some(Islands { stem, script })
    });
    Links { style: file("site.css"), icon: find("favicon.svg").map(|asset| asset.path), islands }
}

/// `GET /assets/{name}`: the file in the smallest encoding that the client accepts.
pub async fn file(uri: Uri, headers: HeaderMap) -> Response {
    let Some(asset) = FILES.iter().find(|asset| asset.path == uri.path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (coding, bytes) = asset.choose(&headers);
    let tag = format!("\"{}-{coding}\"", asset.path);
    let lasting =
        [(CACHE_CONTROL, "public, max-age=31536000, immutable"), (VARY, "accept-encoding"), (ETAG, tag.as_str())];
    if is_held(&headers, &tag) {
        return (StatusCode::NOT_MODIFIED, lasting).into_response();
    }
    let mut response = (lasting, [(CONTENT_TYPE, asset.media_type)], Body::from(bytes)).into_response();
    if coding != "identity" {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

impl Asset {
    fn choose(&self, headers: &HeaderMap) -> (&'static str, &'static [u8]) {
        [("br", self.brotli), ("gzip", self.gzip)]
            .into_iter()
            .find_map(|(coding, bytes)| bytes.filter(|_| takes(headers, coding)).map(|bytes| (coding, bytes)))
            .unwrap_or(("identity", self.plain))
    }
}

/// Whether the client accepts `coding`: it names it with a weight above zero.
fn takes(headers: &HeaderMap, coding: &str) -> bool {
    items(headers.get_all(ACCEPT_ENCODING)).any(|item| {
        let (name, weight) = item.split_once(';').unwrap_or((item, ""));
        let refused = weight
            .trim()
            .strip_prefix("q=")
            .is_some_and(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0));
        name.trim().eq_ignore_ascii_case(coding) && !refused
    })
}

/// Whether the client already holds the encoding with this tag.
fn is_held(headers: &HeaderMap, tag: &str) -> bool {
    items(headers.get_all(IF_NONE_MATCH)).any(|held| held == "*" || held.strip_prefix("W/").unwrap_or(held) == tag)
}

fn items(values: GetAll<'_, HeaderValue>) -> impl Iterator<Item = &str> {
    values.into_iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).map(str::trim)
}
