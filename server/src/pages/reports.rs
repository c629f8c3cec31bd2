//! The pages of a report. Everybody who has the address can read them; a browser that opened the edit link
//! can change the report.

use app::{
    advisor::{Advisor, forks::ForkKey},
    diagram::png,
    editing::{DraftPage, Notice},
    links,
    pages::{
        self,
        report::{
            event_page,
            files::{self, Shows},
            part::{self, List},
            what_if::{self, WhatIf},
        },
    },
    problem::{Problem, kinds},
    report::{EditToken, FormKey, Report, ReportId},
    shell::Page,
    store::{Expected, Which},
};
use axum::{
    extract::{FromRequestParts, Path, Query, RawPathParams, State},
    http::{
        HeaderMap, HeaderName, Method, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, REFRESH},
        request::Parts,
    },
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{SECRET, beside, drafts::noted, feed, fields::Fields, head, overtaken, starting};
use crate::{
    api::{
        conditions::{is_held, revision as revision_number},
        reports::weight,
        revisions::read,
    },
    client::Sender,
    page::Html,
    refusal::Refusal,
    rights::{self, Right},
    room::Held,
    state::AppState,
    work::Weight,
};

/// The query of a report's page.
#[derive(Deserialize)]
pub(super) struct ReportQuery {
    /// Present right after publication.
    published: Option<String>,
    /// Present right after somebody opened the edit link.
    opened: Option<String>,
    /// For a picture: present if the link preview is wanted.
    preview: Option<String>,
    /// For a picture: the id of the only flow to draw.
    flow: Option<String>,
    /// Present right after the reader deleted the report.
    deleted: Option<String>,
    /// `all` for a page with every fold open.
    print: Option<String>,
    /// For the Markdown file: present if the remarks on the report are to follow.
    remarks: Option<String>,
    /// For the feed: the revision before which its revisions are.
    before: Option<String>,
}

impl ReportQuery {
    /// How the page is asked for.
    fn ask(&self) -> Asked {
        Asked {
            published: self.published.is_some(),
            opened: self.opened.is_some(),
            unfolded: self.print.as_deref() == Some("all"),
        }
    }
}

/// How a report's page is asked for.
#[derive(Clone, Copy)]
struct Asked {
    /// Whether the reader has just published the report.
    published: bool,
    /// Whether the reader has just opened the edit link.
    opened: bool,
    /// Whether every fold is to be open.
    unfolded: bool,
}

/// The query that selects a page of a long list.
#[derive(Deserialize)]
pub(super) struct Paged {
    page: Option<String>,
}

impl Paged {
    /// The number of the page, from 1; the first page if none is given.
    fn number(&self) -> usize {
        self.page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1)
    }
}

/// `GET /r/{id}`: the newest revision as a page, or, with a file ending, as a file; or the feed of its revisions.
pub(super) async fn latest(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Query(asked): Query<ReportQuery>,
    headers: HeaderMap,
    right: Right,
    method: Method,
) -> Result<Response, Refusal> {
    let (id, form) = split(&name);
    if form == Some("atom") {
        let before = read("before", asked.before.as_deref().unwrap_or_default())?;
        return feed::show(&state, id, before, &method, &headers).await;
    }
    let report = state.report(id, Which::Latest).await.map_err(|problem| match problem {
        problem if problem.kind == &kinds::DELETED && asked.deleted.is_some() => Problem::deleted_now(),
        problem => problem,
    })?;
    let latest = report.revision;
    match form {
        None => shown(&state, report, latest, right, asked.ask(), method).await,
        Some("json") => Ok(Redirect::temporary(&format!("/api/v1/reports/{id}")).into_response()),
        Some(form) => file(&state, report, form, asked, (method, headers), Lasts::UntilTheNextRevision).await,
    }
}

/// `GET …/flow/{flow}`: a page of a flow of a revision, with the reasons of its steps.
pub(super) async fn flow(
    State(state): State<AppState>,
    Shown(report): Shown,
    Path(Part { flow, .. }): Path<Part>,
    Query(paged): Query<Paged>,
    method: Method,
) -> Result<Response, Refusal> {
    let weight = weight(&report);
    let write = move |state: &AppState| {
        part::has_flow(&report, &flow)?;
        let page = || Ok(part::flow(&report, &state.advisor.applied(&report), &flow, paged.number())?);
        Ok((SECRET, head::or_page(&method, page)?).into_response())
    };
    state.work(weight, write).await
}

