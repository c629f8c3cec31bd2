//! The headers that say who asks and under which conditions: bearer tokens, entity tags, idempotency keys.

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

/// Letters, digits and signs that an idempotency key may have.
const KEY_LENGTH: usize = 255;

/// The edit token in `Authorization: Bearer`. Without one a call that takes it is refused.
#[derive(Debug)]
pub struct Bearer(pub EditToken);

impl<S: Send + Sync> FromRequestParts<S> for Bearer {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Refusal> {
        let token = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or_else(Problem::no_token)?;
        Ok(Self(EditToken::parse(token).ok_or_else(Problem::wrong_token)?))
    }
}

/// The revisions in `If-Match`; none if the header is missing.
#[derive(Debug)]
pub struct IfMatch(pub Option<Expected>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Refusal> {
        if !parts.headers.contains_key(IF_MATCH) {
            return Ok(Self(None));
        }
        let tags = items(&parts.headers, &IF_MATCH);
        if tags == ["*"] {
            return Ok(Self(Some(Expected::Any)));
        }
        // A weak tag, or one that is no revision's, matches nothing.
        let revisions = tags.iter().filter_map(|tag| revision(tag.strip_prefix('"')?.strip_suffix('"')?));
        Ok(Self(Some(Expected::OneOf(revisions.collect()))))
    }
}

/// Whether the client holds the revision with this tag already.
pub fn is_held(headers: &HeaderMap, tag: &str) -> bool {
    items(headers, &IF_NONE_MATCH).into_iter().any(|held| held == "*" || held.strip_prefix("W/").unwrap_or(held) == tag)
}

/// The idempotency key, if there is one.
pub fn idempotency_key(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    const NAME: HeaderName = HeaderName::from_static("idempotency-key");
    let mut keys = headers.get_all(NAME).iter();
    match (keys.next().map(|key| key.to_str()), keys.next()) {
        (None, _) => Ok(None),
        (Some(Ok(key)), None) if (1..=KEY_LENGTH).contains(&key.len()) => Ok(Some(key)),
        _ => Err(Problem::malformed("`Idempotency-Key` is to be given once, with 1 to 255 ASCII characters.")),
    }
}

/// The members of a header that is a list of entity tags; a revision's tag has no comma in it.
fn items<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Vec<&'a str> {
    let lines = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim).filter(|item| !item.is_empty()).collect()
}

/// The number of a revision as it is written in addresses and tags: digits, without a sign or a leading zero.
pub(crate) fn revision(text: &str) -> Option<u32> {
    let number = text.parse().ok()?;
    (u32::to_string(&number) == text).then_some(number)
}
