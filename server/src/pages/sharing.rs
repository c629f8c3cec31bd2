//! The page on which a report is shared, what its editors decide there, and the view that other sites may frame.

use advice::fault::{Code, Fault};
use app::{
    advisor::links::Until,
    links::Right as To,
    pages::{self, sharing::Sharer},
    problem::Problem,
    report::Report,
    standing::Status,
    store::Which,
};
use axum::{
    extract::{Path, State},
    http::header::CACHE_CONTROL,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{SECRET, fields::Fields};
use crate::{
    client::Sender,
    page::{Framed, Html},
    refusal::Refusal,
    rights::{self, Right},
    room::Held,
    state::AppState,
    work::Weight,
};

/// `GET /r/{id}/sharing`.
pub(super) async fn page(
    State(state): State<AppState>,
    Path(id): Path<String>,
    right: Right,
) -> Result<Response, Refusal> {
    let report = state.report(&id, Which::Latest).await?;
    let edit = match right.to_change(&state.advisor, &id).await {
        Ok(token) => Some((rights::link(&state, &id, To::Edit, &token), state.advisor.links(&id, &token).await?)),
        Err(_) => None,
    };
    let review = right.known_to_review(&state.advisor, &id).await;
    let review_url = review.map(|token| rights::link(&state, &id, To::Review, &token));
    let sharer = Sharer { edit, review_url };
    let write = move |state: &AppState| {
        let page = pages::sharing::page(&report, &state.public_url.to_string(), &sharer)?;
        Ok::<_, Refusal>((SECRET, Html(page)).into_response())
    };
    state.work(Weight::Light, write).await
}

/// The fields of every form of the page.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// What is decided.
    decide: String,
    #[serde(default)]
    right: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    link: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    listed: String,
}

/// `POST /r/{id}/sharing`: does what an editor decides.
pub(super) async fn decide(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    right: Right,
    Fields(asked): Fields<Asked>,
) -> Result<Response, Refusal> {
    let token = right.to_change(&state.advisor, &id).await?;
    let (advisor, until) = (&state.advisor, Until(Some(&asked.until)));
    let back = |part: &str| ([(CACHE_CONTROL, "no-store")], Redirect::to(&format!("/r/{id}/sharing#{part}")));
    let to = To::named(&asked.right);
    Ok(match (&*asked.decide, to) {
        ("renew", Some(to)) => {
            let (new, _) = advisor.renew(&id, &token, to, until).await?;
            (rights::grant(&state, &id, to, &new), back(to.name())).into_response()
        }
        ("withdraw", Some(to)) => {
            advisor.withdraw(&id, &token, to).await?;
            (rights::forget(&state, &id, to), back(to.name())).into_response()
        }
        ("fix", _) => {
            state.rates.creating(sender)?;
            advisor.fix(&id, &token, None, until).await?;
            back("fixed").into_response()
        }
        ("unfix", _) => {
            advisor.unfix(&id, &token, &asked.link).await?;
            back("fixed").into_response()
        }
        ("keep", _) => {
            advisor.keep_until(&id, &token, until).await?;
            back("keeping").into_response()
        }
        ("status", _) => {
            // The field may still hold the address from before.
            let by = if asked.status == "superseded" { &*asked.by } else { "" };
            let status = Status::read(&asked.status, by, &state.public_url.to_string());
            let status = status.map_err(|(field, what)| {
                Problem::wrong_body(vec![Fault::new(format!("/{field}"), Code::UnknownValue, what)])
            })?;
            advisor.set_status(&id, &token, status).await?;
            back("status").into_response()
        }
        ("list", _) => {
            advisor.list(&id, &token, !asked.listed.is_empty()).await?;
            back("listing").into_response()
        }
        _ => return Err(Problem::of_status(400).into()),
    })
}

/// `GET /embed/{id}`: the newest revision in short, for pages of other sites.
pub(super) async fn embed(State(state): State<AppState>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let report = state.report(&id, Which::Latest).await?;
    embedded(&state, report).await
}

/// `GET /embed/f/{fixed}`: the same of a fixed link.
pub(super) async fn embed_fixed(State(state): State<AppState>, Path(link): Path<String>) -> Result<Response, Refusal> {
    let report = state.fixed(&link).await?;
    embedded(&state, report).await
}

async fn embedded(state: &AppState, report: Held<Report>) -> Result<Response, Refusal> {
    let weight = Weight::of(report.content.description.len()).max(Weight::Light);
    let write = move |state: &AppState| {
        let address = format!("{}{}", state.public_url, report.at.address());
        let view = pages::embed::page(&report, &state.advisor.applied(&report), &address)?;
        Ok((SECRET, Framed(view)).into_response())
    };
    state.work(weight, write).await
}
