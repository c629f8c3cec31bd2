//! The forms of the start page: they start a draft or publish a report directly.

use advice::fault::{Code, Fault};
use app::{
    advisor::{Publication, Source},
    document::{self, Format},
    editing::DraftPage,
    examples,
    links::Right,
    pages,
    problem::Problem,
    report::FormKey,
    start_form::{Begun, StartForm},
    store::Which,
};
use axum::{
    RequestExt,
    extract::{FromRequest, Multipart, Request, State},
    http::{
        StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Redirect, Response},
};
use exchange::import;

use crate::{client::Sender, page::Html, refusal::Refusal, rights, state::AppState, work::Weight};

/// The fields of a form on the start page, independent of their encoding.
#[derive(Debug, Default)]
pub(super) struct Started {
    pub(super) form: StartForm,
    /// Id of the example to start from.
    example: String,
    /// Id of the report to start from.
    report: String,
    /// Id of the fixed link to start from.
    fixed: String,
    /// Id of the draft whose text is read again.
    pub(super) draft: String,
    /// Whether the person has seen what was left out.
    shown: bool,
    /// Whether nothing typed means the example that stands in the field.
    or_sample: bool,
    /// Why a file is no text.
    unread: Option<Problem>,
}

impl<S: Send + Sync> FromRequest<S> for Started {
    type Rejection = Refusal;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Refusal> {
        let unread = |status: StatusCode| Refusal(Problem::of_status(status.as_u16()));
        let form = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut started = Self::default();
        if form.starts_with("multipart/form-data") {
            let parts: Result<Multipart, _> = request.extract().await;
            let mut parts = parts.map_err(|rejection| unread(rejection.status()))?;
            while let Some(part) = parts.next_field().await.map_err(|error| unread(error.status()))? {
                let name = part.name().unwrap_or_default().to_owned();
                let bytes = part.bytes().await.map_err(|error| unread(error.status()))?;
                if import::is_archive(&bytes) {
                    match import::text_of_archive(&bytes) {
                        Ok(text) => started.take(&name, &text),
                        Err(why) => started.unread = Some(no_archive(why)),
                    }
                    continue;
                }
                match document::decode(&bytes) {
                    Ok(text) => started.take(&name, text),
                    // Nothing that was typed is lost because of a picture that was chosen.
                    Err(_) => started.unread = Some(no_text()),
                }
            }
        } else {
            let fields: Result<axum::Form<Vec<(String, String)>>, _> = request.extract().await;
            let axum::Form(fields) = fields.map_err(|rejection| unread(rejection.status()))?;
            for (name, text) in &fields {
                started.take(name, text);
            }
        }
        Ok(started)
    }
}

/// An archive cannot be read.
fn no_archive(why: String) -> Problem {
    let fault = Fault::new("/file", Code::WrongType, why);
    Problem::faulty(vec![fault.hint("Pack the folder of an EventCatalog, or choose a text.")])
}

/// A file is no text.
fn no_text() -> Problem {
    let fault = Fault::new("/file", Code::WrongType, "This file is not a text.");
    Problem::faulty(vec![
        fault.hint("Choose a text in UTF-8, such as .txt, .md, .yaml or .json, or an EventCatalog as .zip."),
    ])
}

impl Started {
    /// Takes a field. Browsers send line breaks as CR LF, and an empty file if none was chosen.
    fn take(&mut self, name: &str, text: &str) {
        let text = text.replace("\r\n", "\n");
        match name {
            "name" => self.form.name = text,
            "steps" => self.form.steps = text,
            "original" => self.form.original = text,
            // A file is as good as its text in the field. Where something was typed, one of the two is meant.
            "file" if self.form.steps.trim().is_empty() => self.form.steps = text,
            "description" | "file" if !text.trim().is_empty() => self.form.description = text,
            "note" => self.form.note = text,
            "form_key" => self.form.form_key = text,
            "example" => self.example = text,
            "report" => self.report = text,
            "fixed" => self.fixed = text,
            "draft" => self.draft = text,
            "shown" => self.shown = !text.is_empty(),
            "empty" => self.or_sample = text == "sample",
            _ => {}
        }
    }
}

