//! `/api/v1/reports`: assessed descriptions under secret addresses, in revisions that never change.

use app::{
    advisor::{CallKey, Publication, again::again_json, report_json},
    problem::Problem,
    report::EditToken,
    store::{Expected, Which},
};
use axum::{
    extract::{Path, State},
    http::{
        HeaderMap, StatusCode,
        header::{CACHE_CONTROL, ETAG, LOCATION},
    },
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{
    api::{
        Sent,
        conditions::{self, Bearer, IfMatch, idempotency_key, is_held},
    },
    client::Client,
    refusal::Refusal,
    state::AppState,
};

/// Nobody between us and the client keeps an answer, and the client asks before it uses its own again.
const PRIVATE: &str = "private, no-cache";

/// What was made by a call that made a revision.
#[derive(Serialize)]
struct Made<'a> {
    id: &'a str,
    revision: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    edit_token: Option<&'a str>,
    url: String,
}

/// `POST /api/v1/reports`: publishes a report.
pub async fn publish(
    State(state): State<AppState>,
    Client(client): Client,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Refusal> {
    let client = client.to_string();
    let key = idempotency_key(&headers)?.map(|key| CallKey { client: &client, key });
    let Publication { id, revision, token } = state.advisor.publish(sent.source(), key).await?;
    let id = id.as_str();
    let made = Made { id, revision, edit_token: token.as_ref().map(EditToken::reveal), url: page(&state, id) };
    let head = [(LOCATION, address(id)), (ETAG, tag(revision)), (CACHE_CONTROL, "no-store".to_owned())];
    Ok((StatusCode::CREATED, head, axum::Json(made)).into_response())
}

/// `GET /api/v1/reports/{id}`: the newest revision.
pub async fn latest(
    State(state): State<AppState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    read(&state, &id, Which::Latest, &headers).await
}

/// `GET /api/v1/reports/{id}/revisions/{n}`: one revision.
pub async fn revision(
    State(state): State<AppState>,
    Path((id, number)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let number = conditions::revision(&number).ok_or_else(|| Problem::of_status(404))?;
    read(&state, &id, Which::Number(number), &headers).await
}

/// `GET /api/v1/reports/{id}/revisions/{n}/again`: what today's rules say otherwise.
pub async fn again(
    State(state): State<AppState>,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let number = conditions::revision(&number).ok_or_else(|| Problem::of_status(404))?;
    let report = state.advisor.read(&id, Which::Number(number)).await?;
    let again = again_json(&state.advisor.again(&report)?)?;
    Ok(([(CACHE_CONTROL, PRIVATE)], super::Json(again)).into_response())
}

/// `PUT /api/v1/reports/{id}`: adds a revision.
pub async fn revise(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Bearer(token): Bearer,
    IfMatch(expected): IfMatch,
    sent: Sent,
) -> Result<Response, Refusal> {
    let expected = expected.ok_or_else(Problem::no_if_match)?;
    let revision = state.advisor.revise(&id, &token, &expected, sent.source()).await?;
    let made = Made { id: &id, revision, edit_token: None, url: page(&state, &id) };
    Ok(([(ETAG, tag(revision))], axum::Json(made)).into_response())
}

/// `DELETE /api/v1/reports/{id}`: deletes a report with all its revisions.
pub async fn delete(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Bearer(token): Bearer,
    IfMatch(expected): IfMatch,
) -> Result<StatusCode, Refusal> {
    state.advisor.delete(&id, &token, &expected.unwrap_or(Expected::Any)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn read(state: &AppState, id: &str, which: Which, headers: &HeaderMap) -> Result<Response, Refusal> {
    let report = state.advisor.read(id, which).await?;
    let tag = tag(report.revision);
    let is_known = is_held(headers, &tag);
    let head = [(ETAG, tag), (CACHE_CONTROL, PRIVATE.to_owned())];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, head).into_response());
    }
    Ok((head, super::Json(report_json(&report)?)).into_response())
}

fn tag(revision: u32) -> String {
    format!("\"{revision}\"")
}

fn address(id: &str) -> String {
    format!("/api/v1/reports/{id}")
}

/// The page of a report, as a link that can be passed on.
fn page(state: &AppState, id: &str) -> String {
    format!("{}/r/{id}", state.public_url)
}