/// `GET …/events/{event}`: an event by its number, as a page, or, with a file ending, as a file.
pub(super) async fn event(
    State(state): State<AppState>,
    Shown(report): Shown,
    Path(Part { event, .. }): Path<Part>,
    method: Method,
) -> Result<Response, Refusal> {
    let (event, ending) = split(&event);
    let event: usize = event.parse().map_err(|_| Problem::of_status(404))?;
    let ending = ending.map(str::to_owned);
    let weight = weight(&report);
    let write = move |state: &AppState| {
        let applied = state.advisor.applied(&report);
        if let Some(ending) = ending {
            let file = event_page::file(&report, &applied, event, &ending)?;
            return Ok((SECRET, [(CONTENT_TYPE, file.media_type)], file.content).into_response());
        }
        let page = event_page::page(&report, &applied, event)?;
        Ok((SECRET, head::or_page(&method, || Ok(page))?).into_response())
    };
    state.work(weight, write).await
}

/// `GET …/findings`: all findings, in pages.
pub(super) async fn findings(
    State(state): State<AppState>,
    Shown(report): Shown,
    Query(paged): Query<Paged>,
    method: Method,
) -> Result<Response, Refusal> {
    list(&state, report, List::Findings, paged, method).await
}

/// `GET …/today`: all changes from today's system, in pages.
pub(super) async fn moves(
    State(state): State<AppState>,
    Shown(report): Shown,
    Query(paged): Query<Paged>,
    method: Method,
) -> Result<Response, Refusal> {
    list(&state, report, List::Moves, paged, method).await
}

async fn list(
    state: &AppState,
    report: Held<Report>,
    list: List,
    paged: Paged,
    method: Method,
) -> Result<Response, Refusal> {
    let weight = weight(&report);
    let page = move |state: &AppState| Ok(part::list(&report, &state.advisor.applied(&report), list, paged.number())?);
    written(state, weight, method, page).await
}

/// `GET …/again`: the differences between the stored assessment and today's.
pub(super) async fn again(
    State(state): State<AppState>,
    Shown(report): Shown,
    method: Method,
) -> Result<Response, Refusal> {
    let weight = weight(&report);
    let page = move |state: &AppState| Ok(pages::again::page(&state.advisor.again(&report)?));
    written(&state, weight, method, page).await
}

/// `GET /r/{id}/v/{n}`: a revision as a page, or, with a file ending, as a file.
pub(super) async fn revision(
    State(state): State<AppState>,
    Path((id, name)): Path<(String, String)>,
    Query(asked): Query<ReportQuery>,
    headers: HeaderMap,
    right: Right,
    method: Method,
) -> Result<Response, Refusal> {
    let (number, form) = split(&name);
    let report = numbered(&state, &id, number).await?;
    match form {
        None => {
            let latest = state.report(&id, Which::Latest).await?.revision;
            shown(&state, report, latest, right, Asked { published: false, ..asked.ask() }, method).await
        }
        Some("json") => Ok(Redirect::temporary(&format!("/api/v1/reports/{id}/revisions/{number}")).into_response()),
        Some(form) => file(&state, report, form, asked, (method, headers), Lasts::ForEver).await,
    }
}

/// `GET …/if/{flow}/{step}`: the effects of other answers to a step. Nothing is stored.
pub(super) async fn what_if(
    State(state): State<AppState>,
    Shown(report): Shown,
    Path(Part { flow, step, .. }): Path<Part>,
    Query(changes): Query<Vec<(String, String)>>,
    method: Method,
) -> Result<Response, Refusal> {
    let asked = WhatIf { flow, step, changes };
    let weight = weight(&report);
    let write = move |state: &AppState| {
        let applied = state.advisor.applied(&report);
        what_if::check(&report, &applied, &asked)?;
        if let Some(address) = asked.shorter(&report) {
            return Ok((SECRET, Redirect::to(&address)).into_response());
        }
        let page = || Ok(what_if::page(&report, &applied, &asked)?);
        Ok((SECRET, head::or_page(&method, page)?).into_response())
    };
    state.work(weight, write).await
}

