//! Drafts: a draft starts from any typed text, edits change it, and publishing makes it a report.

use std::future::{Future, ready};

use advice::fault::{Code, Fault};
use advice::{Description, Model};

use super::{Advisor, Comes, Prepared, Publication, Source, json, refused, unread};
use crate::draft::history::{History, Replacement, Turn};
use crate::draft::{Draft, DraftId, Origin, Terms, Written};
use crate::editing::{self, Posted};
use crate::limit::TEXT_LIMIT;
use crate::links::Right;
use crate::problem::Problem;
use crate::report::{EditToken, FormKey, Report, ReportId};
use crate::store::{Expected, Refused};

/// Maximum number of attempts to save a change while other processes change the same draft.
const TRIES: usize = 20;

/// Maximum length of a draft after an edit, in bytes. The JSON with every id is longer than the text that was sent.
const LONGEST: usize = 4 * TEXT_LIMIT;

impl Advisor {
    /// Starts a draft from a text, which need not be a valid description yet, and the words that it was read from.
    pub async fn start_draft(&self, written: Written) -> Result<Draft, Problem> {
        self.start(written, None).await
    }

    /// Starts a draft from a report's description, and its words if they are shown there. With `revise`, publishing
    /// the draft adds a revision to that report.
    pub async fn start_from(&self, report: &Report, revise: bool) -> Result<Draft, Problem> {
        let its = |id: &ReportId| Origin { report: id.clone(), revision: report.revision, published: None };
        let origin = report.at.report().filter(|_| revise).map(its);
        let written = Written { text: report.content.description.clone(), words: report.content.words.clone() };
        self.start(written, origin).await
    }

    async fn start(&self, Written { text, words }: Written, origin: Option<Origin>) -> Result<Draft, Problem> {
        let (id, changed_at) = (DraftId::of(self.bits()), self.surroundings.now());
        let draft = Draft { id, version: 1, text, words, history: History::default(), origin, changed_at };
        self.store.start(&draft).await.map_err(refused)?;
        Ok(draft)
    }

    /// Reads a draft.
    pub async fn draft(&self, id: &str) -> Result<Draft, Problem> {
        self.store.draft(&draft_id(id)?).await.map_err(unread)
    }

