//! The pages on which people say what they think of a report: remarks, ballots, and where ballots differ.

use std::collections::BTreeMap;

use advice::Fault;
use app::{
    advisor::reviews::TakenAnswer,
    editing::Notice,
    pages::review::{
        Reader,
        ballot::{self, ANSWER},
        ballots, remarks,
    },
    problem::Problem,
    report::Report,
    review::{Ballot, Fate, Kept, TAKEN_BACK, Written},
    store::Which,
};
use axum::{
    extract::{Path, Query, State},
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{SECRET, drafts::noted, fields::Fields, head};
use crate::{
    api::conditions::revision as number_of,
    client::Sender,
    page::Html,
    refusal::Refusal,
    rights::{self, Right},
    room::Held,
    state::AppState,
    work::Weight,
};

/// The query of the page with the remarks: what its form holds at first.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// What the remark is about.
    #[serde(default)]
    at: String,
    /// The kind of remark.
    #[serde(default)]
    kind: String,
    /// Its words.
    #[serde(default)]
    text: String,
}

/// The query of the pages about ballots.
#[derive(Deserialize)]
pub(super) struct Paged {
    /// The page of steps.
    page: Option<String>,
    /// Whether the form begins without the answers that this browser sent.
    empty: Option<String>,
    /// The page of steps that was just answered.
    kept: Option<String>,
}

impl Paged {
    /// The number of the page, from 1; the first page if none is given.
    fn number(&self) -> usize {
        self.given().unwrap_or(1)
    }

    /// The number of the page, if one is given; 0 if it is no number.
    fn given(&self) -> Option<usize> {
        self.page.as_deref().map(|page| page.parse().unwrap_or_default())
    }
}

/// The form as it begins in a browser that cast a ballot: with the newest answers of the same name.
fn begun(ballots: &[Ballot], right: &Right) -> ballot::Form {
    let own = ballots.iter().find(|ballot| Some(ballot.number) == right.ballot());
    own.map_or_else(ballot::Form::default, |own| {
        let (by, answers) = (own.by.clone(), app::ballots::answers_of(ballots, &own.by));
        ballot::Form { filled: by.clone(), by, answers }
    })
}

/// `GET /r/{id}/remarks`.
pub(super) async fn all(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(Asked { at, kind, text }): Query<Asked>,
    right: Right,
    method: Method,
) -> Result<Response, Refusal> {
    let kept = state.advisor.remarks(&id).await?;
    let report = state.report(&id, Which::Latest).await?;
    let reader = right.reader(&state, &id).await;
    if method == Method::HEAD {
        return Ok((SECRET, head::unwritten_page()).into_response());
    }
    let form = Written { at, kind, text, ..Written::default() };
    written(&state, (report, kept), reader, form, Vec::new()).await
}

/// Writes the page with the remarks. The steps that the newest revision does not have are called what they were.
async fn written(
    state: &AppState,
    (report, kept): (Held<Report>, Vec<Kept>),
    reader: Reader,
    form: Written,
    faults: Vec<Fault>,
) -> Result<Response, Refusal> {
    let look = move |state: &AppState| {
        let older = remarks::about_older(&report, &state.advisor.applied(&report), &kept)?;
        Ok::<_, Problem>((older, report, kept))
    };
    let (wanted, report, kept) = state.work(Weight::Light, look).await?;
    let id = report.at.report().map(|id| id.as_str().to_owned()).unwrap_or_default();
    let mut older = Vec::new();
    for revision in wanted {
        older.extend(state.report(&id, Which::Number(revision)).await.ok());
    }
    let write = move |state: &AppState| {
        let mut had = BTreeMap::new();
        for report in &older {
            had.extend(remarks::names(report, &state.advisor.applied(report))?);
        }
        let page = remarks::page(&report, &state.advisor.applied(&report), &kept, &had, reader, &form, &faults)?;
        Ok((SECRET, Html(page)).into_response())
    };
    state.work(Weight::Light, write).await
}

/// The form that leaves a remark.
#[derive(Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    at: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    asked: String,
    /// The revision that the page showed.
    #[serde(default)]
    revision: String,
}

