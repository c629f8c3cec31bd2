//! The request headers for authorization and preconditions: bearer tokens, entity tags and idempotency keys.

use app::{problem::Problem, report::EditToken, store::Expected};
use axum::{
    extract::FromRequestParts,
    http::{
        HeaderMap, HeaderName,
        header::{AUTHORIZATION, IF_MATCH, IF_NONE_MATCH},
        request::Parts,
    },
};

use crate::refusal::Refusal;

/// Maximum length of an idempotency key, in characters.
pub const KEY_LENGTH: usize = 255;

/// The edit token in `Authorization: Bearer`. A request without one is refused.
#[derive(Debug)]
pub struct Bearer(pub EditToken);

impl<S: Send + Sync> FromRequestParts<S> for Bearer {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Refusal> {
        let token = bearer(&parts.headers).ok_or_else(Problem::no_token)?;
        Ok(Self(EditToken::parse(token).ok_or_else(Problem::wrong_token)?))
    }
}

/// The same token, if one was sent. A token of another form is refused.
#[derive(Debug)]
pub struct MaybeBearer(pub Option<EditToken>);

impl<S: Send + Sync> FromRequestParts<S> for MaybeBearer {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Refusal> {
        let Some(token) = bearer(&parts.headers) else { return Ok(Self(None)) };
        Ok(Self(Some(EditToken::parse(token).ok_or_else(Problem::wrong_token)?)))
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// The revisions in `If-Match`; `None` if the header is missing.
#[derive(Debug)]
pub struct IfMatch(pub Option<Expected>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Refusal> {
        if !parts.headers.contains_key(IF_MATCH) {
            return Ok(Self(None));
        }
        let lines: Option<Vec<&str>> =
            parts.headers.get_all(IF_MATCH).iter().map(|line| line.to_str().ok().map(str::trim)).collect();
        let expected = match lines.as_deref() {
            Some(["*"]) => Some(Expected::Any),
            Some(lines) => named(lines).map(Expected::OneOf),
            None => None,
        };
        let wrong =
            "`If-Match` is to hold the `ETag` of a revision, with its quotation marks, such as `\"1\"`; or `*`.";
        Ok(Self(Some(expected.ok_or_else(|| Problem::malformed(wrong))?)))
    }
}

/// The revisions that lists of entity tags name: RFC 9110, 8.8.3. A weak tag, or one that names no revision, matches
/// none. `None` if a line is no such list, or there is no tag at all.
fn named(lines: &[&str]) -> Option<Vec<u32>> {
    let (mut revisions, mut is_any) = (Vec::new(), false);
    for line in lines {
        let mut rest = *line;
        loop {
            rest = rest.trim_start_matches([' ', '\t', ',']);
            if rest.is_empty() {
                break;
            }
            let (is_weak, tag) = rest.strip_prefix("W/").map_or((false, rest), |tag| (true, tag));
            let (tag, after) = tag.strip_prefix('"')?.split_once('"')?;
            is_any = true;
            revisions.extend(revision(tag).filter(|number| !is_weak && *number > 0));
            rest = after.trim_start();
            if !rest.is_empty() && !rest.starts_with(',') {
                return None;
            }
        }
    }
    is_any.then_some(revisions)
}

/// Whether the client already holds the revision with this tag.
pub fn is_held(headers: &HeaderMap, tag: &str) -> bool {
    items(headers, &IF_NONE_MATCH).into_iter().any(|held| held == "*" || held.strip_prefix("W/").unwrap_or(held) == tag)
}

/// The idempotency key; `None` if the header is missing.
pub fn idempotency_key(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    const NAME: HeaderName = HeaderName::from_static("idempotency-key");
    let mut keys = headers.get_all(NAME).iter();
    match (keys.next().map(|key| key.to_str()), keys.next()) {
        (None, _) => Ok(None),
        (Some(Ok(key)), None) if (1..=KEY_LENGTH).contains(&key.len()) => Ok(Some(key)),
        _ => Err(Problem::malformed("`Idempotency-Key` is to be given once, with 1 to 255 ASCII characters.")),
    }
}

/// The items of a header that lists entity tags. A revision's tag contains no comma.
fn items<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Vec<&'a str> {
    let lines = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim).filter(|item| !item.is_empty()).collect()
}

/// Parses the number of a revision as it is written in addresses and tags: digits without a sign or leading zeros.
pub(crate) fn revision(text: &str) -> Option<u32> {
    let number = text.parse().ok()?;
    (u32::to_string(&number) == text).then_some(number)
}