    /// Reads a draft as a description, resolved against the rules. It may have no flow yet, and a flow may
    /// have no step.
    ///
    /// # Errors
    /// Every other fault of the text, with line and column.
    pub fn read_draft(&self, draft: &Draft) -> Result<Model<'static>, Problem> {
        self.unfinished_model(Source { text: &draft.text, format: draft.format() })
    }

    /// Makes the change that a form asks for and returns what the draft then holds. Either all of the change is made
    /// or nothing.
    ///
    /// # Errors
    /// The form is not known; somebody else gave another value to one of its fields after the form was shown; the
    /// faults of the first edit that cannot be applied, each at the edit's own field; or the faults of the resulting
    /// description, each at its place in that description.
    pub fn changed(&self, draft: &Draft, posted: &Posted) -> Result<Written, Problem> {
        let model = self.read_draft(draft)?;
        let (posted, conflicts) = editing::merged(posted, &model);
        if !conflicts.is_empty() {
            return Err(Problem::changed_meanwhile());
        }
        let words = draft.words()?;
        let (description, words) = editing::apply(&model, words, &editing::read(&posted)?.change)?;
        let words = words.map(|words| words.json()).transpose()?;
        // A change that changes nothing is none, so that undoing it does something.
        if description == *model.description() && words == draft.words {
            return Ok(draft.written());
        }
        Ok(Written { text: text_of(description, &model)?, words })
    }

    /// Replaces the text of a draft. The new text need not be a valid description.
    pub async fn retype(&self, id: &str, text: &str) -> Result<Draft, Problem> {
        self.change(id, |draft| ready(Ok(draft.with_text(text.to_owned())))).await
    }

    /// Undoes the last change of a draft, or does again what was undone last. `seen` is the number of the last change
    /// that the person knew of: if another one was made since, nothing is undone, because they did not mean it.
    ///
    /// # Errors
    /// There is nothing to undo, or nothing to do again.
    pub async fn turn(&self, id: &str, turn: Turn, seen: Option<u32>) -> Result<Turned, Problem> {
        let id = draft_id(id)?;
        let _turn = self.turns.take(&id).await;
        for _ in 0..TRIES {
            let draft = self.store.draft(&id).await.map_err(refused)?;
            let done = draft.history.done;
            if seen.is_some_and(|seen| seen != done) {
                return Ok(Turned::Overtaken(draft));
            }
            let kept = self.store.change(&id, turn.number(done)).await.map_err(refused)?;
            let written = kept.and_then(|kept| kept.apply(&draft.written()));
            let written = written.ok_or_else(|| {
                let what = if turn == Turn::Redo { "do again" } else { "undo" };
                Problem::unknown(format!("There is nothing to {what} in this draft."))
            })?;
            if self.replace(draft, written, turn).await? {
                return Ok(Turned::Done(self.store.draft(&id).await.map_err(refused)?));
            }
        }
        Err(Problem::overloaded())
    }

    /// Replaces what a draft holds with the result of `write`. If another process changed the draft meanwhile,
    /// `write` runs again on the newer draft. Within this process, changes of the same draft run one after the other.
    pub async fn change<F>(&self, id: &str, write: impl Fn(Draft) -> F) -> Result<Draft, Problem>
    where
        F: Future<Output = Result<Written, Problem>>,
    {
        let id = draft_id(id)?;
        let _turn = self.turns.take(&id).await;
        for _ in 0..TRIES {
            let draft = self.store.draft(&id).await.map_err(refused)?;
            let written = write(draft.clone()).await?;
            if written == draft.written() || self.replace(draft, written, Turn::New).await? {
                return self.store.draft(&id).await.map_err(refused);
            }
        }
        Err(Problem::overloaded())
    }

    /// Saves what a draft holds from now on. Returns whether it is saved; it is not if another process was faster.
    async fn replace(&self, draft: Draft, written: Written, turn: Turn) -> Result<bool, Problem> {
        let back = Replacement::between(&written, &draft.written());
        let history = History { done: turn.done(draft.history.done), ..draft.history };
        let (version, changed_at) = (draft.version.saturating_add(1), self.surroundings.now());
        let Written { text, words } = written;
        match self.store.save(&Draft { version, text, words, history, changed_at, ..draft }, turn, &back).await {
            Ok(()) => Ok(true),
            Err(Refused::Old(_)) => Ok(false),
            Err(why) => Err(refused(why)),
        }
    }

    /// Reads and assesses a draft for publishing. `note` may be empty. The words that the draft was read from go
    /// with the report if their writer agrees: `with_words`.
    pub fn prepare_draft(&self, draft: &Draft, note: &str, with_words: bool) -> Result<Prepared, Problem> {
        let mut prepared = self.prepare_typed(Source { text: &draft.text, format: draft.format() }, note)?;
        prepared.content.words = draft.words.clone().filter(|_| with_words);
        Ok(prepared)
    }

    /// Publishes a draft as a new report. Later publications of the draft become revisions of that report.
    /// Publishing the same version of a draft several times makes one report.
    pub async fn publish_draft(
        &self,
        draft: &Draft,
        Prepared { content, request }: Prepared,
        form_key: Option<&FormKey>,
    ) -> Result<Publication, Problem> {
        self.keep(
            content,
            None,
            Comes { draft: Some(draft.now()), origin: None },
            form_key.map(|key| key.token(request)),
        )
        .await
    }

    /// Reads a draft that is to become the next revision of the report that it was made from.
    ///
    /// # Errors
    /// The token is not the report's, or the draft was not made from this report.
    pub async fn draft_of(&self, report: &str, token: &EditToken, id: &str) -> Result<Draft, Problem> {
        self.allows(report, token, Right::Edit).await?;
        let draft = self.draft(id).await?;
        match &draft.origin {
            Some(origin) if origin.report.as_str() == report => Ok(draft),
            _ => Err(Problem::unknown("This draft was not made from this report.")),
        }
    }

    /// Publishes a draft as the next revision of the report that it was made from, and returns the revision's number.
    ///
    /// # Errors
    /// The token is not the report's, the draft was made from no report, or the report has a newer revision
    /// than the one that the draft was made from.
    pub async fn revise_from(
        &self,
        draft: &Draft,
        token: &EditToken,
        Prepared { content, .. }: Prepared,
    ) -> Result<u32, Problem> {
        let origin = draft.origin.as_ref().ok_or_else(|| Problem::unknown("This draft was made from no report."))?;
        let expected = Expected::OneOf(vec![origin.revision]);
        let (by, from) = (self.claim(token), Some(draft.now()));
        let revised = self.store.revise(&origin.report, &by, &expected, content, from).await;
        let revision = revised.map_err(refused)?;
        self.list_again(&origin.report, token).await?;
        Ok(revision)
    }

    /// The values that a draft's pages need in addition to the draft.
    pub fn draft_terms(&self) -> Terms {
        Terms { days: self.draft_days, form_key: self.form_key(), offer: self.offer(), newest: None }
    }

    /// Whether publishing what was prepared of a draft would repeat the newest revision: its description and its words
    /// are the same. A form that is sent a second time repeats nothing, because it publishes nothing.
    pub fn repeats(draft: &Draft, prepared: &Prepared, newest: &Report) -> bool {
        let Some(origin) = draft.origin.as_ref().filter(|origin| origin.revision == newest.revision) else {
            return false;
        };
        let (new, old) = (&prepared.content, &newest.content);
        let is_sent_again = origin.published == Some(draft.version) && new.note == old.note;
        !is_sent_again && new.description == old.description && new.words == old.words
    }

    /// Deletes a draft.
    pub async fn drop_draft(&self, id: &str) -> Result<(), Problem> {
        self.store.forget(&draft_id(id)?).await.map_err(refused)
    }
}

/// What became of undoing a change, or of doing one again.
#[derive(Debug)]
pub enum Turned {
    /// It is done; the draft as it is now.
    Done(Draft),
    /// Nothing is done, because somebody else changed the draft meanwhile; the draft as they left it.
    Overtaken(Draft),
}

/// The JSON of a description, which is checked as a whole. `model` is the description before a change.
fn text_of(description: Description, model: &Model<'_>) -> Result<String, Problem> {
    let edited = Model::resolve(description, model.rulebook()).map_err(Problem::faulty)?;
    let text = json(edited.description())?;
    if text.len() > LONGEST {
        let message = format!("The description would have {} bytes; the limit is {LONGEST}.", text.len());
        let hint = "Describe a part of the system by itself.";
        return Err(Problem::faulty(vec![Fault::new("", Code::LimitPassed, message).hint(hint)]));
    }
    Ok(text)
}

fn draft_id(id: &str) -> Result<DraftId, Problem> {
    DraftId::parse(id).ok_or_else(|| refused(Refused::Unknown))
}
