//! A report's pages: read by whoever has the address, changed by whoever opened its edit link.

use app::{
    diagram::png,
    pages::{self, report::what_if::WhatIf},
    problem::Problem,
    report::{EditToken, Report},
    store::{Expected, Which},
};
use axum::{
    Form,
    extract::{Path, Query, State, rejection::FormRejection},
    http::{
        HeaderMap,
        header::{CACHE_CONTROL, CONTENT_TYPE, REFRESH},
    },
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::SECRET;
use crate::{
    api::conditions::revision as revision_number,
    client::Sender,
    page::Html,
    refusal::Refusal,
    rights::{self, Right},
    room::Held,
    state::AppState,
    work::Weight,
};

/// What a report's page may be asked for.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// It was published a moment ago.
    published: Option<String>,
    /// Of a picture, the one that goes with a link.
    preview: Option<String>,
}

/// `GET /r/{id}`: the newest revision, as a page or, with an ending, as a file.
pub(super) async fn latest(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    right: Right,
) -> Result<Response, Refusal> {
    let (id, form) = split(&name);
    let report = state.report(id, Which::Latest).await?;
    let latest = report.revision;
    match form {
        None => shown(&state, report, latest, right, asked.published.is_some()).await,
        Some("json") => Ok(Redirect::temporary(&format!("/api/v1/reports/{id}")).into_response()),
        Some(form) => file(&state, report, form, asked.preview.is_some()).await,
    }
}

/// `GET /r/{id}/v/{n}/again`: what today's rules say otherwise.
pub(super) async fn again(
    State(state): State<AppState>,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let number = revision_number(&number).ok_or_else(|| Problem::of_status(404))?;
    let report = state.report(&id, Which::Number(number)).await?;
    let weight = weight(&report);
    let page = move |state: &AppState| {
        let page = pages::again::page(&state.advisor.again(&report)?);
        Ok((SECRET, Html(page)).into_response())
    };
    state.work(weight, page).await
}

