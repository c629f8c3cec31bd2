//! The right to change a report in browsers: a cookie that is sent to that report's addresses only.
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

/// Time for which a browser keeps the right: the longest that browsers allow.
const KEPT: Duration = Duration::days(400);

/// Maximum number of tokens of one request that are tried.
const TRIED: usize = 8;

/// The edit tokens that the browser sent for this report. A neighbouring site may have set a cookie with the
/// same name, so there may be several.
#[derive(Debug)]
pub struct Right(Vec<EditToken>);

impl Right {
    /// Returns the token with which the report `id` may be changed.
    ///
    /// # Errors
    /// The browser sent no token, none of them is the report's, or the report does not exist.
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

/// The header that takes this right from a browser.
pub fn revoke(state: &AppState, id: &str) -> [(HeaderName, HeaderValue); 1] {
    set(state, id, "", Duration::ZERO)
}

/// The edit link: a browser that opens this address may change the report from then on.
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
    // Ids and tokens consist of letters and digits, so the header is always valid.
    let value = HeaderValue::from_str(&cookie.to_string()).unwrap_or(HeaderValue::from_static(""));
    [(SET_COOKIE, value)]
}
