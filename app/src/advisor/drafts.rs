//! Drafts: started from anything that was typed, changed by edits, published as reports.

use std::future::{Future, ready};

use advice::Model;
use advice::edit::{self, Edit};
use advice::fault::{Code, Fault};

use super::{Advisor, Prepared, Publication, Source, json, refused};
use crate::draft::{Draft, DraftId, Origin, Terms};
use crate::problem::Problem;
use crate::report::{EditToken, FormKey, Report};
use crate::store::{Expected, Refused};

/// How often a change is made again on top of one that another process made in between.
const TRIES: usize = 20;

/// Bytes that a draft may have after an edit: a body has at most 1 MiB, and written out with every id it is longer.
const LONGEST: usize = 4 * 1024 * 1024;

impl Advisor {
    /// Starts a draft from a text, whether or not it is a description already.
    pub async fn start_draft(&self, text: String) -> Result<Draft, Problem> {
        self.start(text, None).await
    }

    /// Starts a draft of a report's description; with `revise`, it becomes a new revision of that report.
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

    /// The description that a draft is, resolved against the rules; it may have no flow yet, and a flow no step.
    ///
    /// # Errors
    /// Every other fault of its text, with line and column.
    pub fn read_draft(&self, draft: &Draft) -> Result<Model<'static>, Problem> {
        self.unfinished_model(Source { text: &draft.text, format: draft.format() })
    }

    /// The text that edits make of a draft, one after the other: all of them or none.
    ///
    /// # Errors
    /// What is wrong with the first edit that cannot be made, each fault at the edit's own field; or with the description
    /// that would come out, at its place in that.
    pub fn edited(&self, draft: &Draft, edits: &[Edit]) -> Result<String, Problem> {
        edited(&self.read_draft(draft)?, edits)
    }

    /// Puts another text in the place of a draft's, whether or not it is a description.
    pub async fn retype(&self, id: &str, text: &str) -> Result<Draft, Problem> {
        self.change(id, |_| ready(Ok(text.to_owned()))).await
    }

    /// Takes the last change of a draft back; done twice, the change is there again.
    ///
    /// # Errors
    /// Nothing was changed yet.
    pub async fn undo(&self, id: &str) -> Result<Draft, Problem> {
        self.change(id, |draft| {
            ready(draft.before.ok_or_else(|| Problem::unknown("Nothing in this draft was changed yet.")))
        })
        .await
    }

    /// Changes a draft's text to what `text` makes of it; a change that another one overtook is made again on top of that.
    /// Changes of one draft wait for each other.
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

    /// Reads and assesses a draft that is to be published, with a note that may be empty.
    pub fn prepare_draft(&self, draft: &Draft, note: &str) -> Result<Prepared, Problem> {
        self.prepare_typed(Source { text: &draft.text, format: draft.format() }, note)
    }

    /// Publishes a draft as a report of its own; what is published from it later is that report's next revision. What the
    /// draft says now makes one report, however often it is published.
    pub async fn publish_draft(
        &self,
        draft: &Draft,
        Prepared { content, request }: Prepared,
        form_key: Option<&FormKey>,
    ) -> Result<Publication, Problem> {
        self.keep(content, None, Some(draft.now()), form_key.map(|key| key.token(request))).await
    }

    /// Reads a draft for somebody who wants to publish it as the next revision of the report that it was made from.
    ///
    /// # Errors
    /// The token is not the report's, or the draft is not of this report.
    pub async fn draft_of(&self, report: &str, token: &EditToken, id: &str) -> Result<Draft, Problem> {
        self.allows(report, token).await?;
        let draft = self.draft(id).await?;
        match &draft.origin {
            Some(origin) if origin.report.as_str() == report => Ok(draft),
            _ => Err(Problem::unknown("This draft was not made from this report.")),
        }
    }

    /// Publishes a draft as the next revision of the report that it was made from, and answers the revision's number.
    ///
    /// # Errors
    /// The token is not the report's, the draft is of no report, or the report has a revision by now that the draft was not
    /// made from.
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

    /// What the draft's pages say and send beside the draft.
    pub fn draft_terms(&self) -> Terms {
        Terms { days: self.draft_days, form_key: self.form_key() }
    }

    /// Forgets a draft.
    pub async fn drop_draft(&self, id: &str) -> Result<(), Problem> {
        self.store.forget(&draft_id(id)?).await.map_err(refused)
    }
}

/// The JSON of a description after edits, which are looked at as a whole only when all were made.
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
