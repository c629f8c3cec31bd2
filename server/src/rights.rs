//! The right to change a report, as browsers carry it: a cookie that goes to that report's own addresses and nowhere else.
//!
//! Programs send the same token as `Authorization: Bearer`. Neither is ever logged.

use app::{advisor::Advisor, problem::Problem, report::EditToken};
use axum::{
    extract::FromRequestParts,
    http::{
        HeaderName, HeaderValue,
        header::{COOKIE, SET_COOKIE},
        request::Parts,
    },
};
use cookie::{Cookie, SameSite, time::Duration};

use crate::{refusal::Refusal, state::AppState};

const NAME: &str = "edit";

/// How long a browser keeps the right unless it is told to forget it: the longest that browsers allow.
const KEPT: Duration = Duration::days(400);

/// Tokens of one request that are tried.
const TRIED: usize = 8;

/// The edit tokens that the browser holds for the report whose address is asked for. A neighbouring site may have set
/// one that fits nothing, so there may be several.
#[derive(Debug)]
pub struct Right(Vec<EditToken>);

impl Right {
    /// The token of somebody who wants to change the report `id`.
    ///
    /// # Errors
    /// The browser holds none, or none of them is the report's, or there is no such report.
    pub async fn to_change(&self, advisor: &Advisor, id: &str) -> Result<EditToken, Problem> {
        let mut why = Problem::no_right();
        for token in &self.0 {
            match advisor.allows(id, token).await {
                Ok(()) => return Ok(token.clone()),
                Err(problem) => why = problem,
            }
        }
        Err(why)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Right {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Refusal> {
        let headers = parts.headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
        let cookies = headers.flat_map(Cookie::split_parse).flatten();
        let tokens = cookies.filter(|cookie| cookie.name() == NAME);
        Ok(Self(tokens.filter_map(|cookie| EditToken::parse(cookie.value())).take(TRIED).collect()))
    }
}

/// The header that gives a browser the right to change the report `id`.
pub fn grant(state: &AppState, id: &str, token: &EditToken) -> [(HeaderName, HeaderValue); 1] {
    set(state, id, token.reveal(), KEPT)
}

/// The header that takes the right back from a browser.
pub fn revoke(state: &AppState, id: &str) -> [(HeaderName, HeaderValue); 1] {
    set(state, id, "", Duration::ZERO)
}

/// Where a browser gets the right: whoever opens this address may change the report from then on.
pub fn link(state: &AppState, id: &str, token: &EditToken) -> String {
    format!("{}/r/{id}/edit/{}", state.public_url, token.reveal())
}

fn set(state: &AppState, id: &str, value: &str, kept: Duration) -> [(HeaderName, HeaderValue); 1] {
    let mut cookie = Cookie::new(NAME, value);
    cookie.set_path(format!("/r/{id}"));
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Strict);
    cookie.set_secure(state.public_url.is_https());
    cookie.set_max_age(kept);
    // An id and a token are letters and digits, so the header can always be written.
    let value = HeaderValue::from_str(&cookie.to_string()).unwrap_or(HeaderValue::from_static(""));
    [(SET_COOKIE, value)]
}
