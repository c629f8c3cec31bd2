//! The pages of a draft: the questionnaire. Everybody who has the address can read and change the draft.

use std::sync::Arc;

use app::{
    advisor::Turned,
    document::{self, Format},
    draft::{Draft, Newest, Terms, history::Turn},
    editing::{self, DraftPage, FormChange, Mistake, Notice, Posted, Then},
    pages::{
        self,
        draft::{AskingPlace, Visit},
    },
    problem::Problem,
    report::FormKey,
    start_form::StartForm,
    store::Which,
    submission::LONGEST_NOTE,
};
use axum::{
    extract::{Path, Query, State},
    http::{
        HeaderMap, Method, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{SECRET, fields::Fields, head, starting};
use crate::{client::Sender, page::Html, refusal::Refusal, rights, state::AppState, work::Weight};

/// The query of a draft's page.
#[derive(Deserialize)]
pub(super) struct DraftQuery {
    /// The last change, if the page itself does not show it.
    did: Option<String>,
    /// The number of the page of a long list.
    page: Option<String>,
    /// The note with which the publishing form begins.
    #[serde(default)]
    note: String,
    /// Whether that form begins with the words shown.
    with_words: Option<String>,
    /// Where one is among the questions that are asked one at a time.
    #[serde(flatten)]
    asking: AskingPlace,
}

/// The address of a draft that was just made for somebody, with what is to be said of it and a note for its
/// publication.
pub(super) fn noted(draft: &Draft, notice: Notice, note: &str, with_words: bool) -> String {
    let mut address = format!("{}?did={}", DraftPage::System.address(&draft.id), notice.id());
    if !note.trim().is_empty() {
        let short: String = note.chars().take(LONGEST_NOTE).collect();
        address.push_str("&note=");
        editing::encode(&short, &mut address);
    }
    if with_words {
        address.push_str("&with_words=yes");
    }
    address
}

/// What the pages of a draft need beside it. The system's page also says how its report stands.
async fn terms(state: &AppState, draft: &Draft, place: &DraftPage) -> Terms {
    let mut terms = state.advisor.draft_terms();
    let origin = draft.origin.as_ref().filter(|_| *place == DraftPage::System);
    if let Some(origin) = origin
        && let Ok(report) = state.report(origin.report.as_str(), Which::Latest).await
    {
        terms.newest = Some(Newest {
            revision: report.revision,
            has_words: report.content.words.is_some(),
            description: report.content.description.clone(),
        });
    }
    terms
}

impl DraftQuery {
    fn notice(&self) -> Option<Notice> {
        Notice::ALL.into_iter().find(|notice| Some(notice.id()) == self.did.as_deref())
    }

    fn visit(self) -> Visit {
        let page = self.page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1);
        Visit {
            page,
            notice: self.notice(),
            asking: self.asking,
            note: self.note,
            with_words: self.with_words.is_some(),
            ..Visit::default()
        }
    }
}

/// `GET /d/{id}`: the system, or, with a file ending, its description as a file.
pub(super) async fn system(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Query(query): Query<DraftQuery>,
    method: Method,
) -> Result<Response, Refusal> {
    match name.split_once('.') {
        None => shown(&state, &name, DraftPage::System, query, method).await,
        Some((id, form)) => file(&state, id, form).await,
    }
}

/// `GET /d/{id}/{flow}`: one flow.
pub(super) async fn flow(
    State(state): State<AppState>,
    Path((id, flow)): Path<(String, String)>,
    Query(query): Query<DraftQuery>,
    method: Method,
) -> Result<Response, Refusal> {
    shown(&state, &id, DraftPage::Flow(flow), query, method).await
}

/// `GET /d/{id}/{flow}/{step}`: the questions of one step.
pub(super) async fn step(
    State(state): State<AppState>,
    Path((id, flow, step)): Path<(String, String, String)>,
    Query(query): Query<DraftQuery>,
    method: Method,
) -> Result<Response, Refusal> {
    shown(&state, &id, DraftPage::Step(flow, step), query, method).await
}

/// `GET /reading/{id}`: the bench, with the text that the draft was read from.
pub(super) async fn bench(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<DraftQuery>,
    method: Method,
) -> Result<Response, Refusal> {
    shown(&state, &id, DraftPage::Reading, query, method).await
}

/// `GET /grid/{id}/{flow}`: every answer of a flow as a table.
pub(super) async fn grid(
    State(state): State<AppState>,
    Path((id, flow)): Path<(String, String)>,
    Query(query): Query<DraftQuery>,
    method: Method,
) -> Result<Response, Refusal> {
    shown(&state, &id, DraftPage::Grid(flow), query, method).await
}

/// `GET /ask/{id}`: the questions of all steps, one at a time.
pub(super) async fn asking(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<DraftQuery>,
    method: Method,
) -> Result<Response, Refusal> {
    shown(&state, &id, DraftPage::Asking, query, method).await
}

/// `POST /reading/{id}`: reads another text in the place of the one that the draft was read from.
pub(super) async fn read_again(
    State(state): State<AppState>,
    Path(id): Path<String>,
    body: Weight,
    Fields(posted): Fields<Posted>,
) -> Result<Response, Refusal> {
    let steps = Arc::new(posted.value("text").replace("\r\n", "\n"));
    let read = |draft: Draft| {
        let (steps, weight) = (Arc::clone(&steps), body.max(weight(&draft)));
        state.work(weight, move |state| {
            let name = state.advisor.read_draft(&draft)?.description().name.clone();
            let form = StartForm { name, steps: steps.to_string(), ..StartForm::default() };
            form.check_words()?;
            Ok(form.draft()?.written)
        })
    };
    match state.advisor.change(&id, read).await {
        Ok(draft) => {
            let reading = DraftPage::Reading.address(&draft.id);
            Ok((NO_STORE, Redirect::to(&reading)).into_response())
        }
        Err(problem) => again(&state, &id, posted, problem).await,
    }
}

async fn shown(
    state: &AppState,
    id: &str,
    place: DraftPage,
    query: DraftQuery,
    method: Method,
) -> Result<Response, Refusal> {
    let (draft, visit) = (state.advisor.draft(id).await?, query.visit());
    // The system's page always exists, and the bench if there are words. The other pages exist if their flow or
    // step does.
    let always = matches!(place, DraftPage::System | DraftPage::Asking)
        || (place == DraftPage::Reading && draft.words.is_some());
    if method == Method::HEAD && always {
        return Ok((SECRET, head::unwritten_page()).into_response());
    }
    let weight = weight(&draft);
    let terms = terms(state, &draft, &place).await;
    let page = move |state: &AppState| {
        let page = match state.advisor.read_draft(&draft) {
            Ok(model) if method == Method::HEAD => {
                place.find(&model).ok_or_else(|| Problem::of_status(404))?;
                return Ok((SECRET, head::unwritten_page()).into_response());
            }
            Ok(model) => pages::draft::page(&draft, &terms, &model, &place, &visit)?,
            Err(problem) if is_mendable(&problem) => pages::draft::unread(&draft, &terms, &problem),
            Err(problem) => return Err(problem.into()),
        };
        Ok((SECRET, Html(page)).into_response())
    };
    state.work(weight, page).await
}

/// The estimated cost of showing a draft or changing it.
fn weight(draft: &Draft) -> Weight {
    // A short text can produce a long page.
    Weight::of(draft.text.len()).max(Weight::Light)
}

/// Whether a person can repair the problem by typing.
fn is_mendable(problem: &Problem) -> bool {
    matches!(problem.status(), 400 | 409 | 422)
}

/// The description as a file.
async fn file(state: &AppState, id: &str, form: &str) -> Result<Response, Refusal> {
    let (format, media_type) = match form {
        "json" => (Format::Json, "application/json"),
        "yaml" => (Format::Yaml, "application/yaml"),
        _ => return Err(Problem::unknown("A draft is there as `.json` and as `.yaml`.").into()),
    };
    let draft = state.advisor.draft(id).await?;
    let weight = weight(&draft);
    let write = move |state: &AppState| document::write(state.advisor.read_draft(&draft)?.description(), format);
    let text = state.work(weight, write).await?;
    let name = format!("attachment; filename=\"description.{form}\"");
    Ok((SECRET, [(CONTENT_TYPE, media_type.to_owned()), (CONTENT_DISPOSITION, name)], text).into_response())
}

/// The header with which the page's script says that the form's page is still on the screen. It is answered with that
/// page at once, and not with a redirect to it.
const LIVE: &str = "x-live";

/// `POST /d/{id}`: makes the change that a form asks for, and redirects to the form's page or to the next one.
pub(super) async fn change(
    State(state): State<AppState>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Weight,
    Fields(posted): Fields<Posted>,
) -> Result<Response, Refusal> {
    let read = move |_: &AppState| editing::read(&posted).map(|asked| (posted, asked));
    let (posted, FormChange { then, notice, .. }) = state.work(body, read).await?;
    let posted = Arc::new(posted);
    let changed = |draft: Draft| {
        let (posted, weight) = (Arc::clone(&posted), body.max(weight(&draft)));
        state.work(weight, move |state| state.advisor.changed(&draft, &posted))
    };
    match state.advisor.change(&id, changed).await {
        Ok(draft) if headers.contains_key(LIVE) && matches!(then, Then::Stay | Then::Show) => {
            Ok(here(&state, draft, Arc::unwrap_or_clone(posted), then, notice).await?)
        }
        Ok(draft) => Ok(onward(&state, draft, &posted, then, notice).await?),
        Err(problem) => again(&state, &id, Arc::unwrap_or_clone(posted), problem).await,
    }
}

/// The page of a form as it is after the change, if it is still there; otherwise a redirect to the page around it.
async fn here(
    state: &AppState,
    draft: Draft,
    posted: Posted,
    then: Then,
    notice: Option<Notice>,
) -> Result<Response, Problem> {
    let weight = weight(&draft);
    let terms = terms(state, &draft, &posted.place()).await;
    let shown = move |state: &AppState| {
        let (model, place) = (state.advisor.read_draft(&draft)?, posted.place());
        if place != place.clone().or_around(&model) {
            return Ok(Err((draft, posted)));
        }
        let added = editing::added(&posted, &model).filter(|_| then == Then::Show);
        let mut visit = visit(posted, notice);
        if let Some(added) = added {
            visit.page = pages::draft::page_of(&model, &added);
        }
        let page = pages::draft::page(&draft, &terms, &model, &place, &visit)?;
        Ok::<_, Problem>(Ok((SECRET, Html(page)).into_response()))
    };
    match state.work(weight, shown).await? {
        Ok(page) => Ok(page),
        Err((draft, posted)) => onward(state, draft, &posted, Then::Stay, notice).await,
    }
}

/// A visit to the page of a form that was just posted.
fn visit(posted: Posted, notice: Option<Notice>) -> Visit {
    let page = posted.value("back.page").parse().unwrap_or(1);
    let asking = AskingPlace { at: posted.value("asking.at").to_owned(), trail: posted.value("back.trail").to_owned() };
    let (note, with_words) = (posted.value("back.note").to_owned(), !posted.value("back.with_words").is_empty());
    Visit { page, notice, asking, note, with_words, posted: Some(posted), mistake: None }
}

/// Redirects to the page on which the person continues.
async fn onward(
    state: &AppState,
    draft: Draft,
    posted: &Posted,
    then: Then,
    notice: Option<Notice>,
) -> Result<Response, Problem> {
    let weight = weight(&draft);
    let added = (then == Then::Show).then(|| posted.clone());
    let (place, visit) = (posted.place(), visit(posted.clone(), notice));
    let find = move |state: &AppState| {
        let model = state.advisor.read_draft(&draft)?;
        let next = |place: &DraftPage| pages::draft::next(&model, place);
        let destination = editing::destination(then, place.clone(), &model, next);
        let mut address = destination.address(&draft.id);
        if let (DraftPage::Asking, true) = (&destination, destination == place) {
            let Visit { asking, .. } = &visit;
            let asking = if then == Then::Next { asking.onward(&asking.at) } else { asking.clone() };
            address.push_str(&asking.query());
            return Ok(address);
        }
        let step = added.and_then(|posted| editing::added(&posted, &model)).filter(|_| destination == place);
        let page = match &step {
            Some(step) => pages::draft::page_of(&model, step),
            None if destination == place => visit.page,
            None => 1,
        };
        let page = (page > 1).then(|| format!("page={page}"));
        let notice = notice.map(|notice| format!("did={}", notice.id()));
        let note = (destination == place && !visit.note.is_empty()).then(|| {
            let mut field = "note=".to_owned();
            editing::encode(&visit.note, &mut field);
            field
        });
        for (field, mark) in page.into_iter().chain(notice).chain(note).zip(['?', '&', '&']) {
            address.push(mark);
            address.push_str(&field);
        }
        if let Some(step) = step {
            address.push_str(&pages::draft::fragment(&step));
        }
        Ok::<_, Problem>(address)
    };
    let address = state.work(weight, find).await?;
    Ok((NO_STORE, Redirect::to(&address)).into_response())
}

const NO_STORE: [(axum::http::HeaderName, &str); 1] = [(CACHE_CONTROL, "no-store")];

/// The form's page with the typed values and the faults.
async fn again(state: &AppState, id: &str, posted: Posted, problem: Problem) -> Result<Response, Refusal> {
    if !is_mendable(&problem) {
        return Err(problem.into());
    }
    let draft = state.advisor.draft(id).await?;
    let weight = weight(&draft);
    let terms = terms(state, &draft, &posted.place()).await;
    let page = move |state: &AppState| {
        let model = state.advisor.read_draft(&draft)?;
        let (posted, conflicts) = editing::merged(&posted, &model);
        let place = posted.place().or_around(&model);
        let status = problem.status();
        let mistake = Mistake { posted: posted.clone(), conflicts, problem };
        let visit = Visit { mistake: Some(mistake), ..visit(posted, None) };
        let page = pages::draft::page(&draft, &terms, &model, &place, &visit)?;
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        // What was typed can be mended, whatever kind of text could not be read.
        let status = if status == StatusCode::BAD_REQUEST { StatusCode::UNPROCESSABLE_ENTITY } else { status };
        Ok((status, SECRET, Html(page)).into_response())
    };
    state.work(weight, page).await
}

/// `POST /d/{id}/undo`, `/redo`, `/text`, `/publish` and `/delete`. They share a route with the pages of flows,
/// because a flow's id may be one of these words.
pub(super) async fn act(
    State(state): State<AppState>,
    sender: Sender,
    Path((id, act)): Path<(String, String)>,
    Fields(posted): Fields<Posted>,
) -> Result<Response, Refusal> {
    match act.as_str() {
        "undo" => turn(&state, &id, Turn::Undo, &posted).await,
        "redo" => turn(&state, &id, Turn::Redo, &posted).await,
        "text" => retype(&state, &id, &posted).await,
        "publish" => {
            state.creating(sender)?;
            publish(&state, &id, posted).await
        }
        "delete" => delete(&state, &id).await,
        _ => Err(Problem::of_status(404).into()),
    }
}

/// Undoes the last change, or does again what was undone last.
async fn turn(state: &AppState, id: &str, turn: Turn, posted: &Posted) -> Result<Response, Refusal> {
    let (draft, notice) = match state.advisor.turn(id, turn, posted.value("seen").parse().ok()).await? {
        Turned::Done(draft) if turn == Turn::Redo => (draft, Notice::DoneAgain),
        Turned::Done(draft) => (draft, Notice::Undone),
        Turned::Overtaken(draft) => (draft, Notice::Overtaken),
    };
    let home = home(&draft);
    match onward(state, draft, posted, Then::Stay, Some(notice)).await {
        // The earlier text may have been one that cannot be read as a description.
        Err(problem) if is_mendable(&problem) => Ok(home),
        done => Ok(done?),
    }
}

/// Replaces a text that could not be read as a description.
async fn retype(state: &AppState, id: &str, posted: &Posted) -> Result<Response, Refusal> {
    let text = posted.value("text").replace("\r\n", "\n");
    Ok(home(&state.advisor.retype(id, &text).await?))
}

/// Redirects to the system's page.
fn home(draft: &Draft) -> Response {
    (NO_STORE, Redirect::to(&DraftPage::System.address(&draft.id))).into_response()
}

/// Publishes the draft as a report.
async fn publish(state: &AppState, id: &str, posted: Posted) -> Result<Response, Refusal> {
    let (draft, note) = (state.advisor.draft(id).await?, posted.value("note").to_owned());
    let with_words = !posted.value("with_words").is_empty();
    let form_key = FormKey::parse(posted.value("form_key"));
    let weight = weight(&draft);
    let prepare = move |state: &AppState| {
        state.advisor.prepare_draft(&draft, &note, with_words).map(|prepared| (draft, prepared))
    };
    let published = match state.work(weight, prepare).await {
        Ok((draft, prepared)) => {
            let _room = state.room.take(prepared.bytes())?;
            let publication = state.advisor.publish_draft(&draft, prepared, form_key.as_ref()).await;
            publication.map(|publication| (draft.id, publication))
        }
        Err(problem) => Err(problem),
    };
    match published {
        Ok((draft, publication)) => {
            let remembered = rights::remember(state, publication.id.as_str(), &draft);
            Ok((remembered, starting::published(state, &publication)).into_response())
        }
        Err(problem) => again(state, id, posted, problem).await,
    }
}

/// Deletes the draft.
async fn delete(state: &AppState, id: &str) -> Result<Response, Refusal> {
    state.advisor.drop_draft(id).await?;
    Ok((NO_STORE, Redirect::to(&format!("/my-work?deleted={id}"))).into_response())
}
