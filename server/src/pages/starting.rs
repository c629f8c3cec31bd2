//! The forms of the start page: they start a draft or publish a report directly.

use app::{
    advisor::{Publication, Source},
    document::{self, Format},
    examples,
    pages::{
        self,
        beside::{Beside, Came},
    },
    pasted::Written,
    problem::Problem,
    report::FormKey,
    start_form::StartForm,
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
use reader::{proposal::Proposed, reading::Reading};

use crate::{client::Sender, page::Html, refusal::Refusal, rights, state::AppState, work::Weight};

/// The fields of a form on the start page, independent of their encoding.
#[derive(Debug, Default)]
pub(super) struct Started {
    pub(super) form: StartForm,
    /// Id of the example to start from.
    example: String,
    /// Id of the report to start from.
    report: String,
    /// Whether the person has seen how the text is read.
    shown: bool,
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
                let text = document::decode(&bytes).map_err(|error| Problem::unreadable(Format::Yaml, &error))?;
                started.take(&name, text);
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

impl Started {
    /// Takes a field. Browsers send line breaks as CR LF, and an empty file if none was chosen.
    fn take(&mut self, name: &str, text: &str) {
        let text = text.replace("\r\n", "\n");
        match name {
            "name" => self.form.name = text,
            "steps" => self.form.steps = text,
            "original" => self.form.original = text,
            // A file is treated like pasted text, and its faults are shown in the same field.
            "description" | "file" if !text.trim().is_empty() => self.form.description = text,
            "note" => self.form.note = text,
            "form_key" => self.form.form_key = text,
            "example" => self.example = text,
            "report" => self.report = text,
            "shown" => self.shown = !text.is_empty(),
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
    let Started { form, example, report, shown } = started;
    let draft = if !report.is_empty() {
        let report = state.report(&report, Which::Latest).await?;
        state.rates.creating(sender)?;
        state.advisor.start_from(&report, false).await?
    } else if !example.is_empty() {
        let example = examples::find(&example).ok_or_else(|| Problem::unknown("There is no such example."))?;
        state.rates.creating(sender)?;
        state.advisor.start_draft(example.text.to_owned()).await?
    } else {
        // If a part of the text was not understood, the person sees that before the draft starts.
        let read = move |state: &AppState| match Seen::of(&form) {
            Ok(Some(read)) if !shown && read.lacks_something() => Ok(Err(as_read(state, form, read))),
            Ok(_) => match form.draft() {
                Ok(text) => Ok(Ok(text)),
                Err(problem) => mend(form, problem).map(Err),
            },
            Err(problem) => mend(form, problem).map(Err),
        };
        match state.work(body, read).await? {
            Ok(text) => {
                state.rates.creating(sender)?;
                state.advisor.start_draft(text).await?
            }
            Err(page) => return Ok(page),
        }
    };
    Ok(Redirect::to(&format!("/d/{}", draft.id.as_str())).into_response())
}

/// `POST /reading`: shows how a text is read. A list that says who asks whom needs no such page and starts a draft.
pub(super) async fn reading(
    State(state): State<AppState>,
    sender: Sender,
    body: Weight,
    started: Started,
) -> Result<Response, Refusal> {
    let read = move |state: &AppState| match Seen::of(&started.form) {
        Ok(None) => Ok(Ok(started)),
        Ok(Some(read)) => Ok(Err(as_read(state, started.form, read))),
        Err(problem) => mend(started.form, problem).map(Err),
    };
    match state.work(body, read).await? {
        Ok(started) => draft(State(state), sender, body, started).await,
        Err(page) => Ok(page),
    }
}

/// A reading that a person may see before it becomes a draft.
enum Seen {
    /// Of free text.
    Words(Reading),
    /// Of what an assistant proposes.
    Proposed(Proposed),
}

impl Seen {
    /// The reading of a form's steps; `None` if they say everything by themselves, as a list that says who asks
    /// whom or a description does.
    fn of(form: &StartForm) -> Result<Option<Self>, Problem> {
        Ok(match form.pasted()? {
            Some(Written::Proposed(proposed)) => Some(Self::Proposed(proposed)),
            Some(Written::Own(..)) => None,
            None => form.reading()?.map(Self::Words),
        })
    }

    /// Whether a part was not understood or was left out.
    fn lacks_something(&self) -> bool {
        match self {
            Self::Words(read) => !read.left_over.is_empty(),
            Self::Proposed(proposed) => !proposed.dropped.is_empty(),
        }
    }
}

fn as_read(state: &AppState, form: StartForm, read: Seen) -> Response {
    let offer = state.advisor.offer();
    let page = match read {
        Seen::Words(read) => pages::reading::page(form, read, Beside { offer, came: Came::ByRules }),
        Seen::Proposed(proposed) => pages::proposal::pasted(form, proposed, offer),
    };
    ([(CACHE_CONTROL, "no-store")], Html(page)).into_response()
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
    state.rates.creating(sender)?;
    let form = started.form;
    let form_key = FormKey::parse(&form.form_key);
    let prepare = move |state: &AppState| {
        let prepared = form.draft().and_then(|text| {
            let source = Source { text: &text, format: Format::of_file("", &text) };
            state.advisor.prepare_typed(source, &form.note)
        });
        match prepared {
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
        Some(token) => (rights::grant(state, id, token), way).into_response(),
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