/// `GET /f/{fixed}`: the revision that a fixed link shows, as a page, or, with a file ending, as a file.
pub(super) async fn fixed(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Query(asked): Query<ReportQuery>,
    headers: HeaderMap,
    right: Right,
    method: Method,
) -> Result<Response, Refusal> {
    let (link, form) = split(&name);
    let report = state.fixed(link).await?;
    let latest = report.revision;
    match form {
        None => shown(&state, report, latest, right, Asked { published: false, ..asked.ask() }, method).await,
        Some("json") => Ok(Redirect::temporary(&format!("/api/v1/fixed/{link}")).into_response()),
        Some(form) => file(&state, report, form, asked, (method, headers), Lasts::ForEver).await,
    }
}

/// The revision that a path names, from `/r/{id}/v/{n}` or from `/f/{fixed}`, whatever follows in the path.
pub(super) struct Shown(Held<Report>);

impl FromRequestParts<AppState> for Shown {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let names = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Problem::of_status(404))?;
        let value_of = |name: &str| names.iter().find(|(its, _)| *its == name).map(|(_, value)| value);
        match (value_of("fixed"), value_of("id"), value_of("n")) {
            (Some(link), _, _) => Ok(Self(state.fixed(link).await?)),
            (None, Some(id), Some(number)) => Ok(Self(numbered(state, id, number).await?)),
            _ => Err(Problem::of_status(404).into()),
        }
    }
}

/// What of a revision a path names after it. A path has those that its route has.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    flow: String,
    step: String,
    event: String,
}

/// Reads the revision whose number is given as in an address.
async fn numbered(state: &AppState, id: &str, number: &str) -> Result<Held<Report>, Problem> {
    let number = revision_number(number).ok_or_else(|| Problem::of_status(404))?;
    state.report(id, Which::Number(number)).await
}

/// Answers with a page. It is rendered on a worker thread, and only if the method needs it.
pub(super) async fn written(
    state: &AppState,
    weight: Weight,
    method: Method,
    page: impl FnOnce(&AppState) -> Result<Page, Refusal> + Send + 'static,
) -> Result<Response, Refusal> {
    if method == Method::HEAD {
        return Ok((SECRET, head::unwritten_page()).into_response());
    }
    let page = state.work(weight, move |state| page(state).map(|page| Html(page).into_response()));
    Ok((SECRET, page.await?).into_response())
}

/// Splits a name at its first dot into the stem and the ending.
fn split(name: &str) -> (&str, Option<&str>) {
    name.split_once('.').map_or((name, None), |(stem, form)| (stem, Some(form)))
}

async fn shown(
    state: &AppState,
    report: Held<Report>,
    latest: u32,
    right: Right,
    Asked { published, opened, unfolded }: Asked,
    method: Method,
) -> Result<Response, Refusal> {
    let can_copy = !state.gate.read_only;
    let form_key = can_copy.then(|| state.advisor.form_key());
    let rights = match report.at.report().map(ReportId::as_str) {
        // A fixed link gives no right.
        None => pages::report::Rights { can_copy, form_key, ..Default::default() },
        Some(id) => {
            let token = right.to_change(&state.advisor, id).await.ok();
            let edit_url = token.map(|token| rights::link(state, id, links::Right::Edit, &token));
            let draft = right.draft(&state.advisor, id).await.map(|draft| DraftPage::System.address(&draft.id));
            let newly_published = published && edit_url.is_some();
            let reader = right.reader(state, id).await;
            pages::report::Rights { newly_published, newly_opened: opened, reader, edit_url, draft, form_key, can_copy }
        }
    };
    let weight = weight(&report);
    let mut beside = beside::of(state, &report).await?;
    let page = move |state: &AppState| {
        let (applied, public_url) = (state.advisor.applied(&report), state.public_url.to_string());
        state.advisor.watch(&report, &mut beside)?;
        Ok(pages::report::page(&report, &applied, latest, &public_url, &rights, &beside, unfolded)?)
    };
    written(state, weight, method, page).await
}

