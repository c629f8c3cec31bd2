//! The pages' routes: what each needs is fetched here, and the page is written by `app`.

use app::{
    advisor::Publication,
    examples, pages,
    problem::{self, Problem},
    publishing::{self, Typed},
    report::Report,
    store::Which,
};
use axum::{
    Form, Router,
    extract::{Path, Query, State, rejection::FormRejection},
    http::{
        HeaderName, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use crate::{api::conditions::revision as revision_number, page::Html, refusal::Refusal, state::AppState};

/// What only those who know an address may read: kept by nobody in between, found by no search engine.
const SECRET: [(HeaderName, &str); 2] =
    [(CACHE_CONTROL, "private, no-cache"), (HeaderName::from_static("x-robots-tag"), "noindex")];

/// What is the same for everybody, for as long as the server is: kept for a minute, so that a new one is soon seen.
const OPEN: [(HeaderName, &str); 1] = [(CACHE_CONTROL, "public, max-age=60")];

/// Every page.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(start))
        .route("/reports", post(publish))
        .route("/r/{id}", get(latest))
        .route("/r/{id}/v/{n}", get(revision))
        .route("/matrix", get(matrix))
        .route("/rules", get(rules))
        .route("/rules/{id}", get(rule))
        .route("/words", get(words))
        .route("/problems", get(async || Html(pages::problem_kind::index())))
        .route("/problems/{code}", get(problem_kind))
}

/// What the start page may be asked for.
#[derive(Deserialize)]
struct Asked {
    example: Option<String>,
}

async fn start(State(state): State<AppState>, Query(asked): Query<Asked>) -> Html {
    Html(pages::start::page(state.advisor.rulebook(), asked.example.as_deref().and_then(examples::find)))
}

async fn publish(
    State(state): State<AppState>,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Refusal> {
    let Form(typed) = typed.map_err(|rejection| Problem::of_status(rejection.status().as_u16()))?;
    match publishing::publish(&state.advisor, &typed).await {
        Ok(Publication { id, token, .. }) => {
            let address = format!("{}/r/{}", state.public_url, id.as_str());
            let page = Html(pages::published::page(&address, token.as_ref()));
            Ok((StatusCode::CREATED, [(CACHE_CONTROL, "no-store")], page).into_response())
        }
        // What was typed is kept, so whatever can be mended by typing is told beside it.
        Err(problem) if problem.status() == 422 || problem.status() == 400 => {
            let page = Html(pages::start::again(typed, &problem));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, [(CACHE_CONTROL, "no-store")], page).into_response())
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn latest(State(state): State<AppState>, Path(name): Path<String>) -> Result<Response, Refusal> {
    let (id, form) = split(&name);
    let report = state.advisor.read(id, Which::Latest).await?;
    match form {
        None => shown(&state, &report, report.revision),
        Some("json") => Ok(Redirect::temporary(&format!("/api/v1/reports/{id}")).into_response()),
        Some(form) => file(&report, form),
    }
}

async fn revision(
    State(state): State<AppState>,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (number, form) = split(&name);
    let number = revision_number(number).ok_or_else(|| Problem::of_status(404))?;
    let report = state.advisor.read(&id, Which::Number(number)).await?;
    match form {
        None => {
            let latest = state.advisor.read(&id, Which::Latest).await?;
            shown(&state, &report, latest.revision)
        }
        Some("json") => Ok(Redirect::temporary(&format!("/api/v1/reports/{id}/revisions/{number}")).into_response()),
        Some(form) => file(&report, form),
    }
}

/// A name and what stands behind its dot.
fn split(name: &str) -> (&str, Option<&str>) {
    name.split_once('.').map_or((name, None), |(stem, form)| (stem, Some(form)))
}

fn shown(state: &AppState, report: &Report, latest: u32) -> Result<Response, Refusal> {
    let page = pages::report::page(report, latest, &state.public_url.to_string())?;
    Ok((SECRET, Html(page)).into_response())
}

fn file(report: &Report, form: &str) -> Result<Response, Refusal> {
    let drawn = if form == "svg" { pages::report::svg(report)? } else { None };
    let svg = drawn.ok_or_else(|| Problem::unknown("A report is there as `.json` and as `.svg`."))?;
    Ok((SECRET, [(CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}

/// The answers are in the address, so the same address has the same answer for everybody.
async fn matrix(State(state): State<AppState>, Query(fields): Query<Vec<(String, String)>>) -> impl IntoResponse {
    let book = state.advisor.rulebook();
    let interaction = pages::matrix::Interaction::read(book, &fields);
    (OPEN, Html(pages::matrix::page(book, interaction, &state.public_url.to_string())))
}

async fn rules(State(state): State<AppState>) -> impl IntoResponse {
    (OPEN, Html(pages::rules::index(state.advisor.rulebook())))
}

async fn rule(State(state): State<AppState>, Path(id): Path<String>) -> Result<impl IntoResponse, Refusal> {
    let page = pages::rules::page(state.advisor.rulebook(), &id);
    let page = page.ok_or_else(|| Problem::unknown("No rule has this name. `/rules` lists them all."))?;
    Ok((OPEN, Html(page)))
}

async fn words(State(state): State<AppState>) -> impl IntoResponse {
    (OPEN, Html(pages::words::page(state.advisor.rulebook())))
}

async fn problem_kind(Path(code): Path<String>) -> Result<Html, Refusal> {
    let kind = problem::find(&code).ok_or_else(|| Problem::of_status(404))?;
    Ok(Html(pages::problem_kind::page(kind)))
}
