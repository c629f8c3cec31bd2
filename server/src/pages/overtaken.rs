//! The pages for somebody whose draft was overtaken: their report got a newer revision while they worked.

use app::{
    advisor::overtaken::Revisions,
    draft::Draft,
    editing::{Notice, Posted},
    merging::{Choices, Merged, Take},
    pages::overtaken::{self, Said, TAKE},
    problem::Problem,
    report::Report,
    store::Which,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use super::{SECRET, drafts::noted, fields::Fields};
use crate::{
    api::revisions::weight_of_two,
    client::Sender,
    page::Html,
    refusal::Refusal,
    rights::{self, Right},
    room::Held,
    state::AppState,
    work::Weight,
};

/// `GET /r/{id}/merge/{draft}`: what both changed.
pub(super) async fn show(
    State(state): State<AppState>,
    Path((id, draft)): Path<(String, String)>,
    right: Right,
) -> Result<Response, Refusal> {
    let token = right.to_change(&state.advisor, &id).await?;
    let draft = state.advisor.draft_of(&id, &token, &draft).await?;
    let Some(both) = Both::of(&state, &id, draft).await? else { return Ok(home(&id)) };
    both.page(&state, StatusCode::OK, (String::new(), false), false).await
}

/// The same page, as the answer to a draft that was to become a revision.
pub(super) async fn refused(
    state: &AppState,
    id: &str,
    draft: Draft,
    (note, with_words): (&str, bool),
) -> Result<Response, Refusal> {
    // If the newest revision is gone by now, the report is.
    let Some(both) = Both::of(state, id, draft).await? else { return Ok(home(id)) };
    both.page(state, StatusCode::PRECONDITION_FAILED, (note.to_owned(), with_words), false).await
}

/// `POST /r/{id}/merge/{draft}`: puts both together in a new draft.
pub(super) async fn merge(
    State(state): State<AppState>,
    sender: Sender,
    Path((id, draft)): Path<(String, String)>,
    right: Right,
    Fields(posted): Fields<Posted>,
) -> Result<Response, Refusal> {
    let token = right.to_change(&state.advisor, &id).await?;
    let draft = state.advisor.draft_of(&id, &token, &draft).await?;
    let Some(both) = Both::of(&state, &id, draft).await? else { return Ok(home(&id)) };
    let (note, with_words) = (posted.value("note").to_owned(), !posted.value("with_words").is_empty());
    let seen = (posted.value("mine").parse(), posted.value("theirs").parse());
    if seen != (Ok(both.draft.version), Ok(both.theirs.revision)) {
        return both.page(&state, StatusCode::CONFLICT, (note, with_words), true).await;
    }
    state.rates.creating(sender)?;
    let weight = both.weight();
    let work = move |state: &AppState| {
        let undecided = both.found(state, &Choices::new(), |found| found.merged.conflicts.clone())?;
        // A choice is named by its number, and everything that numbers depend on is as it was seen.
        let choices = undecided.iter().enumerate().filter_map(|(index, conflict)| {
            let take = match posted.value(&format!("{TAKE}{index}")) {
                "mine" => Take::Mine,
                "theirs" => Take::Theirs,
                _ => return None,
            };
            Some((conflict.key(), take))
        });
        let choices: Choices = choices.collect();
        if choices.len() < undecided.len() {
            return Ok(Err(both.written(
                state,
                &choices,
                Said { note: posted.value("note"), with_words, is_undecided: true, ..Said::default() },
            )?));
        }
        let Both { draft, theirs, .. } = &both;
        let merged = both.found(state, &choices, |found| Merged {
            text: found.merged.text.clone(),
            conflicts: Vec::new(),
            kept: Vec::new(),
        })?;
        Ok::<_, Problem>(Ok((draft.clone(), Report::clone(theirs), merged)))
    };
    let (draft, theirs, merged) = match state.work(weight, work).await? {
        Ok(decided) => decided,
        Err(page) => return Ok((StatusCode::CONFLICT, SECRET, page).into_response()),
    };
    let started = state.advisor.start_merged(&draft, &theirs, merged).await?;
    let address = noted(&started, Notice::Merged, &note, with_words);
    Ok((rights::remember(&state, &id, &started.id), Redirect::to(&address)).into_response())
}

/// The page to which somebody goes whose draft was not overtaken.
fn home(id: &str) -> Response {
    Redirect::to(&format!("/r/{id}")).into_response()
}

/// A draft, the revision that it was made from and the newest one.
struct Both {
    draft: Draft,
    base: Held<Report>,
    theirs: Held<Report>,
}

impl Both {
    /// Reads the revisions; none if the draft was made from the newest one.
    async fn of(state: &AppState, id: &str, draft: Draft) -> Result<Option<Self>, Problem> {
        let from = draft.origin.as_ref().map_or(1, |origin| origin.revision);
        let theirs = state.report(id, Which::Latest).await?;
        if theirs.revision == from {
            return Ok(None);
        }
        let base = state.report(id, Which::Number(from)).await?;
        Ok(Some(Self { draft, base, theirs }))
    }

    fn weight(&self) -> Weight {
        weight_of_two([&self.base, &self.theirs]).max(Weight::of(self.draft.text.len()))
    }

    /// What `look` sees in both together.
    fn found<T>(
        &self,
        state: &AppState,
        choices: &Choices,
        look: impl FnOnce(&app::advisor::overtaken::Overtaken<'_>) -> T,
    ) -> Result<T, Problem> {
        let revisions = Revisions { base: &self.base, theirs: &self.theirs };
        let applied = [&*self.base, &*self.theirs].map(|report: &Report| state.advisor.applied(report));
        Ok(look(&state.advisor.overtaken(&self.draft, revisions, &applied, choices)?))
    }

    /// The page about both, written.
    fn written(&self, state: &AppState, choices: &Choices, said: Said<'_>) -> Result<Response, Problem> {
        let revisions = Revisions { base: &self.base, theirs: &self.theirs };
        self.found(state, choices, |found| Html(overtaken::page(&self.draft, revisions, found, said)).into_response())
    }

    async fn page(
        self,
        state: &AppState,
        status: StatusCode,
        (note, with_words): (String, bool),
        is_newer: bool,
    ) -> Result<Response, Refusal> {
        let weight = self.weight();
        let write = move |state: &AppState| {
            self.written(state, &Choices::new(), Said { note: &note, with_words, is_newer, ..Said::default() })
        };
        Ok((status, SECRET, state.work(weight, write).await?).into_response())
    }
}