/// The report as a file. A picture shows all flows or one of them. As PNG there is also the link preview of a fixed
/// size, which shows as much as fits.
async fn file(
    state: &AppState,
    report: Held<Report>,
    form: &str,
    asked: ReportQuery,
    (method, headers): (Method, HeaderMap),
    lasts: Lasts,
) -> Result<Response, Refusal> {
    let preview = asked.preview.is_some();
    let file = files::find(form)?;
    let is_painted = matches!(file.shows, Shows::Pixels);
    // Painting pixels is expensive whatever the picture shows.
    let weight = if is_painted { Weight::Heavy } else { weight(&report) };
    let remarks = match (file.shows, report.at.report(), &asked.remarks) {
        (Shows::Text, Some(id), Some(_)) => Some(state.advisor.remarks(id.as_str()).await?),
        _ => None,
    };
    let draw = move |state: &AppState| {
        if let Some(flow) = &asked.flow {
            part::has_flow(&report, flow)?;
        }
        let head = (SECRET, [(CONTENT_TYPE, file.media_type)]);
        let is_picture = matches!(file.shows, Shows::Picture | Shows::Pixels);
        // A picture's tag is made of its bytes, so it is drawn for `HEAD`, too.
        if method == Method::HEAD && !is_picture {
            return Ok(head::unwritten(head.into_response()));
        }
        let applied = state.advisor.applied(&report);
        let content = if preview && is_painted {
            pages::report::beginning(&report, &applied)?.map(|svg| png::preview(&svg)).transpose()?
        } else {
            files::write(file, &report, &applied, asked.flow.as_deref(), &state.public_url.to_string())?
        };
        let mut content = content.ok_or_else(|| Problem::unknown("No step of this report can be drawn."))?;
        if let Some(remarks) = &remarks {
            content.extend(pages::review::remarks::markdown(&report, &applied, remarks)?.into_bytes());
        }
        if is_picture {
            let picture = picture(content, file.media_type, &headers, lasts);
            return Ok(if method == Method::HEAD { head::unwritten(picture) } else { picture });
        }
        Ok((head, content).into_response())
    };
    state.work(weight, draw).await
}

/// How long a picture stays as it is.
#[derive(Clone, Copy)]
enum Lasts {
    /// Until the report has another revision.
    UntilTheNextRevision,
    /// A revision never changes.
    ForEver,
}

impl Lasts {
    /// How long a browser may show its copy without asking. Nobody else keeps one, so a picture that is deleted here
    /// is gone everywhere within a day.
    fn cached(self) -> &'static str {
        match self {
            Self::UntilTheNextRevision => "private, no-cache",
            Self::ForEver => "private, max-age=86400, immutable",
        }
    }
}

/// A picture as pages of other sites may show it, with a tag of its bytes.
fn picture(content: Vec<u8>, media_type: &'static str, asked: &HeaderMap, lasts: Lasts) -> Response {
    let tag = format!("\"{}\"", files::tag(&content));
    let head = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CACHE_CONTROL, lasts.cached().to_owned()),
        (ETAG, tag.clone()),
        (HeaderName::from_static("x-robots-tag"), "noindex".to_owned()),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin".to_owned()),
    ];
    if is_held(asked, &tag) {
        (StatusCode::NOT_MODIFIED, head).into_response()
    } else {
        (head, content).into_response()
    }
}

/// `GET /r/{id}/edit/{token}`: gives the browser the right to change the report, and redirects to the report's address.
pub(super) async fn edit(
    state: State<AppState>,
    way: Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    given(state, way, &headers, links::Right::Edit).await
}

/// `GET /r/{id}/review/{token}`: the same with the right to review the report.
pub(super) async fn review(
    state: State<AppState>,
    way: Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    given(state, way, &headers, links::Right::Review).await
}

