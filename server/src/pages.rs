//! The routes of the pages. A handler loads the data that a page needs, and `app` renders the page.

mod asking;
mod beside;
mod drafts;
mod feed;
mod fields;
mod head;
mod overtaken;
mod reports;
mod reviews;
mod revisions;
mod sharing;
mod starting;
mod texts;

use app::{
    advisor::links::MOST_PAGES,
    draft::DraftId,
    examples,
    pages::{self, reference::Listed},
    problem::{self, Problem},
};
use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderName, header::CACHE_CONTROL},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use crate::{api, page::Html, refusal::Refusal, state::AppState, work::Weight};

/// Headers for pages under a secret address: no shared cache stores them and no search engine lists them.
const SECRET: [(HeaderName, &str); 2] =
    [(CACHE_CONTROL, "private, no-cache"), (HeaderName::from_static("x-robots-tag"), "noindex")];

/// Headers for pages that are the same for everybody as long as the server runs. They are cached for a
/// minute, so that a new version is soon visible.
const OPEN: [(HeaderName, &str); 1] = [(CACHE_CONTROL, "public, max-age=60")];

/// The routes of all pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(start))
        .route("/drafts", post(starting::draft))
        .route("/assistant", get(starting::assistant).post(starting::assistant_for))
        .route("/reading/{id}", get(drafts::bench).post(drafts::read_again))
        .route("/d/{id}", get(drafts::system).post(drafts::change))
        .route("/d/{id}/{flow}", get(drafts::flow).post(drafts::act))
        .route("/d/{id}/{flow}/{step}", get(drafts::step))
        .route("/grid/{id}/{flow}", get(drafts::grid))
        .route("/ask/{id}", get(drafts::asking))
        .route("/reports", get(listed).post(starting::report))
        .route("/r/{id}", get(reports::latest))
        .route("/r/{id}/v/{n}", get(reports::revision))
        .route("/f/{fixed}", get(reports::fixed))
        .merge(parts_of("/r/{id}/v/{n}"))
        .merge(parts_of("/f/{fixed}"))
        .route("/r/{id}/edit/{token}", get(reports::edit))
        .route("/r/{id}/review/{token}", get(reports::review))
        .route("/r/{id}/revise", post(reports::draft))
        .route("/r/{id}/revisions", get(revisions::list).post(reports::revise))
        .route("/r/{id}/changes", get(revisions::changes))
        .route("/r/{id}/merge/{draft}", get(overtaken::show).post(overtaken::merge))
        .route("/r/{id}/delete", post(reports::delete))
        .route("/r/{id}/remarks", get(reviews::all).post(reviews::say))
        .route("/r/{id}/remarks/{n}", post(reviews::decide))
        .route("/r/{id}/ballot", get(reviews::ballot).post(reviews::cast))
        .route("/r/{id}/ballots", get(reviews::compared))
        .route("/r/{id}/ballots/take", post(reviews::take))
        .route("/r/{id}/ballots/{n}", post(reviews::hide_ballot))
        .route("/r/{id}/sharing", get(sharing::page).post(sharing::decide))
        .route("/embed/{id}", get(sharing::embed))
        .route("/embed/f/{fixed}", get(sharing::embed_fixed))
        .route("/messages", get(texts::messages).post(texts::told_apart))
        .route("/messages.csv", post(texts::as_csv))
        .route("/snippets", get(texts::snippets).post(texts::checked))
        .route("/schemas", get(texts::schemas).post(texts::compared))
        .route("/matrix", get(matrix))
        .route("/learn", get(async || (OPEN, Html(pages::learn::index()))))
        .route("/learn/{page}", get(lesson))
        .route("/my-work", get(my_work))
        .route("/search", get(search))
        .route("/rules", get(rules))
        .route("/rules/{id}", get(rule))
        .route("/words", get(words))
        .route("/reference", get(reference))
        .route("/problems", get(async || Html(pages::problem_kind::index())))
        .route("/problems/{code}", get(problem_kind))
}

/// The routes of the parts of a revision, below the path of its page.
fn parts_of(revision: &str) -> Router<AppState> {
    let at = |part: &str| format!("{revision}/{part}");
    Router::new()
        .route(&at("if/{flow}/{step}"), get(reports::what_if))
        .route(&at("again"), get(reports::again))
        .route(&at("flow/{flow}"), get(reports::flow))
        .route(&at("events/{event}"), get(reports::event))
        .route(&at("findings"), get(reports::findings))
        .route(&at("today"), get(reports::moves))
        .route(&at("forks"), post(reports::fork))
}

/// The routes of pages that are sent in parts.
pub fn streams() -> Router<AppState> {
    Router::new().route("/reading/model", post(asking::ask))
}

/// The query of the start page.
#[derive(Deserialize)]
struct StartQuery {
    example: Option<String>,
}

async fn start(State(state): State<AppState>, Query(query): Query<StartQuery>) -> Response {
    if state.gate.read_only {
        return (OPEN, Html(pages::start::for_reading(state.advisor.rulebook()))).into_response();
    }
    let example = query.example.as_deref().and_then(examples::find);
    let page = pages::start::page(state.advisor.rulebook(), example, &state.advisor.form_key());
    // The page contains the secret key of its form, so shared caches must not store it.
    ([(CACHE_CONTROL, "private, no-cache")], Html(page)).into_response()
}

