//! `/api/v1/reports`: assessed descriptions under secret addresses, in revisions that never change.

use app::{
    advisor::{CallKey, Publication, again::again_json, report_json},
    problem::Problem,
    report::{EditToken, Report},
    store::{Expected, Which},
};
use axum::{
    extract::{Path, State},
    http::{
        HeaderMap, Method, StatusCode,
        header::{CACHE_CONTROL, ETAG, LOCATION},
    },
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{
    api::{
        Sent, Untold,
        conditions::{self, Bearer, IfMatch, idempotency_key, is_held},
    },
    client::Sender,
    refusal::Refusal,
    state::AppState,
    work::Weight,
};

/// Forbids shared caches to store an answer. The client must revalidate its own copy before each use.
const PRIVATE: &str = "private, no-cache";

/// The body of an answer to a call that made a revision.
#[derive(Serialize)]
struct Published<'a> {
    id: &'a str,
    revision: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    edit_token: Option<&'a str>,
    url: String,
}

/// `POST /api/v1/reports`: publishes a report.
pub async fn publish(
    State(state): State<AppState>,
    sender: Sender,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Refusal> {
    let client = sender.0.map(|client| client.to_string()).unwrap_or_default();
    let key = idempotency_key(&headers)?.map(|key| CallKey { client: &client, key });
    state.rates.creating(sender)?;
    let prepared = state.work(sent.weight(), move |state| state.advisor.prepare(sent.source())).await?;
    let _room = state.room.take(prepared.bytes())?;
    let Publication { id, revision, token } = state.advisor.publish(prepared, key).await?;
    let id = id.as_str();
    let published =
        Published { id, revision, edit_token: token.as_ref().map(EditToken::reveal), url: page(&state, id) };
    let head = [(LOCATION, address(id)), (ETAG, tag(revision)), (CACHE_CONTROL, "no-store".to_owned())];
    Ok((StatusCode::CREATED, head, axum::Json(published)).into_response())
}

/// `GET /api/v1/reports/{id}`: the newest revision.
pub async fn latest(
    State(state): State<AppState>,
    Path(id): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    read(&state, &id, Which::Latest, &method, &headers).await
}

/// `GET /api/v1/reports/{id}/revisions/{n}`: one revision.
pub async fn revision(
    State(state): State<AppState>,
    Path((id, number)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let number = conditions::revision(&number).ok_or_else(|| Problem::of_status(404))?;
    read(&state, &id, Which::Number(number), &method, &headers).await
}

/// `GET /api/v1/reports/{id}/revisions/{n}/again`: the differences between a revision's assessment and today's.
pub async fn again(
    State(state): State<AppState>,
    method: Method,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let number = conditions::revision(&number).ok_or_else(|| Problem::of_status(404))?;
    let report = state.report(&id, Which::Number(number)).await?;
    let head = [(CACHE_CONTROL, PRIVATE)];
    if method == Method::HEAD {
        return Ok((head, super::Json(Untold)).into_response());
    }
    let again = state.work(weight(&report), move |state| again_json(&state.advisor.again(&report)?)).await?;
    Ok((head, super::Json(again)).into_response())
}

/// `PUT /api/v1/reports/{id}`: adds a revision.
pub async fn revise(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    Bearer(token): Bearer,
    IfMatch(expected): IfMatch,
    sent: Sent,
) -> Result<Response, Refusal> {
    let expected = expected.ok_or_else(Problem::no_if_match)?;
    state.advisor.allows(&id, &token).await?;
    state.rates.creating(sender)?;
    let prepared = state.work(sent.weight(), move |state| state.advisor.prepare(sent.source())).await?;
    let _room = state.room.take(prepared.bytes())?;
    let revision = state.advisor.revise(&id, &token, &expected, prepared).await?;
    let published = Published { id: &id, revision, edit_token: None, url: page(&state, &id) };
    Ok(([(ETAG, tag(revision))], axum::Json(published)).into_response())
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

async fn read(
    state: &AppState,
    id: &str,
    which: Which,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Response, Refusal> {
    let report = state.report(id, which).await?;
    let tag = tag(report.revision);
    let is_known = is_held(headers, &tag);
    let head = [(ETAG, tag), (CACHE_CONTROL, PRIVATE.to_owned())];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, head).into_response());
    }
    if method == Method::HEAD {
        return Ok((head, super::Json(Untold)).into_response());
    }
    let json = state.work(weight(&report), move |_| report_json(&report)).await?;
    Ok((head, super::Json(json)).into_response())
}

/// The estimated cost of writing a report or of assessing it again.
fn weight(report: &Report) -> Weight {
    // A short description can produce a long report.
    Weight::of(report.content.description.len()).max(Weight::Light)
}

fn tag(revision: u32) -> String {
    format!("\"{revision}\"")
}

fn address(id: &str) -> String {
    format!("/api/v1/reports/{id}")
}

/// The absolute address of a report's page, for people to share.
pub(crate) fn page(state: &AppState, id: &str) -> String {
    format!("{}/r/{id}", state.public_url)
}
