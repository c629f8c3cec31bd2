//! The pages' routes: what each needs is fetched here, and the page is written by `app`.

mod reports;
mod starting;

use app::{
    examples, pages,
    problem::{self, Problem},
};
use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderName, header::CACHE_CONTROL},
    routing::{get, post},
};
use serde::Deserialize;

use crate::{page::Html, refusal::Refusal, state::AppState};

/// What only those who know an address may read: kept by nobody in between, found by no search engine.
const SECRET: [(HeaderName, &str); 2] =
    [(CACHE_CONTROL, "private, no-cache"), (HeaderName::from_static("x-robots-tag"), "noindex")];

/// Every page.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(start))
        .route("/drafts", post(starting::draft))
        .route("/reports", post(starting::report))
        .route("/r/{id}", get(reports::latest))
        .route("/r/{id}/v/{n}", get(reports::revision))
        .route("/r/{id}/edit/{token}", get(reports::edit))
        .route("/r/{id}/revise", post(reports::draft))
        .route("/r/{id}/revisions", post(reports::revise))
        .route("/r/{id}/delete", post(reports::delete))
        .route("/rules", get(rules))
        .route("/rules/{id}", get(rule))
        .route("/problems", get(async || Html(pages::problem_kind::index())))
        .route("/problems/{code}", get(problem_kind))
}

/// What the start page may be asked for.
#[derive(Deserialize)]
struct Asked {
    example: Option<String>,
}

async fn start(Query(asked): Query<Asked>) -> Html {
    Html(pages::start::page(asked.example.as_deref().and_then(examples::find)))
}

async fn rules(State(state): State<AppState>) -> Html {
    Html(pages::rules::index(state.advisor.rulebook()))
}

async fn rule(State(state): State<AppState>, Path(id): Path<String>) -> Result<Html, Refusal> {
    let page = pages::rules::page(state.advisor.rulebook(), &id);
    Ok(Html(page.ok_or_else(|| Problem::unknown("No rule has this name. `/rules` lists them all."))?))
}

async fn problem_kind(Path(code): Path<String>) -> Result<Html, Refusal> {
    let kind = problem::find(&code).ok_or_else(|| Problem::of_status(404))?;
    Ok(Html(pages::problem_kind::page(kind)))
}
