//! Drafts: started from anything that was typed, changed by edits, published as reports.

use engine::Model;
use engine::edit::{self, Edit};

use super::{Advisor, Publication, Source, hash_of, json, refused};
use crate::draft::{Draft, DraftId, Origin, Terms};
use crate::problem::Problem;
use crate::report::{EditToken, FormKey, Report};
use crate::store::{Expected, Refused};

/// How often a change is made again on top of one that another process made in between.
const TRIES: usize = 20;

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

    /// Makes edits on a draft, one after the other: all of them or none.
    ///
    /// # Errors
    /// What is wrong with the first edit that cannot be made, each fault at the edit's own field; or with the description
    /// that would come out, at its place in that.
    pub async fn edit(&self, id: &str, edits: &[Edit]) -> Result<Draft, Problem> {
        self.change(id, |draft| {
            let mut model = self.read_draft(draft)?;
            for edit in edits {
                model = edited(&model, edit)?;
            }
            json(model.description())
        })
        .await
    }

    /// Puts another text in the place of a draft's, whether or not it is a description.
    pub async fn retype(&self, id: &str, text: &str) -> Result<Draft, Problem> {
        self.change(id, |_| Ok(text.to_owned())).await
    }

    /// Takes the last change of a draft back; done twice, the change is there again.
    ///
    /// # Errors
    /// Nothing was changed yet.
    pub async fn undo(&self, id: &str) -> Result<Draft, Problem> {
        self.change(id, |draft| {
            draft.before.clone().ok_or_else(|| Problem::unknown("Nothing in this draft was changed yet."))
        })
        .await
    }

    /// Changes a draft's text; a change that another one overtook is made again on top of that. Changes of one draft wait
    /// for each other.
    async fn change(&self, id: &str, text: impl Fn(&Draft) -> Result<String, Problem>) -> Result<Draft, Problem> {
        let id = draft_id(id)?;
        let _turn = self.turns.take(&id).await;
        for _ in 0..TRIES {
            let draft = self.store.draft(&id).await.map_err(refused)?;
            let text = text(&draft)?;
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

    /// Publishes a draft as a report of its own; what is published from it later is that report's next revision. What the
    /// draft says now makes one report, however often it is published.
    pub async fn publish_draft(
        &self,
        id: &str,
        note: &str,
        form_key: Option<&FormKey>,
    ) -> Result<Publication, Problem> {
        let draft = self.draft(id).await?;
        let content = self.typed(Source { text: &draft.text, format: draft.format() }, note)?;
        let token = form_key.map(|key| key.token(hash_of(&[&draft.text, note])));
        self.keep(content, None, Some(draft.now()), token).await
    }

    /// Publishes a draft as the next revision of the report that it was made from, and answers the revision's number.
    ///
    /// # Errors
    /// The token is not the report's, the draft is not of this report, or the report has a revision by now that the draft
    /// was not made from.
    pub async fn revise_from(&self, report: &str, token: &EditToken, id: &str, note: &str) -> Result<u32, Problem> {
        let draft = self.draft(id).await?;
        let Some(origin) = draft.origin.as_ref().filter(|origin| origin.report.as_str() == report) else {
            return Err(Problem::unknown("This draft was not made from this report."));
        };
        self.allows(report, token).await?;
        let content = self.typed(Source { text: &draft.text, format: draft.format() }, note)?;
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

/// A model after an edit.
fn edited(model: &Model<'static>, edit: &Edit) -> Result<Model<'static>, Problem> {
    let description = edit::apply(model.description(), edit).map_err(Problem::faulty)?;
    Model::resolve(description, model.rulebook()).map_err(Problem::faulty)
}

fn draft_id(id: &str) -> Result<DraftId, Problem> {
    DraftId::parse(id).ok_or_else(|| refused(Refused::Unknown))
}
