//! What a browser may do with a report, in cookies that are sent to that report's addresses only: the tokens that allow
//! changes or reviews, the id of the draft that the browser published it from, and the number of the ballot that it
//! cast last. Nobody learns of them from the report.
//!
//! Programs send the same tokens as `Authorization: Bearer`. None is ever logged.

use app::{
    advisor::Advisor,
    draft::{Draft, DraftId},
    links,
    pages::review::Reader,
    problem::{Problem, kinds},
    report::EditToken,
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderName, HeaderValue, header::SET_COOKIE, request::Parts},
    response::AppendHeaders,
};
use cookie::{Cookie, SameSite, time::Duration};

use crate::{
    cookies::{DRAFT, cookies},
    refusal::Refusal,
    state::AppState,
};

/// The cookie with the number of the ballot that the browser cast last.
const BALLOT: &str = "ballot";

/// Time for which a browser keeps the right: the longest that browsers allow.
const KEPT: Duration = Duration::days(400);

/// Maximum number of tokens, and of drafts, of one request that are tried.
const TRIED: usize = 8;

/// The tokens and the drafts that the browser sent for this report. A neighbouring site may have set a cookie with
/// the same name, so there may be several.
#[derive(Debug)]
pub struct Right {
    edit: Vec<EditToken>,
    review: Vec<EditToken>,
    drafts: Vec<DraftId>,
    ballot: Option<u32>,
}

impl Right {
    /// The number of the ballot that the browser cast last, if it cast one.
    pub fn ballot(&self) -> Option<u32> {
        self.ballot
    }

    /// Returns the token with which the report `id` may be changed.
    ///
    /// # Errors
    /// The browser sent no token, none of them is the report's, or the report does not exist.
    pub async fn to_change(&self, advisor: &Advisor, id: &str) -> Result<EditToken, Problem> {
        tried(advisor, id, self.edit.iter(), links::Right::Edit, Problem::no_right()).await
    }

    /// Returns the token with which the report `id` may be reviewed. Whoever may change it may review it.
    ///
    /// # Errors
    /// The browser sent no token, none of them gives the right, or the report does not exist.
    pub async fn to_review(&self, advisor: &Advisor, id: &str) -> Result<EditToken, Problem> {
        let tokens = self.edit.iter().chain(&self.review);
        tried(advisor, id, tokens, links::Right::Review, Problem::no_right_to_review()).await
    }

    /// The token with which the browser may review, whether or not it may also edit; none if it has none of its own.
    pub async fn known_to_review(&self, advisor: &Advisor, id: &str) -> Option<EditToken> {
        tried(advisor, id, self.review.iter(), links::Right::Review, Problem::no_right_to_review()).await.ok()
    }

    /// What the browser may say of the report `id`.
    pub async fn reader(&self, state: &AppState, id: &str) -> Reader {
        let may_review = self.to_review(&state.advisor, id).await.is_ok();
        let is_editor = self.to_change(&state.advisor, id).await.is_ok();
        Reader { may_review, is_editor, is_closed: state.gate.read_only }
    }

    /// Returns the draft of the report `id` that the browser had, if it is still there.
    pub async fn draft(&self, advisor: &Advisor, id: &str) -> Option<Draft> {
        for draft in &self.drafts {
            let draft = advisor.draft(draft.as_str()).await.ok();
            let is_its = |draft: &Draft| draft.origin.as_ref().is_some_and(|origin| origin.report.as_str() == id);
            if let Some(draft) = draft.filter(is_its) {
                return Some(draft);
            }
        }
        None
    }
}

/// The first of the tokens that gives the right. `why` is the problem if there is no token.
async fn tried(
    advisor: &Advisor,
    id: &str,
    tokens: impl Iterator<Item = &EditToken>,
    right: links::Right,
    mut why: Problem,
) -> Result<EditToken, Problem> {
    for token in tokens {
        match advisor.allows(id, token, right).await {
            Ok(()) => return Ok(token.clone()),
            Err(problem) if problem.kind == &kinds::WRONG_TOKEN => why = Problem::old_link(),
            Err(problem) => why = problem,
        }
    }
    Err(why)
}

impl FromRequestParts<AppState> for Right {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        // Where nothing may be changed, no page offers what would be refused.
        if state.gate.read_only {
            return Ok(Self { edit: Vec::new(), review: Vec::new(), drafts: Vec::new(), ballot: None });
        }
        let cookies = cookies(&parts.headers);
        let values = |name: &'static str| cookies.iter().filter(move |it| it.name() == name).map(Cookie::value);
        let tokens = |right: links::Right| values(right.name()).filter_map(EditToken::parse).take(TRIED).collect();
        let drafts = values(DRAFT).filter_map(DraftId::parse).take(TRIED).collect();
        let ballot = values(BALLOT).find_map(|number| number.parse().ok());
        Ok(Self { edit: tokens(links::Right::Edit), review: tokens(links::Right::Review), drafts, ballot })
    }
}

/// The header that gives a browser a right to the report `id`.
pub fn grant(
    state: &AppState,
    id: &str,
    right: links::Right,
    token: &EditToken,
) -> AppendHeaders<[(HeaderName, HeaderValue); 1]> {
    AppendHeaders([set(state, id, right.name(), token.reveal(), KEPT)])
}

/// The header that lets a browser find the draft of the report `id` again.
pub fn remember(state: &AppState, id: &str, draft: &DraftId) -> AppendHeaders<[(HeaderName, HeaderValue); 1]> {
    AppendHeaders([set(state, id, DRAFT, draft.as_str(), KEPT)])
}

/// The header that lets a browser find the ballot of the report `id` again that it cast last.
pub fn answered(state: &AppState, id: &str, ballot: u32) -> AppendHeaders<[(HeaderName, HeaderValue); 1]> {
    AppendHeaders([set(state, id, BALLOT, &ballot.to_string(), KEPT)])
}

/// The headers that take all of it from a browser.
pub fn revoke(state: &AppState, id: &str) -> AppendHeaders<[(HeaderName, HeaderValue); 4]> {
    let names = [links::Right::Edit.name(), links::Right::Review.name(), DRAFT, BALLOT];
    AppendHeaders(names.map(|name| set(state, id, name, "", Duration::ZERO)))
}

/// The header that takes one right from a browser.
pub fn forget(state: &AppState, id: &str, right: links::Right) -> AppendHeaders<[(HeaderName, HeaderValue); 1]> {
    AppendHeaders([set(state, id, right.name(), "", Duration::ZERO)])
}

/// The link that gives a right: a browser that opens this address has it from then on.
pub fn link(state: &AppState, id: &str, right: links::Right, token: &EditToken) -> String {
    format!("{}/r/{id}/{}/{}", state.public_url, right.name(), token.reveal())
}

fn set(state: &AppState, id: &str, name: &'static str, value: &str, kept: Duration) -> (HeaderName, HeaderValue) {
    let mut cookie = Cookie::new(name, value);
    cookie.set_path(format!("/r/{id}"));
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Strict);
    cookie.set_secure(state.public_url.is_https());
    cookie.set_max_age(kept);
    // Ids and tokens consist of letters and digits, so the header is always valid.
    let value = HeaderValue::from_str(&cookie.to_string()).unwrap_or(HeaderValue::from_static(""));
    (SET_COOKIE, value)
}
