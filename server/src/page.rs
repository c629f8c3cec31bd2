//! Sends a page with the addresses of the site's files and the security policy that its scripts need.

use app::shell::Page;
use axum::{
    http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    response::{IntoResponse, Response},
};

use crate::assets;

/// A page as an answer with the status 200; use `(StatusCode, Html(page))` for another status.
pub struct Html(pub Page);

impl IntoResponse for Html {
    fn into_response(self) -> Response {
        let nonce = format!("{:032x}", rand::random::<u128>());
        let policy = format!(
            "default-src 'none'; script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
             base-uri 'none'; frame-ancestors 'none'"
        );
        let html = self.0.render(&assets::links(), &nonce);
        ([(CONTENT_TYPE, "text/html; charset=utf-8".to_owned()), (CONTENT_SECURITY_POLICY, policy)], html)
            .into_response()
    }
}
