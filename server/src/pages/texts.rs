//! The pages that read words: phrases are told apart here, and nothing of them is kept.

use app::advisor::messages::{Explained, MOST_PHRASES};
use app::pages;
use axum::{
    Form,
    extract::State,
    http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use crate::{page::Html, state::AppState};

/// What the form of the messages page sends.
#[derive(Deserialize)]
pub(super) struct Phrases {
    #[serde(default)]
    phrases: String,
}

impl Phrases {
    /// What each line is; lines beyond the limit are not read.
    fn explain<'a>(&'a self, state: &'a AppState) -> impl Iterator<Item = Explained<'a>> {
        let lines = self.phrases.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.take(MOST_PHRASES).map(|line| state.advisor.explain(line))
    }
}

/// `GET /messages`.
pub(super) async fn messages() -> Html {
    Html(pages::messages::page())
}

/// `POST /messages`.
pub(super) async fn told_apart(State(state): State<AppState>, Form(sent): Form<Phrases>) -> Response {
    let told = sent.explain(&state).map(Explained::into_owned).collect();
    ([(CACHE_CONTROL, "no-store")], Html(pages::messages::answer(&sent.phrases, told))).into_response()
}

/// `POST /messages.csv`.
pub(super) async fn as_csv(State(state): State<AppState>, Form(sent): Form<Phrases>) -> Response {
    let told: Vec<Explained<'_>> = sent.explain(&state).collect();
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (CONTENT_DISPOSITION, "attachment; filename=\"messages.csv\""),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, pages::messages::csv(&told)).into_response()
}
