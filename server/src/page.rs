//! Sends a page with the addresses of the site's files and the security policy that its scripts need.

use app::shell::{Bare, Page};
use axum::{
    http::{
        HeaderName,
        header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};

use crate::assets;

/// A page as an answer with the status 200; use `(StatusCode, Html(page))` for another status.
pub struct Html(pub Page);

impl IntoResponse for Html {
    fn into_response(self) -> Response {
        let nonce = nonce();
        let html = self.0.render(&assets::links(), &nonce);
        (headers(&nonce), html).into_response()
    }
}

/// A document that pages of other sites may show in a frame, and no other answer of ours.
pub struct Framed(pub Bare);

impl IntoResponse for Framed {
    fn into_response(self) -> Response {
        let policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; \
                      frame-ancestors *";
        let headers = [
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (CONTENT_SECURITY_POLICY, policy),
            (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
        ];
        (headers, self.0.render(&assets::links())).into_response()
    }
}

/// A page that is sent in parts.
pub struct Parts {
    /// The headers of the answer.
    pub headers: [(HeaderName, String); 2],
    /// The document down to the mark, with it.
    pub before: String,
    /// The rest of the document.
    pub after: String,
}

impl Parts {
    /// Renders a page and cuts it behind `mark`, which stands in it once.
    pub fn of(page: Page, mark: &str) -> Self {
        let nonce = nonce();
        let mut before = page.render(&assets::links(), &nonce);
        let end = before.find(mark).map_or(before.len(), |at| at + mark.len());
        let after = before.split_off(end);
        Self { headers: headers(&nonce), before, after }
    }
}

fn nonce() -> String {
    format!("{:032x}", rand::random::<u128>())
}

fn headers(nonce: &str) -> [(HeaderName, String); 2] {
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    );
    [(CONTENT_TYPE, "text/html; charset=utf-8".to_owned()), (CONTENT_SECURITY_POLICY, policy)]
}
