//! Drafts: a draft starts from any typed text, edits change it, and publishing makes it a report.

use std::future::{Future, ready};

use advice::Model;
use advice::edit::{self, Edit};
use advice::fault::{Code, Fault};

use super::{Advisor, Prepared, Publication, Source, json, refused};
use crate::draft::{Draft, DraftId, Origin, Terms};
use crate::limit::TEXT_LIMIT;
use crate::problem::Problem;
use crate::report::{EditToken, FormKey, Report};
use crate::store::{Expected, Refused};

/// Maximum number of attempts to save a change while other processes change the same draft.
const TRIES: usize = 20;

/// Maximum length of a draft after an edit, in bytes. The JSON with every id is longer than the text that was sent.
const LONGEST: usize = 4 * TEXT_LIMIT;

impl Advisor {
    /// Starts a draft from a text. The text need not be a valid description yet.
    pub async fn start_draft(&self, text: String) -> Result<Draft, Problem> {
        self.start(text, None).await
    }

    /// Starts a draft from a report's description. With `revise`, publishing the draft adds a revision to that report.
    pub async fn start_from(&self, report: &Report, revise: bool) -> Result<Draft, Problem> {
        let origin = Origin { report: report.id.clone(), revision: report.revision };
        self.start(report.content.description.clone(), revise.then_some(origin)).await
    }

    async fn start(&self, text: String, origin: Option<Origin>) -> Result<Draft, Problem> {
        let changed_at = self.surroundings.now();
        let draft = Draft { id: DraftId::of(self.bits()), version: 1, text, before: None, origin, changed_at };
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

    /// The text that edits make of a draft, one after the other: all of them or none.
    /// Applies edits to a draft one after the other and returns the new text. Either all edits are applied or none.
    ///
    /// # Errors
    /// The faults of the first edit that cannot be applied, each at the edit's own field; or the faults of
    /// the resulting description, each at its place in that description.
    pub fn edited(&self, draft: &Draft, edits: &[Edit]) -> Result<String, Problem> {
        edited(&self.read_draft(draft)?, edits)
    }

    /// Replaces the text of a draft. The new text need not be a valid description.
    pub async fn retype(&self, id: &str, text: &str) -> Result<Draft, Problem> {
        self.change(id, |_| ready(Ok(text.to_owned()))).await
    }

    /// Undoes the last change of a draft. A second call redoes the change.
    ///
    /// # Errors
    /// The draft has not been changed yet.
    pub async fn undo(&self, id: &str) -> Result<Draft, Problem> {
        self.change(id, |draft| {
            ready(draft.before.ok_or_else(|| Problem::unknown("Nothing in this draft was changed yet.")))
        })
        .await
    }

    /// Replaces a draft's text with the result of `text`. If another process changed the draft meanwhile,
    /// `text` runs again on the newer text. Within this process, changes of the same draft run one after the other.
    pub async fn change<F>(&self, id: &str, text: impl Fn(Draft) -> F) -> Result<Draft, Problem>
    where
        F: Future<Output = Result<String, Problem>>,
    {
        let id = draft_id(id)?;
        let _turn = self.turns.take(&id).await;
        for _ in 0..TRIES {
            let draft = self.store.draft(&id).await.map_err(refused)?;
            let text = text(draft.clone()).await?;
            if text == draft.text {
                return Ok(draft);
            }
            let changed_at = self.surroundings.now();
            let version = draft.version.saturating_add(1);
            let draft = Draft { version, text, before: Some(draft.text), changed_at, ..draft };
            match self.store.save(&draft).await {
                Ok(()) => return Ok(draft),
                Err(Refused::Old(_)) => {}
                Err(why) => return Err(refused(why)),
            }
        }
        Err(Problem::overloaded())
    }

    /// Reads and assesses a draft for publishing. `note` may be empty.
    pub fn prepare_draft(&self, draft: &Draft, note: &str) -> Result<Prepared, Problem> {
        self.prepare_typed(Source { text: &draft.text, format: draft.format() }, note)
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
        Terms { days: self.draft_days, form_key: self.form_key() }
    }

    /// Deletes a draft.
    pub async fn drop_draft(&self, id: &str) -> Result<(), Problem> {
        self.store.forget(&draft_id(id)?).await.map_err(refused)
    }
}

/// Applies edits and returns the JSON of the result. The description is checked as a whole only after the last edit.
fn edited(model: &Model<'_>, edits: &[Edit]) -> Result<String, Problem> {
    let description = edit::apply_all(model.description(), edits).map_err(Problem::faulty)?;
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
