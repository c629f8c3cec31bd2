//! The pages of a report's revisions: their list, and what differs between two of them.

use app::{advisor::revisions::Revisions, pages, report::Report, store::Which};
use axum::{
    extract::{Path, Query, State},
    http::Method,
    response::Response,
};
use serde::Deserialize;

use super::reports::written;
use crate::{
    api::{
        reports::weight,
        revisions::{Pair, read, weight_of_two},
    },
    refusal::Refusal,
    state::AppState,
};

/// The query of the list.
#[derive(Deserialize)]
pub(super) struct Before {
    #[serde(default)]
    before: String,
}

/// `GET /r/{id}/revisions`: the revisions, newest first.
pub(super) async fn list(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(Before { before }): Query<Before>,
    method: Method,
) -> Result<Response, Refusal> {
    let before = read("before", &before)?;
    let revisions: Revisions = state.advisor.revisions(&id, before).await?;
    let report = state.report(&id, Which::Latest).await?;
    let weight = weight(&report);
    let page = move |_: &AppState| Ok(pages::revisions::page(&revisions, &report.name(), before));
    written(&state, weight, method, page).await
}

/// `GET /r/{id}/changes`: what differs between two revisions.
pub(super) async fn changes(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(pair): Query<Pair>,
    method: Method,
) -> Result<Response, Refusal> {
    let [old, new] = pair.read(&state, &id).await?;
    let weight = weight_of_two([&old, &new]);
    let page = move |state: &AppState| {
        let applied = [&*old, &*new].map(|report: &Report| state.advisor.applied(report));
        Ok(pages::report::changes::page([&old, &new], &applied)?)
    };
    written(&state, weight, method, page).await
}