/// `POST /r/{id}/remarks`: leaves a remark.
pub(super) async fn say(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    right: Right,
    Fields(Said { kind, at, by, text, asked, revision }): Fields<Said>,
) -> Result<Response, Refusal> {
    let token = right.to_review(&state.advisor, &id).await?;
    state.rates.creating(sender)?;
    let report = seen(&state, &id, &revision).await?;
    let form = Written { kind, at, by, text, asked };
    let prepared = state
        .work(Weight::Light, move |state| {
            Ok::<_, Problem>((state.advisor.prepare_remark(&report, &form, Vec::new()), form))
        })
        .await?;
    let (problem, form) = match prepared {
        (Ok(remark), _) => {
            let number = state.advisor.remark(&id, &token, remark).await?;
            return Ok(Redirect::to(&format!("/r/{id}/remarks#remark-{number}")).into_response());
        }
        (Err(problem), form) => (problem, form),
    };
    if problem.faults.is_empty() {
        return Err(problem.into());
    }
    let kept = state.advisor.remarks(&id).await?;
    let report = state.report(&id, Which::Latest).await?;
    let reader = right.reader(&state, &id).await;
    let page = written(&state, (report, kept), reader, form, problem.faults).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The button that was pressed beside a remark or a ballot.
#[derive(Deserialize)]
pub(super) struct Decided {
    hidden: Option<bool>,
    settled: Option<bool>,
}

/// `POST /r/{id}/remarks/{n}`: hides or settles a remark.
pub(super) async fn decide(
    State(state): State<AppState>,
    Path((id, number)): Path<(String, String)>,
    right: Right,
    Fields(Decided { hidden, settled }): Fields<Decided>,
) -> Result<Response, Refusal> {
    let number = number_of(&number).ok_or_else(|| Problem::of_status(404))?;
    let (fate, token) = match (hidden, settled) {
        (Some(hidden), None) => (Fate::Hidden(hidden), right.to_change(&state.advisor, &id).await?),
        (None, Some(settled)) => (Fate::Settled(settled), right.to_review(&state.advisor, &id).await?),
        _ => return Err(Problem::of_status(422).into()),
    };
    state.advisor.decide_remark(&id, &token, number, fate).await?;
    Ok(Redirect::to(&format!("/r/{id}/remarks#remark-{number}")).into_response())
}

/// `GET /r/{id}/ballot`.
pub(super) async fn ballot(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(paged): Query<Paged>,
    right: Right,
    method: Method,
) -> Result<Response, Refusal> {
    let report = state.report(&id, Which::Latest).await?;
    let reader = right.reader(&state, &id).await;
    if method == Method::HEAD {
        return Ok((SECRET, head::unwritten_page()).into_response());
    }
    let form = match paged.empty {
        Some(_) => ballot::Form::default(),
        None => begun(&state.advisor.ballots(&id).await?, &right),
    };
    let write = move |state: &AppState| {
        let applied = state.advisor.applied(&report);
        let page = ballot::page(&report, &applied, reader, paged.number(), &form, &[])?;
        Ok((SECRET, Html(page)).into_response())
    };
    state.work(Weight::Heavy, write).await
}

/// `POST /r/{id}/ballot`: casts a ballot.
pub(super) async fn cast(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    Query(paged): Query<Paged>,
    right: Right,
    Fields(fields): Fields<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let token = right.to_review(&state.advisor, &id).await?;
    state.rates.creating(sender)?;
    let mut form = ballot::Form::default();
    let mut revision = String::new();
    let mut unanswered = Vec::new();
    for (name, value) in fields {
        match (name.as_str(), name.strip_prefix(ANSWER).and_then(|name| name.split_once(' '))) {
            ("by", _) => form.by = value,
            ("revision", _) => revision = value,
            ("filled", _) => form.filled = value,
            (_, Some((question, place))) if value.is_empty() => {
                unanswered.push((question.to_owned(), place.to_owned()));
            }
            (_, Some((question, place))) => {
                form.answers.entry(place.to_owned()).or_default().insert(question.to_owned(), value);
            }
            _ => {}
        }
    }
    let mut answers = form.answers.clone();
    // Whoever saw their earlier answers and cleared one takes it back.
    if form.filled == form.by.trim() && !unanswered.is_empty() {
        let earlier = app::ballots::answers_of(&state.advisor.ballots(&id).await?, &form.filled);
        unanswered.retain(|(question, place)| earlier.get(place).is_some_and(|its| its.contains_key(question)));
        for (question, place) in unanswered {
            answers.entry(place).or_default().insert(question, TAKEN_BACK.to_owned());
        }
    }
    let report = seen(&state, &id, &revision).await?;
    let prepare = move |state: &AppState| {
        Ok::<_, Problem>((state.advisor.prepare_ballot(&report, &form.by, answers, Vec::new()), form))
    };
    let (problem, form) = match state.work(Weight::Light, prepare).await? {
        (Ok(ballot), _) => {
            let number = state.advisor.cast(&id, &token, ballot).await?;
            let way = Redirect::to(&format!("/r/{id}/ballots?kept={}", paged.number()));
            return Ok((rights::answered(&state, &id, number), way).into_response());
        }
        (Err(problem), form) => (problem, form),
    };
    if problem.faults.is_empty() {
        return Err(problem.into());
    }
    let report = state.report(&id, Which::Latest).await?;
    let reader = right.reader(&state, &id).await;
    let write = move |state: &AppState| {
        let applied = state.advisor.applied(&report);
        let page = ballot::page(&report, &applied, reader, paged.number(), &form, &problem.faults)?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, SECRET, Html(page)).into_response())
    };
    state.work(Weight::Heavy, write).await
}