/// The address holds the answers, so the page is the same for everybody. An address from a form is shortened first.
async fn matrix(State(state): State<AppState>, Query(fields): Query<Vec<(String, String)>>) -> Response {
    let book = state.advisor.rulebook();
    let interaction = pages::matrix::Interaction::read(book, &fields);
    if let Some(address) = interaction.shorter(book) {
        return (OPEN, Redirect::to(&address)).into_response();
    }
    let (public_url, can_go_on) = (state.public_url.to_string(), !state.gate.read_only);
    (OPEN, Html(pages::matrix::page(book, interaction, &public_url, can_go_on))).into_response()
}

/// A learning page. Its address holds what is tried there, so the page is the same for everybody.
async fn lesson(
    State(state): State<AppState>,
    Path(page): Path<String>,
    Query(fields): Query<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let write = move |state: &AppState| {
        let page = pages::learn::page(state.advisor.rulebook(), &page, fields);
        let page = page.ok_or_else(|| Problem::unknown("No learning page has this name. `/learn` lists them all."))?;
        Ok((OPEN, Html(page)).into_response())
    };
    state.work(Weight::Light, write).await
}

/// The query of the page with a browser's own work.
#[derive(Deserialize)]
struct MyWorkQuery {
    /// Id of the draft that was just deleted.
    deleted: Option<String>,
}

async fn my_work(State(state): State<AppState>, Query(query): Query<MyWorkQuery>) -> Html {
    // The browser's own list is shown whether or not the store can be read.
    let are_listed = state.advisor.listed("", 1).await.is_ok_and(|(found, _)| !found.is_empty());
    Html(pages::my_work::page(query.deleted.as_deref().and_then(DraftId::parse).as_ref(), are_listed))
}

/// The query of the search.
#[derive(Deserialize)]
struct SearchQuery {
    #[serde(default)]
    q: String,
}

/// The rules and words that fit, and the first page of the listed reports that do.
async fn search(State(state): State<AppState>, Query(query): Query<SearchQuery>) -> impl IntoResponse {
    let reports = if query.q.trim().is_empty() { None } else { state.advisor.listed(&query.q, 1).await.ok() };
    // Rules and words are found whether or not the store can be read.
    let reports = reports.map(|(found, _)| found).unwrap_or_default();
    (OPEN, Html(pages::search::page(state.advisor.rulebook(), &query.q, &reports)))
}

/// The query of the public list.
#[derive(Deserialize)]
struct ListedQuery {
    #[serde(default)]
    q: String,
    page: Option<String>,
}

async fn listed(State(state): State<AppState>, Query(query): Query<ListedQuery>) -> Result<Response, Refusal> {
    let page = query.page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, MOST_PAGES);
    let (found, is_more) = state.advisor.listed(&query.q, page).await?;
    // Search engines pass by, unless whoever runs the server lets them in.
    let robots = (!state.lists_openly).then_some([(HeaderName::from_static("x-robots-tag"), "noindex, nofollow")]);
    Ok(([(CACHE_CONTROL, "no-cache")], robots, Html(pages::listed::page(&query.q, page, &found, is_more)))
        .into_response())
}

/// The query that selects a ruleset. Without `ruleset` it selects the shipped rules.
#[derive(Deserialize)]
struct RulesetQuery {
    ruleset: Option<String>,
}

async fn rules(State(state): State<AppState>, Query(query): Query<RulesetQuery>) -> Result<impl IntoResponse, Refusal> {
    let book = state.advisor.ruleset(query.ruleset.as_deref())?;
    Ok((OPEN, Html(pages::rules::index(book, state.advisor.rulesets()))))
}

async fn rule(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<RulesetQuery>,
) -> Result<impl IntoResponse, Refusal> {
    let book = state.advisor.ruleset(query.ruleset.as_deref())?;
    // The links in a report name no ruleset, so a rule that only a pack has is looked up in the packs.
    let page =
        pages::rules::page(book, &id).or_else(|| pages::rules::page(state.advisor.rulesets().with_rule(&id)?, &id));
    let page = page.ok_or_else(|| Problem::unknown("No rule has this name. `/rules` lists them all."))?;
    Ok((OPEN, Html(page)))
}

async fn words(State(state): State<AppState>) -> impl IntoResponse {
    (OPEN, Html(pages::glossary::page(state.advisor.rulebook())))
}

/// The calls and their examples are the same for everybody, and making the page takes longer than most.
async fn reference(State(state): State<AppState>) -> Result<Response, Refusal> {
    let write = |state: &AppState| {
        let calls =
            api::ALL.iter().map(|call| Listed { operation: &call.operation, tool: call.tool.map(|tool| tool.name) });
        let page = pages::reference::page(calls.collect(), state.public_url.to_string());
        Ok((OPEN, Html(page)).into_response())
    };
    state.work(Weight::Light, write).await
}

async fn problem_kind(Path(code): Path<String>) -> Result<Html, Refusal> {
    let kind = problem::find(&code).ok_or_else(|| Problem::of_status(404))?;
    Ok(Html(pages::problem_kind::page(kind)))
}