/// `GET /r/{id}/v/{n}`: one revision, as a page or as a file.
pub(super) async fn revision(
    State(state): State<AppState>,
    Path((id, name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    right: Right,
) -> Result<Response, Refusal> {
    let (number, form) = split(&name);
    let number = revision_number(number).ok_or_else(|| Problem::of_status(404))?;
    let report = state.report(&id, Which::Number(number)).await?;
    match form {
        None => {
            let latest = state.report(&id, Which::Latest).await?;
            shown(&state, report, latest.revision, right, false).await
        }
        Some("json") => Ok(Redirect::temporary(&format!("/api/v1/reports/{id}/revisions/{number}")).into_response()),
        Some(form) => file(&state, report, form, asked.preview.is_some()).await,
    }
}

/// `GET /r/{id}/v/{n}/if/{flow}/{step}`: what other answers to one step would change; nothing is saved.
pub(super) async fn what_if(
    State(state): State<AppState>,
    Path((id, number, flow, step)): Path<(String, String, String, String)>,
    Query(changes): Query<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let number = revision_number(&number).ok_or_else(|| Problem::of_status(404))?;
    let report = state.report(&id, Which::Number(number)).await?;
    let asked = WhatIf { flow, step, changes };
    let weight = weight(&report);
    let page = move |state: &AppState| {
        let page = pages::report::what_if::page(&report, &state.advisor.applied(&report), &asked)?;
        if let Some(address) = asked.shorter(&report) {
            return Ok((SECRET, Redirect::to(&address)).into_response());
        }
        Ok((SECRET, Html(page)).into_response())
    };
    state.work(weight, page).await
}

/// How much it may cost to show a report.
fn weight(report: &Report) -> Weight {
    // A short description can make a long page.
    Weight::of(report.content.description.len()).max(Weight::Light)
}

/// A name and what stands behind its dot.
fn split(name: &str) -> (&str, Option<&str>) {
    name.split_once('.').map_or((name, None), |(stem, form)| (stem, Some(form)))
}

async fn shown(
    state: &AppState,
    report: Held<Report>,
    latest: u32,
    right: Right,
    newly_published: bool,
) -> Result<Response, Refusal> {
    let id = report.id.as_str();
    let token = right.to_change(&state.advisor, id).await.ok();
    let edit_url = token.map(|token| rights::link(state, id, &token));
    let rights = pages::report::Rights { newly_published: newly_published && edit_url.is_some(), edit_url };
    let weight = weight(&report);
    let page = move |state: &AppState| {
        let (applied, public_url) = (state.advisor.applied(&report), state.public_url.to_string());
        let page = pages::report::page(&report, &applied, latest, &public_url, &rights)?;
        Ok((SECRET, Html(page)).into_response())
    };
    state.work(weight, page).await
}

/// The report's picture as a file; `preview` asks for the small one of a fixed size that goes with a link.
async fn file(state: &AppState, report: Held<Report>, form: &str, preview: bool) -> Result<Response, Refusal> {
    if !["svg", "png"].contains(&form) {
        return Err(Problem::unknown("A report is there as `.json`, as `.svg` and as `.png`.").into());
    }
    let is_svg = form == "svg";
    // Pixels cost much whatever they show.
    let weight = if is_svg { weight(&report) } else { Weight::Heavy };
    let draw = move |state: &AppState| {
        let svg = pages::report::svg(&report, &state.advisor.applied(&report))?
            .ok_or_else(|| Problem::unknown("No step of this report can be drawn."))?;
        if is_svg {
            return Ok((SECRET, [(CONTENT_TYPE, "image/svg+xml")], svg).into_response());
        }
        let pixels = if preview { png::preview(&svg)? } else { png::png(&svg)? };
        Ok((SECRET, [(CONTENT_TYPE, png::MEDIA_TYPE)], pixels).into_response())
    };
    state.work(weight, draw).await
}

/// `GET /r/{id}/edit/{token}`: gives the browser the right to change the report, and leads to its clean address.
pub(super) async fn edit(
    State(state): State<AppState>,
    Path((id, token)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let token = EditToken::parse(&token).ok_or_else(Problem::wrong_token)?;
    state.advisor.allows(&id, &token).await?;
    let address = format!("/r/{id}");
    let granted = (rights::grant(&state, &id, &token), [(CACHE_CONTROL, "no-store")]);
    // Followed from another site, a redirect would arrive without the cookie, which is for our own pages only. A page
    // that goes on by itself is ours.
    if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        let page = Html(pages::granted::page(&address));
        return Ok((granted, [(REFRESH, format!("0; url={address}"))], page).into_response());
    }
    Ok((granted, Redirect::to(&address)).into_response())
}

/// `POST /r/{id}/draft`: a draft of the report; with the right to change it, one that becomes its next revision.
pub(super) async fn draft(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    right: Right,
) -> Result<Redirect, Refusal> {
    right.to_change(&state.advisor, &id).await?;
    state.rates.creating(sender)?;
    let report = state.report(&id, Which::Latest).await?;
    let draft = state.advisor.start_from(&report, true).await?;
    Ok(Redirect::to(&format!("/d/{}", draft.id.as_str())))
}

/// What a draft's publishing form says.
#[derive(Deserialize)]
pub(super) struct Revised {
    draft: String,
    #[serde(default)]
    note: String,
}

/// `POST /r/{id}/revisions`: publishes a draft as the report's next revision.
pub(super) async fn revise(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    right: Right,
    form: Result<Form<Revised>, FormRejection>,
) -> Result<Redirect, Refusal> {
    let Form(Revised { draft, note }) = form.map_err(|rejection| Problem::of_status(rejection.status().as_u16()))?;
    let token = right.to_change(&state.advisor, &id).await?;
    let draft = state.advisor.draft_of(&id, &token, &draft).await?;
    state.rates.creating(sender)?;
    let weight = Weight::of(draft.text.len());
    let prepare = move |state: &AppState| Ok::<_, Problem>((state.advisor.prepare_draft(&draft, &note)?, draft));
    let (prepared, draft) = state.work(weight, prepare).await?;
    state.advisor.revise_from(&draft, &token, prepared).await?;
    Ok(Redirect::to(&format!("/r/{id}?published")))
}

/// `POST /r/{id}/delete`: deletes the report with all its revisions.
pub(super) async fn delete(
    State(state): State<AppState>,
    Path(id): Path<String>,
    right: Right,
) -> Result<Response, Refusal> {
    let token = right.to_change(&state.advisor, &id).await?;
    state.advisor.delete(&id, &token, &Expected::Any).await?;
    Ok((rights::revoke(&state, &id), Redirect::to(&format!("/r/{id}"))).into_response())
}