/// `GET /r/{id}/ballots`.
pub(super) async fn compared(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(paged): Query<Paged>,
    right: Right,
    method: Method,
) -> Result<Response, Refusal> {
    let kept = state.advisor.ballots(&id).await?;
    let report = state.report(&id, Which::Latest).await?;
    let reader = right.reader(&state, &id).await;
    if method == Method::HEAD {
        return Ok((SECRET, head::unwritten_page()).into_response());
    }
    let is_known = kept.iter().any(|ballot| Some(ballot.number) == right.ballot());
    let cast = paged.kept.as_deref().and_then(|page| page.parse().ok()).filter(|_| is_known);
    let asked = ballots::Asked { reader, page: paged.given(), is_known, kept: cast };
    let write = move |state: &AppState| {
        let page = ballots::page(&report, &state.advisor.applied(&report), &kept, asked)?;
        Ok((SECRET, Html(page)).into_response())
    };
    state.work(Weight::Heavy, write).await
}

/// `POST /r/{id}/ballots/{n}`: hides a ballot or shows it again.
pub(super) async fn hide_ballot(
    State(state): State<AppState>,
    Path((id, number)): Path<(String, String)>,
    right: Right,
    Fields(Decided { hidden, .. }): Fields<Decided>,
) -> Result<Response, Refusal> {
    let number = number_of(&number).ok_or_else(|| Problem::of_status(404))?;
    let token = right.to_change(&state.advisor, &id).await?;
    let hidden = hidden.ok_or_else(|| Problem::of_status(422))?;
    state.advisor.hide_ballot(&id, &token, number, hidden).await?;
    Ok(Redirect::to(&format!("/r/{id}/ballots#cast")).into_response())
}

/// `POST /r/{id}/ballots/take`: starts a draft of the next revision with the ticked answers. Each box names a question,
/// an answer and the step's place.
pub(super) async fn take(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    right: Right,
    Fields(fields): Fields<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    right.to_change(&state.advisor, &id).await?;
    state.rates.creating(sender)?;
    let report = state.report(&id, Which::Latest).await?;
    let taken = state
        .work(Weight::Light, move |state| {
            let ticked = fields.iter().filter(|(name, _)| name == "take");
            let taken: Option<Vec<TakenAnswer<'_>>> = ticked
                .map(|(_, value)| {
                    let (question, rest) = value.split_once(' ')?;
                    let (answer, at) = rest.split_once(' ')?;
                    Some(TakenAnswer { at, question, answer })
                })
                .collect();
            let told = "`take` has to hold a question, an answer and the place of a step.";
            let taken = taken.ok_or_else(|| Problem::malformed(told))?;
            Ok::<_, Problem>((state.advisor.answered(&report, &taken)?, report))
        })
        .await?;
    let ((text, note), report) = taken;
    let draft = state.advisor.start_from_text(&report, &text).await?;
    let way = Redirect::to(&noted(&draft, Notice::Taken, &note, false));
    Ok((rights::remember(&state, &id, &draft.id), way).into_response())
}

/// The revision that the person saw.
async fn seen(state: &AppState, id: &str, revision: &str) -> Result<Held<Report>, Problem> {
    state.report(id, number_of(revision).map_or(Which::Latest, Which::Number)).await
}