/// `POST /drafts`: starts a draft from the typed fields, from an example, or from a shared report.
pub(super) async fn draft(
    State(state): State<AppState>,
    sender: Sender,
    body: Weight,
    started: Started,
) -> Result<Response, Refusal> {
    let Started { mut form, example, report, fixed, shown, or_sample, unread, .. } = started;
    if let Some(problem) = unread {
        return state.work(body, move |_: &AppState| mend(form, problem)).await;
    }
    if or_sample && form.is_empty() {
        pages::start::SAMPLE.clone_into(&mut form.steps);
    }
    let draft = if !report.is_empty() || !fixed.is_empty() {
        let report = match &*fixed {
            "" => state.report(&report, Which::Latest).await?,
            fixed => state.fixed(fixed).await?,
        };
        state.creating(sender)?;
        state.advisor.start_from(&report, false).await?
    } else if !example.is_empty() {
        let example = examples::find(&example).ok_or_else(|| Problem::unknown("There is no such example."))?;
        state.creating(sender)?;
        state.advisor.start_draft(example.text.to_owned().into()).await?
    } else {
        // What was left out of a proposal is shown before the draft starts.
        let read = move |_: &AppState| match form.draft() {
            Ok(begun) if !begun.dropped.is_empty() && !shown => Ok(Err(left_out(form, &begun))),
            Ok(begun) => Ok(Ok(begun.written)),
            Err(problem) => mend(form, problem).map(Err),
        };
        match state.work(body, read).await? {
            Ok(written) => {
                state.creating(sender)?;
                state.advisor.start_draft(written).await?
            }
            Err(page) => return Ok(page),
        }
    };
    // What was read from words is shown first, beside them.
    let place = if draft.words.is_some() { DraftPage::Reading } else { DraftPage::System };
    Ok(Redirect::to(&place.address(&draft.id)).into_response())
}

/// The page with what was left out of a proposal.
fn left_out(form: StartForm, begun: &Begun) -> Response {
    ([(CACHE_CONTROL, "no-store")], Html(pages::proposal::page(form, begun.dropped.clone()))).into_response()
}

/// `GET /assistant`.
pub(super) async fn assistant(State(state): State<AppState>) -> Html {
    Html(pages::assistant::page(state.advisor.rulebook(), StartForm::default()))
}

/// `POST /assistant`: the same page for a text that was entered.
pub(super) async fn assistant_for(
    State(state): State<AppState>,
    body: Weight,
    started: Started,
) -> Result<Response, Refusal> {
    let page = move |state: &AppState| {
        let page = pages::assistant::page(state.advisor.rulebook(), started.form);
        Ok(([(CACHE_CONTROL, "no-store")], Html(page)).into_response())
    };
    state.work(body, page).await
}

/// `POST /reports`: publishes the typed description directly.
pub(super) async fn report(
    State(state): State<AppState>,
    sender: Sender,
    body: Weight,
    started: Started,
) -> Result<Response, Refusal> {
    state.creating(sender)?;
    let form = started.form;
    let form_key = FormKey::parse(&form.form_key);
    let prepare = move |state: &AppState| {
        let begun = match form.draft() {
            Ok(begun) if begun.dropped.is_empty() => begun,
            Ok(begun) => return Ok(Err(left_out(form, &begun))),
            Err(problem) => return mend(form, problem).map(Err),
        };
        let text = begun.written.text;
        let source = Source { text: &text, format: Format::of_file("", &text) };
        match state.advisor.prepare_typed(source, &form.note) {
            Ok(prepared) => Ok(Ok(prepared)),
            Err(problem) => mend(form, problem).map(Err),
        }
    };
    match state.work(body, prepare).await? {
        Ok(prepared) => {
            let _room = state.room.take(prepared.bytes())?;
            Ok(published(&state, &state.advisor.publish_form(prepared, form_key.as_ref()).await?))
        }
        Err(page) => Ok(page),
    }
}

/// Redirects to a report that was just published, and gives the browser the right to change it.
pub(super) fn published(state: &AppState, Publication { id, token, .. }: &Publication) -> Response {
    let id = id.as_str();
    let way = ([(CACHE_CONTROL, "no-store")], Redirect::to(&format!("/r/{id}?published")));
    match token {
        Some(token) => (rights::grant(state, id, Right::Edit, token), way).into_response(),
        None => way.into_response(),
    }
}

/// The start page with the typed values, if typing can repair the problem; any other problem is returned as it is.
pub(super) fn mend(form: StartForm, problem: Problem) -> Result<Response, Refusal> {
    if !matches!(problem.status(), 400 | 422) {
        return Err(problem.into());
    }
    let page = Html(pages::start::again(form, &problem));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, [(CACHE_CONTROL, "no-store")], page).into_response())
}
