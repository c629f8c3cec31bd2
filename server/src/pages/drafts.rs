//! The pages of a draft: the questionnaire. Everybody who has the address can read and change the draft.

use std::sync::Arc;

use app::{
    document::{self, Format},
    draft::Draft,
    editing::{self, DraftPage, FormChange, Mistake, Notice, Posted, Then},
    pages,
    problem::Problem,
    report::FormKey,
    start_form::StartForm,
};
use axum::{
    Form,
    extract::{Path, Query, State, rejection::FormRejection},
    http::{
        Method, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{SECRET, head, starting};
use crate::{client::Sender, page::Html, refusal::Refusal, rights, state::AppState, work::Weight};

/// The query of a draft's page.
#[derive(Deserialize)]
pub(super) struct DraftQuery {
    /// The last change, if the page itself does not show it.
    did: Option<String>,
    /// The number of the page of a long list.
    page: Option<String>,
}

impl DraftQuery {
    fn notice(&self) -> Option<Notice> {
        Notice::ALL.into_iter().find(|notice| Some(notice.id()) == self.did.as_deref())
    }

    fn page(&self) -> usize {
        self.page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1)
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
        None => shown(&state, &name, DraftPage::System, &query, method).await,
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
    shown(&state, &id, DraftPage::Flow(flow), &query, method).await
}

/// `GET /d/{id}/{flow}/{step}`: the questions of one step.
pub(super) async fn step(
    State(state): State<AppState>,
    Path((id, flow, step)): Path<(String, String, String)>,
    Query(query): Query<DraftQuery>,
    method: Method,
) -> Result<Response, Refusal> {
    shown(&state, &id, DraftPage::Step(flow, step), &query, method).await
}

/// `GET /reading/{id}`: the bench, with the text that the draft was read from.
pub(super) async fn bench(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<DraftQuery>,
    method: Method,
) -> Result<Response, Refusal> {
    shown(&state, &id, DraftPage::Reading, &query, method).await
}

/// `POST /reading/{id}`: reads another text in the place of the one that the draft was read from.
pub(super) async fn read_again(
    State(state): State<AppState>,
    Path(id): Path<String>,
    body: Weight,
    sent: Sent,
) -> Result<Response, Refusal> {
    let posted = posted(sent)?;
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
        Ok(draft) => Ok(onward(&state, draft, (DraftPage::Reading, None), Then::Stay, None).await?),
        Err(problem) => again(&state, &id, Mistake { posted, problem }).await,
    }
}

async fn shown(
    state: &AppState,
    id: &str,
    place: DraftPage,
    query: &DraftQuery,
    method: Method,
) -> Result<Response, Refusal> {
    let (draft, notice, number) = (state.advisor.draft(id).await?, query.notice(), query.page());
    // The system's page always exists, and the bench if there are words. The other pages exist if their flow or
    // step does.
    let always = place == DraftPage::System || (place == DraftPage::Reading && draft.words.is_some());
    if method == Method::HEAD && always {
        return Ok((SECRET, head::unwritten_page()).into_response());
    }
    let weight = weight(&draft);
    let page = move |state: &AppState| {
        let terms = state.advisor.draft_terms();
        let page = match state.advisor.read_draft(&draft) {
            Ok(model) if method == Method::HEAD => {
                place.find(&model).ok_or_else(|| Problem::of_status(404))?;
                return Ok((SECRET, head::unwritten_page()).into_response());
            }
            Ok(model) => pages::draft::page(&draft, &terms, &model, &place, number, None, notice)?,
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
    matches!(problem.status(), 400 | 422)
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

/// A posted form.
type Sent = Result<Form<Posted>, FormRejection>;

fn posted(sent: Sent) -> Result<Posted, Problem> {
    sent.map(|Form(posted)| posted).map_err(|rejection| Problem::of_status(rejection.status().as_u16()))
}

/// `POST /d/{id}`: makes the change that a form asks for, and redirects to the form's page or to the next one.
pub(super) async fn change(
    State(state): State<AppState>,
    Path(id): Path<String>,
    body: Weight,
    sent: Sent,
) -> Result<Response, Refusal> {
    let posted = posted(sent)?;
    let read = move |_: &AppState| editing::read(&posted).map(|asked| (posted, asked));
    let (posted, FormChange { change, then, notice }) = state.work(body, read).await?;
    let change = Arc::new(change);
    let changed = |draft: Draft| {
        let (change, weight) = (Arc::clone(&change), body.max(weight(&draft)));
        state.work(weight, move |state| state.advisor.changed(&draft, &change))
    };
    match state.advisor.change(&id, changed).await {
        Ok(draft) => Ok(onward(&state, draft, stands(&posted), then, notice).await?),
        Err(problem) => again(&state, &id, Mistake { posted, problem }).await,
    }
}

/// The page of a form: its place, and the number of its page in a long list if that is not the first.
fn stands(posted: &Posted) -> (DraftPage, Option<usize>) {
    (posted.place(), posted.value("back.page").parse().ok())
}

/// Redirects to the page on which the person continues.
async fn onward(
    state: &AppState,
    draft: Draft,
    (place, page): (DraftPage, Option<usize>),
    then: Then,
    notice: Option<Notice>,
) -> Result<Response, Problem> {
    let weight = weight(&draft);
    let find = move |state: &AppState| {
        let model = state.advisor.read_draft(&draft)?;
        let next = |place: &DraftPage| pages::draft::next(&model, place);
        let destination = editing::destination(then, place.clone(), &model, next);
        let page = page.filter(|_| destination == place);
        Ok::<_, Problem>((destination.address(&draft.id), page))
    };
    let (mut address, page) = state.work(weight, find).await?;
    let page = page.map(|page| format!("page={page}"));
    let notice = notice.map(|notice| format!("did={}", notice.id()));
    for (field, mark) in page.into_iter().chain(notice).zip(['?', '&']) {
        address.push(mark);
        address.push_str(&field);
    }
    Ok((NO_STORE, Redirect::to(&address)).into_response())
}

const NO_STORE: [(axum::http::HeaderName, &str); 1] = [(CACHE_CONTROL, "no-store")];

/// The form's page with the typed values and the faults.
async fn again(state: &AppState, id: &str, mistake: Mistake) -> Result<Response, Refusal> {
    if !is_mendable(&mistake.problem) {
        return Err(mistake.problem.into());
    }
    let draft = state.advisor.draft(id).await?;
    let weight = weight(&draft);
    let page = move |state: &AppState| {
        let model = state.advisor.read_draft(&draft)?;
        let (place, page) = stands(&mistake.posted);
        let (place, terms) = (place.or_around(&model), state.advisor.draft_terms());
        let page = pages::draft::page(&draft, &terms, &model, &place, page.unwrap_or(1), Some(&mistake), None)?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, SECRET, Html(page)).into_response())
    };
    state.work(weight, page).await
}

/// `POST /d/{id}/undo`, `/text`, `/publish` and `/delete`. They share a route with the pages of flows,
/// because a flow's id may be one of these words.
pub(super) async fn act(
    State(state): State<AppState>,
    sender: Sender,
    Path((id, act)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Refusal> {
    let posted = posted(sent)?;
    match act.as_str() {
        "undo" => undo(&state, &id, &posted).await,
        "text" => retype(&state, &id, &posted).await,
        "publish" => {
            state.rates.creating(sender)?;
            publish(&state, &id, posted).await
        }
        "delete" => delete(&state, &id).await,
        _ => Err(Problem::of_status(404).into()),
    }
}

/// Undoes the last change.
async fn undo(state: &AppState, id: &str, posted: &Posted) -> Result<Response, Refusal> {
    let draft = state.advisor.undo(id).await?;
    let notice = posted.value("again").is_empty().then_some(Notice::Undone);
    let home = home(&draft);
    match onward(state, draft, stands(posted), Then::Stay, notice).await {
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
        Err(problem) => again(state, id, Mistake { posted, problem }).await,
    }
}

/// Deletes the draft.
async fn delete(state: &AppState, id: &str) -> Result<Response, Refusal> {
    state.advisor.drop_draft(id).await?;
    Ok((NO_STORE, Redirect::to("/")).into_response())
}
