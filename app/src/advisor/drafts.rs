//! Drafts: a draft starts from any typed text, edits change it, and publishing makes it a report.

use std::future::{Future, ready};

use advice::edit;
use advice::fault::{Code, Fault};
use advice::{Description, Model};

use super::{Advisor, Prepared, Publication, Source, json, refused};
use crate::draft::{Draft, DraftId, Origin, Terms, Written};
use crate::editing::Change;
use crate::limit::TEXT_LIMIT;
use crate::mending::{self, Mended};
use crate::problem::Problem;
use crate::report::{EditToken, FormKey, Report};
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
        let origin = Origin { report: report.id.clone(), revision: report.revision, published: None };
        let written = Written { text: report.content.description.clone(), words: report.content.words.clone() };
        self.start(written, revise.then_some(origin)).await
    }

    async fn start(&self, Written { text, words }: Written, origin: Option<Origin>) -> Result<Draft, Problem> {
        let (id, changed_at) = (DraftId::of(self.bits()), self.surroundings.now());
        let draft = Draft { id, version: 1, text, words, before: None, words_before: None, origin, changed_at };
        self.store.start(&draft).await.map_err(refused)?;
        Ok(draft)
    }

    /// Reads a draft.
    pub async fn draft(&self, id: &str) -> Result<Draft, Problem> {
        self.store.draft(&draft_id(id)?).await.map_err(refused)
    }

    /// Reads a draft as a description, resolved against the rules. It may have no flow yet, and a flow may
    /// have no step.
    ///
    /// # Errors
    /// Every other fault of the text, with line and column.
    pub fn read_draft(&self, draft: &Draft) -> Result<Model<'static>, Problem> {
        self.unfinished_model(Source { text: &draft.text, format: draft.format() })
    }

    /// Makes a change to a draft and returns what it then holds. Either all of the change is made or nothing.
    ///
    /// # Errors
    /// The faults of the first edit that cannot be applied, each at the edit's own field; or the faults of
    /// the resulting description, each at its place in that description.
    pub fn changed(&self, draft: &Draft, change: &Change) -> Result<Written, Problem> {
        let model = self.read_draft(draft)?;
        match change {
            Change::Edits(edits) => {
                let description = edit::apply_all(model.description(), edits).map_err(Problem::faulty)?;
                Ok(draft.with_text(text_of(description, &model)?))
            }
            Change::Mend(change) => {
                let Mended { description, words } = mending::mend(&model, draft.words()?, change)?;
                let words = words.map(|words| words.json()).transpose()?;
                Ok(Written { text: text_of(description, &model)?, words })
            }
        }
    }

    /// Replaces the text of a draft. The new text need not be a valid description.
    pub async fn retype(&self, id: &str, text: &str) -> Result<Draft, Problem> {
        self.change(id, |draft| ready(Ok(draft.with_text(text.to_owned())))).await
    }

    /// Undoes the last change of a draft. A second call redoes the change.
    ///
    /// # Errors
    /// The draft has not been changed yet.
    pub async fn undo(&self, id: &str) -> Result<Draft, Problem> {
        self.change(id, |draft| {
            let before = draft.before.map(|text| Written { text, words: draft.words_before });
            ready(before.ok_or_else(|| Problem::unknown("Nothing in this draft was changed yet.")))
        })
        .await
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
            let Written { text, words } = write(draft.clone()).await?;
            if (&text, &words) == (&draft.text, &draft.words) {
                return Ok(draft);
            }
            let changed_at = self.surroundings.now();
            let version = draft.version.saturating_add(1);
            let (before, words_before) = (Some(draft.text), draft.words);
            let draft = Draft { version, text, words, before, words_before, changed_at, ..draft };
            match self.store.save(&draft).await {
                Ok(()) => return Ok(draft),
                Err(Refused::Old(_)) => {}
                Err(why) => return Err(refused(why)),
            }
        }
        Err(Problem::overloaded())
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
        self.keep(content, None, Some(draft.now()), form_key.map(|key| key.token(request))).await
    }

    /// Reads a draft that is to become the next revision of the report that it was made from.
    ///
    /// # Errors
    /// The token is not the report's, or the draft was not made from this report.
    pub async fn draft_of(&self, report: &str, token: &EditToken, id: &str) -> Result<Draft, Problem> {
        self.allows(report, token).await?;
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
        let revised = self.store.revise(&origin.report, &token.hash(), &expected, content, Some(draft.now())).await;
        revised.map_err(refused)
    }

    /// The values that a draft's pages need in addition to the draft.
    pub fn draft_terms(&self) -> Terms {
        Terms { days: self.draft_days, form_key: self.form_key(), offer: self.offer() }
    }

    /// Deletes a draft.
    pub async fn drop_draft(&self, id: &str) -> Result<(), Problem> {
        self.store.forget(&draft_id(id)?).await.map_err(refused)
    }
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