async fn given(
    State(state): State<AppState>,
    Path((id, token)): Path<(String, String)>,
    headers: &HeaderMap,
    right: links::Right,
) -> Result<Response, Refusal> {
    let token = EditToken::parse(&token).ok_or_else(Problem::old_link)?;
    state.advisor.allows(&id, &token, right).await.map_err(|problem| match problem {
        problem if problem.kind == &kinds::WRONG_TOKEN => Problem::old_link(),
        problem => problem,
    })?;
    // The report says what its reader may do now. A reviewer sees that whenever the report is opened.
    let address = match right {
        links::Right::Edit => format!("/r/{id}?opened"),
        links::Right::Review => format!("/r/{id}"),
    };
    let grant = (rights::grant(&state, &id, right, &token), [(CACHE_CONTROL, "no-store")]);
    // The cookie is `SameSite=Strict`. If a person follows the link from another site, the browser would
    // follow a redirect without the cookie. A page of our own that navigates on sends it.
    if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        let page = Html(pages::edit_right::page(&address, right));
        return Ok((grant, [(REFRESH, format!("0; url={address}"))], page).into_response());
    }
    Ok((grant, Redirect::to(&address)).into_response())
}

/// `POST /r/{id}/revise`: starts a draft that becomes the report's next revision. It needs the right to change
/// the report.
pub(super) async fn draft(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    right: Right,
) -> Result<Response, Refusal> {
    right.to_change(&state.advisor, &id).await?;
    state.rates.creating(sender)?;
    let report = state.report(&id, Which::Latest).await?;
    let draft = state.advisor.start_from(&report, true).await?;
    let way = Redirect::to(&DraftPage::System.address(&draft.id));
    Ok((rights::remember(&state, &id, &draft.id), way).into_response())
}

/// The field of the form that forks a report.
#[derive(Deserialize)]
pub(super) struct Forked {
    #[serde(default)]
    form_key: String,
}

/// `POST …/forks`, below a revision: makes a report of the reader's own of it.
pub(super) async fn fork(
    State(state): State<AppState>,
    sender: Sender,
    Shown(report): Shown,
    Fields(Forked { form_key }): Fields<Forked>,
) -> Result<Response, Refusal> {
    state.creating(sender)?;
    let key = FormKey::parse(&form_key);
    let publication = state.advisor.fork(&report, "", key.as_ref().map(ForkKey::Form)).await?;
    Ok(starting::published(&state, &publication))
}

/// The fields of the form that publishes a draft.
#[derive(Deserialize)]
pub(super) struct Revised {
    draft: String,
    #[serde(default)]
    note: String,
    /// Whether the words that the draft was read from go with the revision.
    #[serde(default)]
    with_words: String,
    /// Whether it becomes a revision even if nothing differs from the one before.
    #[serde(default)]
    anyway: String,
}

/// `POST /r/{id}/revisions`: publishes a draft as the next revision of the report.
pub(super) async fn revise(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    right: Right,
    Fields(Revised { draft, note, with_words, anyway }): Fields<Revised>,
) -> Result<Response, Refusal> {
    let token = right.to_change(&state.advisor, &id).await?;
    let draft = state.advisor.draft_of(&id, &token, &draft).await?;
    state.rates.creating(sender)?;
    let weight = Weight::of(draft.text.len());
    let with_words = !with_words.is_empty();
    let prepare = move |state: &AppState| {
        Ok::<_, Problem>((state.advisor.prepare_draft(&draft, &note, with_words)?, draft, note))
    };
    let (prepared, draft, note) = state.work(weight, prepare).await?;
    let newest = state.report(&id, Which::Latest).await?;
    if anyway.is_empty() && Advisor::repeats(&draft, &prepared, &newest) {
        return Ok(Redirect::to(&noted(&draft, Notice::NothingDiffers, &note, with_words)).into_response());
    }
    let _room = state.room.take(prepared.bytes())?;
    match state.advisor.revise_from(&draft, &token, prepared).await {
        Err(problem) if problem.kind == &kinds::OLD_REVISION => {
            return overtaken::refused(&state, &id, draft, (&note, with_words)).await;
        }
        revised => revised?,
    };
    Ok((rights::remember(&state, &id, &draft.id), Redirect::to(&format!("/r/{id}?published"))).into_response())
}

/// `POST /r/{id}/delete`: deletes the report with all its revisions.
pub(super) async fn delete(
    State(state): State<AppState>,
    Path(id): Path<String>,
    right: Right,
) -> Result<Response, Refusal> {
    let token = right.to_change(&state.advisor, &id).await?;
    state.advisor.delete(&id, &token, &Expected::Any).await?;
    Ok((rights::revoke(&state, &id), Redirect::to(&format!("/r/{id}?deleted"))).into_response())
}
