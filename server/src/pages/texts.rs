//! The pages that check texts: one classifies phrases, one checks snippets, one compares schemas. Nothing is stored.

use advice::description::LIMITS;
use app::{
    advisor::{
        Advisor,
        messages::{Explained, MOST_PHRASES},
        schemas::{self, ContentModel},
    },
    pages,
};
use axum::{
    Form,
    extract::State,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use crate::{page::Html, refusal::Refusal, state::AppState, work::Weight};

/// The form of the messages page.
#[derive(Deserialize)]
pub(super) struct Phrases {
    #[serde(default)]
    phrases: String,
}

impl Phrases {
    /// Explains each line. Lines beyond the limit are ignored.
    fn explain<'a>(&'a self, advisor: &'a Advisor) -> impl Iterator<Item = Explained<'a>> {
        let lines = self.phrases.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.take(MOST_PHRASES).map(|line| advisor.explain(line))
    }
}

/// `GET /messages`.
pub(super) async fn messages() -> Html {
    Html(pages::messages::page())
}

/// `POST /messages`.
pub(super) async fn told_apart(
    State(state): State<AppState>,
    body: Weight,
    Form(sent): Form<Phrases>,
) -> Result<Response, Refusal> {
    let page = move |state: &AppState| {
        let told = sent.explain(&state.advisor).map(Explained::into_owned).collect();
        Ok(([(CACHE_CONTROL, "no-store")], Html(pages::messages::answer(&sent.phrases, told))).into_response())
    };
    state.work(body, page).await
}

/// `POST /messages.csv`.
pub(super) async fn as_csv(
    State(state): State<AppState>,
    body: Weight,
    Form(sent): Form<Phrases>,
) -> Result<Response, Refusal> {
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (CONTENT_DISPOSITION, "attachment; filename=\"messages.csv\""),
        (CACHE_CONTROL, "no-store"),
    ];
    let write = move |state: &AppState| {
        let told: Vec<Explained<'_>> = sent.explain(&state.advisor).collect();
        Ok((headers, pages::messages::csv(&told)).into_response())
    };
    state.work(body, write).await
}

/// The form of the snippets page.
#[derive(Deserialize)]
pub(super) struct Snippet {
    #[serde(default)]
    content: String,
}

/// `GET /snippets`.
pub(super) async fn snippets(State(state): State<AppState>) -> Html {
    Html(pages::snippets::page(state.advisor.rulebook()))
}

/// `POST /snippets`.
pub(super) async fn checked(
    State(state): State<AppState>,
    body: Weight,
    Form(sent): Form<Snippet>,
) -> Result<Response, Refusal> {
    let check = move |state: &AppState| {
        let book = state.advisor.rulebook();
        // Browsers send line breaks as CR LF.
        let content = sent.content.replace("\r\n", "\n");
        let page = match wrong(&content) {
            Some(wrong) => {
                (StatusCode::UNPROCESSABLE_ENTITY, Html(pages::snippets::again(book, &content, &wrong))).into_response()
            }
            None => Html(pages::snippets::answer(book, &content, state.advisor.check(&content))).into_response(),
        };
        Ok(([(CACHE_CONTROL, "no-store")], page).into_response())
    };
    state.work(body, check).await
}

/// The form of the page that compares versions.
#[derive(Deserialize)]
pub(super) struct Versions {
    #[serde(default)]
    old: String,
    #[serde(default)]
    new: String,
    #[serde(default)]
    content_model: String,
}

/// `GET /schemas`.
pub(super) async fn schemas() -> Html {
    Html(pages::schemas::page())
}

/// `POST /schemas`.
pub(super) async fn compared(
    State(state): State<AppState>,
    body: Weight,
    Form(sent): Form<Versions>,
) -> Result<Response, Refusal> {
    let compare = move |_: &AppState| {
        let lenient = sent.content_model == "lenient";
        let model = if lenient { ContentModel::Lenient } else { ContentModel::Strict };
        // Browsers send line breaks as CR LF.
        let [old, new] = [sent.old, sent.new].map(|text| text.replace("\r\n", "\n"));
        let found = schemas::compare(&old, &new, model);
        let versions = pages::schemas::Versions { old, new, model };
        let page = match found {
            Ok(found) => Html(pages::schemas::answer(versions, found)).into_response(),
            Err(faulty) => {
                (StatusCode::UNPROCESSABLE_ENTITY, Html(pages::schemas::again(versions, faulty))).into_response()
            }
        };
        Ok(([(CACHE_CONTROL, "no-store")], page).into_response())
    };
    state.work(body.max(Weight::Light), compare).await
}

/// The reason why a text is not checked, with the remedy.
fn wrong(text: &str) -> Option<String> {
    let most = LIMITS.prose;
    match text.trim().len() {
        0 => Some("There is nothing to read here. Paste what you want to have looked at.".to_owned()),
        _ if text.len() > most => {
            Some(format!("This has {} bytes; the limit is {most}. Send the part that it is about.", text.len()))
        }
        _ => None,
    }
}
