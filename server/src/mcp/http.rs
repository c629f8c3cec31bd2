//! `/mcp`: the Model Context Protocol over streamable HTTP, without sessions. A POST is a message and its answer; there
//! is no stream and nothing to delete, so other methods are refused.
//!
//! The layers around all routes check `Host` and `Origin` and limit the body.

use app::{document, problem::Problem};
use axum::{
    Extension,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_STANDARD};

use crate::{
    api::Json,
    client::Sender,
    mcp::{
        protocol::{self, Answer, Desk, Head, Outcome, Status},
        rpc,
    },
    observe::RequestId,
    refusal::Refusal,
    sent,
    state::AppState,
    work::Weight,
};

const VERSION: HeaderName = HeaderName::from_static("mcp-protocol-version");
const METHOD: HeaderName = HeaderName::from_static("mcp-method");
const NAME: HeaderName = HeaderName::from_static("mcp-name");

/// Answers a message.
pub async fn post(
    State(state): State<AppState>,
    sender: Sender,
    weight: Weight,
    request: Option<Extension<RequestId>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    if sent::format_of(&headers) != Some(document::Format::Json) {
        return Err(Problem::unsupported_media_type().into());
    }
    let request = request.map(|Extension(id)| id).unwrap_or_default();
    let id = request.clone();
    let read = move |state: &AppState| {
        let [version, method, name] = [VERSION, METHOD, NAME].map(|name| header(&headers, &name));
        let name = name.map(decoded);
        let head = Head { version, method, name: name.as_deref() };
        let desk = Desk { advisor: &state.advisor, has_store: true, request: id.as_str() };
        let Ok(text) = document::decode(&body) else {
            let error = rpc::Error::new(rpc::PARSE_ERROR, "This is not UTF-8.");
            let body = Some(rpc::error(&(None, error)));
            return Ok::<_, Problem>(Outcome::Now(Answer { status: Status::Malformed, body }));
        };
        Ok(protocol::answer(desk, text, Some(head)))
    };
    // Reading even a short description takes longer than the shortest work.
    let answer = match state.work(weight.max(Weight::Light), read).await? {
        Outcome::Now(answer) => answer,
        Outcome::Later(later) => later.answer(state, sender, request.as_str()).await,
    };
    let status = match answer.status {
        Status::Answered => StatusCode::OK,
        Status::Accepted => StatusCode::ACCEPTED,
        Status::Malformed => StatusCode::BAD_REQUEST,
        Status::NotFound => StatusCode::NOT_FOUND,
    };
    // An answer may hold an edit token, and is to be asked for again by a POST in any case.
    let head = [(CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok(match answer.body {
        Some(body) => (status, head, Json(body)).into_response(),
        None => (status, head).into_response(),
    })
}

/// A header that is given once; an empty text if it is given twice or is no text.
fn header<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut given = headers.get_all(name).iter();
    match (given.next(), given.next()) {
        (None, _) => None,
        (Some(value), None) => Some(value.to_str().unwrap_or_default()),
        (Some(_), Some(_)) => Some(""),
    }
}

/// The name in a header. Names that are not ASCII come as `=?base64?…?=`.
fn decoded(written: &str) -> String {
    let encoded = written.strip_prefix("=?base64?").and_then(|rest| rest.strip_suffix("?="));
    match encoded {
        Some(encoded) => {
            let bytes = BASE64_STANDARD.decode(encoded).unwrap_or_default();
            String::from_utf8(bytes).unwrap_or_default()
        }
        None => written.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_ascii_comes_encoded() {
        assert_eq!(decoded("assess_system"), "assess_system");
        assert_eq!(decoded("=?base64?SGVsbG8sIOS4lueVjA==?="), "Hello, 世界");
        assert_eq!(decoded("=?base64?%%%?="), "");
    }
}
