//! The headers that every answer gets unless its handler has set them.

use axum::{
    http::{
        HeaderName, HeaderValue,
        header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS},
    },
    response::Response,
};

use crate::config::PublicUrl;

/// The browser features that pages refuse. Writing to the clipboard and filling the screen stay allowed, because
/// copying a link and looking at a picture need them.
const REFUSED: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), display-capture=(), \
    encrypted-media=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), \
    idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    picture-in-picture=(), publickey-credentials-create=(), publickey-credentials-get=(), \
    screen-wake-lock=(), serial=(), storage-access=(), usb=(), xr-spatial-tracking=()";

const ALWAYS: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), REFUSED),
];

/// One year. Sent only if the server is reached by https.
const TRANSPORT: &str = "max-age=31536000";

/// Adds the headers that `response` lacks. If a handler set no policy of its own, nothing in the answer may
/// run or load.
pub fn add(mut response: Response, public_url: &PublicUrl) -> Response {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if public_url.is_https() {
        headers.entry(STRICT_TRANSPORT_SECURITY).or_insert(HeaderValue::from_static(TRANSPORT));
    }
    response
}
