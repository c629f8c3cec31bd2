//! A draft whose report got a newer revision meanwhile: what each of the two changed, and both put together.
//!
//! The draft stays as it is. Both together are another draft, on top of the newest revision.

use advice::{Assessment, Model, assess};

use super::{Advisor, kept::Kept};
use crate::{
    difference::{Difference, Side, difference},
    draft::{Draft, Written},
    merging::{Choices, Merged, Versions, merge},
    pack::Applied,
    problem::Problem,
    report::Report,
};

/// The revision that a draft was made from, and the newest one.
#[derive(Clone, Copy, Debug)]
pub struct Revisions<'r> {
    /// The revision that the draft was made from.
    pub base: &'r Report,
    /// The newest one.
    pub theirs: &'r Report,
}

/// A draft that was overtaken, with what both sides did.
#[derive(Debug)]
pub struct Overtaken<'r> {
    /// The description of the draft.
    pub mine: Model<'static>,
    /// The revision that it was made from.
    pub base: Kept<'r>,
    /// The newest revision.
    pub theirs: Kept<'r>,
    /// What the draft changed.
    pub by_me: Difference,
    /// What the newest revision changed.
    pub by_them: Difference,
    /// Both together.
    pub merged: Merged,
}

impl Advisor {
    /// Puts a draft and the newest revision of its report together. `applied` holds the rules that the base and the
    /// newest revision were assessed with.
    ///
    /// # Errors
    /// The draft has faults; or a stored revision cannot be read, which is our fault.
    pub fn overtaken<'r>(
        &self,
        draft: &Draft,
        Revisions { base, theirs }: Revisions<'r>,
        [then, now]: &'r [Applied; 2],
        choices: &Choices,
    ) -> Result<Overtaken<'r>, Problem> {
        let mine = self.read_draft(draft)?;
        let (base, theirs) = (Kept::read(base, then)?, Kept::read(theirs, now)?);
        let merged = merge(Versions { base: &base.model, mine: &mine, theirs: &theirs.model }, choices)?;
        let assessed: Assessment<'_> = assess(&mine);
        let by_me = difference(side(&base), Side { model: &mine, assessment: &assessed });
        let by_them = difference(side(&base), side(&theirs));
        drop(assessed);
        Ok(Overtaken { mine, base, theirs, by_me, by_them, merged })
    }

    /// Starts a draft that holds both together, on top of the newest revision. Undoing its only change leads back to
    /// that revision.
    pub async fn start_merged(&self, draft: &Draft, theirs: &Report, merged: Merged) -> Result<Draft, Problem> {
        let Merged { text, .. } = merged;
        let started = self.start_from(theirs, true).await?;
        let words = draft.words.clone().or_else(|| started.words.clone());
        let written = Written { text, words };
        self.change(started.id.as_str(), |_| std::future::ready(Ok(written.clone()))).await
    }
}

fn side<'k>(kept: &'k Kept<'_>) -> Side<'k> {
    Side { model: &kept.model, assessment: &kept.assessment }
}
