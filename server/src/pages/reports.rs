//! A report's pages: read by whoever has the address, changed by whoever opened its edit link.

use app::{
    diagram::png,
    pages::{
        self,
        report::{
            part::{self, List},
            what_if::{self, WhatIf},
        },
    },
    problem::Problem,
    report::{EditToken, Report},
    store::{Expected, Which},
};
use axum::{
    Form,
    extract::{Path, Query, State, rejection::FormRejection},
    http::{
        HeaderMap, Method,
        header::{CACHE_CONTROL, CONTENT_TYPE, REFRESH},
    },
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{SECRET, head};
use crate::{
    api::conditions::revision as revision_number,
    page::Html,
    painter,
    refusal::Refusal,
    rights::{self, Right},
    state::AppState,
};

/// What a report's page may be asked for.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// It was published a moment ago.
    published: Option<String>,
    /// Of a picture, the one that goes with a link.
    preview: Option<String>,
    /// Of a picture, the id of the only flow that is drawn.
    flow: Option<String>,
}

/// Which page of something long is meant.
#[derive(Deserialize)]
pub(super) struct Paged {
    page: Option<String>,
}

impl Paged {
    /// Its number, from 1; the first where none is named.
    fn number(&self) -> usize {
        self.page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1)
    }
}

/// `GET /r/{id}`: the newest revision, as a page or, with an ending, as a file.
pub(super) async fn latest(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    right: Right,
    method: Method,
) -> Result<Response, Refusal> {
    let (id, form) = split(&name);
    let report = state.advisor.read(id, Which::Latest).await?;
    match form {
        None => shown(&state, &report, report.revision, right, asked.published.is_some(), &method).await,
        Some("json") => Ok(Redirect::temporary(&format!("/api/v1/reports/{id}")).into_response()),
        Some(form) => file(&state, &report, form, &asked, &method).await,
    }
}

/// `GET /r/{id}/v/{n}/flow/{flow}`: a flow of a revision with the reasons of its steps; of a long flow, some of them.
pub(super) async fn flow(
    State(state): State<AppState>,
    Path((id, number, flow)): Path<(String, String, String)>,
    Query(paged): Query<Paged>,
    method: Method,
) -> Result<Response, Refusal> {
    let report = numbered(&state, &id, &number).await?;
    part::has_flow(&report, &flow)?;
    let page = || Ok(part::flow(&report, &state.advisor.applied(&report), &flow, paged.number())?);
    Ok((SECRET, head::or_page(&method, page)?).into_response())
}

/// `GET /r/{id}/v/{n}/findings`: everything that was found, page by page.
pub(super) async fn findings(
    State(state): State<AppState>,
    Path((id, number)): Path<(String, String)>,
    Query(paged): Query<Paged>,
    method: Method,
) -> Result<Response, Refusal> {
    list(&state, &id, &number, List::Findings, &paged, &method).await
}

/// `GET /r/{id}/v/{n}/today`: every move from what is built today, page by page.
pub(super) async fn moves(
    State(state): State<AppState>,
    Path((id, number)): Path<(String, String)>,
    Query(paged): Query<Paged>,
    method: Method,
) -> Result<Response, Refusal> {
    list(&state, &id, &number, List::Moves, &paged, &method).await
}

async fn list(
    state: &AppState,
    id: &str,
    number: &str,
    list: List,
    paged: &Paged,
    method: &Method,
) -> Result<Response, Refusal> {
    let report = numbered(state, id, number).await?;
    let page = || Ok(part::list(&report, &state.advisor.applied(&report), list, paged.number())?);
    Ok((SECRET, head::or_page(method, page)?).into_response())
}

/// The revision with this number, as it stands in an address.
async fn numbered(state: &AppState, id: &str, number: &str) -> Result<Report, Problem> {
    let number = revision_number(number).ok_or_else(|| Problem::of_status(404))?;
    state.advisor.read(id, Which::Number(number)).await
}

/// `GET /r/{id}/v/{n}/again`: what today's rules say otherwise.
pub(super) async fn again(
    State(state): State<AppState>,
    Path((id, number)): Path<(String, String)>,
    method: Method,
) -> Result<Response, Refusal> {
    let report = numbered(&state, &id, &number).await?;
    let page = || Ok(pages::again::page(&state.advisor.again(&report)?));
    Ok((SECRET, head::or_page(&method, page)?).into_response())
}

/// `GET /r/{id}/v/{n}`: one revision, as a page or as a file.
pub(super) async fn revision(
    State(state): State<AppState>,
    Path((id, name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    right: Right,
    method: Method,
) -> Result<Response, Refusal> {
    let (number, form) = split(&name);
    let report = numbered(&state, &id, number).await?;
    match form {
        None => {
            let latest = state.advisor.read(&id, Which::Latest).await?;
            shown(&state, &report, latest.revision, right, false, &method).await
        }
        Some("json") => Ok(Redirect::temporary(&format!("/api/v1/reports/{id}/revisions/{number}")).into_response()),
        Some(form) => file(&state, &report, form, &asked, &method).await,
    }
}

/// `GET /r/{id}/v/{n}/if/{flow}/{step}`: what other answers to one step would change; nothing is saved.
pub(super) async fn what_if(
    State(state): State<AppState>,
    Path((id, number, flow, step)): Path<(String, String, String, String)>,
    Query(changes): Query<Vec<(String, String)>>,
    method: Method,
) -> Result<Response, Refusal> {
    let report = numbered(&state, &id, &number).await?;
    let asked = WhatIf { flow, step, changes };
    let applied = state.advisor.applied(&report);
    what_if::check(&report, &applied, &asked)?;
    if let Some(address) = asked.shorter(&report) {
        return Ok((SECRET, Redirect::to(&address)).into_response());
    }
    let page = || Ok(what_if::page(&report, &applied, &asked)?);
    Ok((SECRET, head::or_page(&method, page)?).into_response())
}

/// A name and what stands behind its dot.
fn split(name: &str) -> (&str, Option<&str>) {
    name.split_once('.').map_or((name, None), |(stem, form)| (stem, Some(form)))
}

async fn shown(
    state: &AppState,
    report: &Report,
    latest: u32,
    Right(token): Right,
    newly_published: bool,
    method: &Method,
) -> Result<Response, Refusal> {
    let id = report.id.as_str();
    let edit_url = match token {
        Some(token) if state.advisor.allows(id, &token).await.is_ok() => Some(rights::link(state, id, &token)),
        _ => None,
    };
    let rights = pages::report::Rights { newly_published: newly_published && edit_url.is_some(), edit_url };
    let public_url = state.public_url.to_string();
    let page = || Ok(pages::report::page(report, &state.advisor.applied(report), latest, &public_url, &rights)?);
    Ok((SECRET, head::or_page(method, page)?).into_response())
}

/// The report's picture as a file, whole or of one flow; as pixels also the small one of a fixed size that goes with a
/// link, which shows as much as fits.
async fn file(
    state: &AppState,
    report: &Report,
    form: &str,
    asked: &Asked,
    method: &Method,
) -> Result<Response, Refusal> {
    let preview = asked.preview.is_some();
    let media_type = match form {
        "svg" => "image/svg+xml",
        "png" => png::MEDIA_TYPE,
        _ => return Err(Problem::unknown("A report is there as `.json`, as `.svg` and as `.png`.").into()),
    };
    if let Some(flow) = &asked.flow {
        part::has_flow(report, flow)?;
    }
    let headers = (SECRET, [(CONTENT_TYPE, media_type)]);
    // Whether a picture is too large for pixels is known only once it is drawn.
    if *method == Method::HEAD && (form == "svg" || preview) {
        return Ok(head::unwritten(headers.into_response()));
    }
    let applied = state.advisor.applied(report);
    let svg = if preview && form == "png" {
        pages::report::beginning(report, &applied)?
    } else {
        pages::report::svg(report, &applied, asked.flow.as_deref())?
    };
    let svg = svg.ok_or_else(|| Problem::unknown("No step of this report can be drawn."))?;
    Ok(match form {
        "svg" => (headers, svg).into_response(),
        _ if preview => (headers, painter::preview(svg).await?).into_response(),
        _ => (headers, painter::png(svg).await?).into_response(),
    })
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
    Path(id): Path<String>,
    right: Right,
) -> Result<Redirect, Refusal> {
    let token = right.needed()?;
    state.advisor.allows(&id, &token).await?;
    let report = state.advisor.read(&id, Which::Latest).await?;
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
    Path(id): Path<String>,
    right: Right,
    form: Result<Form<Revised>, FormRejection>,
) -> Result<Redirect, Refusal> {
    let Form(Revised { draft, note }) = form.map_err(|rejection| Problem::of_status(rejection.status().as_u16()))?;
    state.advisor.revise_from(&id, &right.needed()?, &draft, &note).await?;
    Ok(Redirect::to(&format!("/r/{id}?published")))
}

/// `POST /r/{id}/delete`: deletes the report with all its revisions.
pub(super) async fn delete(
    State(state): State<AppState>,
    Path(id): Path<String>,
    right: Right,
) -> Result<Response, Refusal> {
    state.advisor.delete(&id, &right.needed()?, &Expected::Any).await?;
    Ok((rights::revoke(&state, &id), Redirect::to(&format!("/r/{id}"))).into_response())
}
