//! The revisions of a report: their list, and what differs between two of them.

use advice::Fault;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Advisor,
    again::{Rules, rules},
    json,
    kept::Kept,
    report_id, unread,
};
use crate::{
    difference::{Difference, Side, difference},
    links::is_past,
    pack::Applied,
    problem::Problem,
    report::Report,
    store::Listed,
};

/// Maximum number of revisions that are listed at once.
pub const LISTED: u32 = 50;

/// A part of the list of a report's revisions.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Revisions {
    /// The report's id.
    pub id: String,
    /// The number of the newest revision.
    pub latest: u32,
    /// At most 50 revisions, newest first.
    pub revisions: Vec<Listed>,
    /// The number to send as `before` for the revisions that are older than these; null if there are none.
    pub older: Option<u32>,
}

/// Two revisions of a report, compared. Each is compared as it was published: with its stored assessment.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RevisionDifference")]
pub struct RevisionDifference {
    /// The report's id.
    pub id: String,
    /// The revision that is taken as the old one.
    pub from: Compared,
    /// The revision that is taken as the new one.
    pub to: Compared,
    /// Whether the same rules and the same engine assessed both. If not, a verdict may differ although nothing that
    /// was said does.
    pub same_rules: bool,
    /// What differs.
    #[serde(flatten)]
    pub difference: Difference,
}

/// A revision that is compared.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RevisionCompared")]
pub struct Compared {
    /// Its number.
    pub revision: u32,
    /// When it was published, as RFC 3339 in UTC.
    pub made_at: String,
    /// Why it was published; null if nobody said.
    pub note: Option<String>,
    /// The rules that it was assessed with.
    pub rules: Rules,
    /// The parts of its description that the rules do not know any more. They are not compared.
    pub left_out: Vec<Fault>,
}

impl Advisor {
    /// Lists the revisions of a report whose numbers are smaller than `before`, or the newest ones.
    pub async fn revisions(&self, id: &str, before: Option<u32>) -> Result<Revisions, Problem> {
        let list = self.store.revisions(&report_id(id)?, before, LISTED).await.map_err(unread)?;
        // The report is deleted within the hour, and gone for everybody from now on.
        if is_past(list.expires_at.as_deref(), &self.surroundings.now()) {
            return Err(Problem::deleted());
        }
        let older = list.revisions.last().map(|last| last.number).filter(|number| *number > 1);
        Ok(Revisions { id: id.to_owned(), latest: list.latest, revisions: list.revisions, older })
    }

    /// What differs between two revisions of a report. Nothing is assessed again: the stored assessments are compared,
    /// and each description is read with the rules that its revision was assessed with.
    ///
    /// # Errors
    /// A stored revision cannot be read, which is our fault.
    pub fn compare(&self, old: &Report, new: &Report) -> Result<RevisionDifference, Problem> {
        let (before, after): (Applied, Applied) = (self.applied(old), self.applied(new));
        let (before, after) = (Kept::read(old, &before)?, Kept::read(new, &after)?);
        let sides = [&before, &after].map(|kept| Side { model: &kept.model, assessment: &kept.assessment });
        Ok(RevisionDifference::of([old, new], sides, [before.left_out.clone(), after.left_out.clone()]))
    }
}

impl RevisionDifference {
    /// Compares two revisions that are read back. `left_out` holds what the rules do not know any more of each.
    pub(crate) fn of([old, new]: [&Report; 2], sides: [Side<'_>; 2], [of_old, of_new]: [Vec<Fault>; 2]) -> Self {
        let [before, after] = sides;
        let (from, to) = (Compared::of(old, before, of_old), Compared::of(new, after, of_new));
        Self {
            id: new.at.report().map(|id| id.as_str().to_owned()).unwrap_or_default(),
            same_rules: from.rules == to.rules,
            from,
            to,
            difference: difference(before, after),
        }
    }
}

impl Compared {
    fn of(report: &Report, side: Side<'_>, left_out: Vec<Fault>) -> Self {
        Self {
            revision: report.revision,
            made_at: report.content.made_at.clone(),
            note: report.content.note.clone(),
            rules: rules(&side.assessment.ruleset, &side.assessment.engine),
            left_out,
        }
    }
}

/// The list of revisions as the JSON that programs read.
pub fn revisions_json(revisions: &Revisions) -> Result<String, Problem> {
    json(revisions)
}

/// The comparison as the JSON that programs read.
pub fn difference_json(difference: &RevisionDifference) -> Result<String, Problem> {
    json(difference)
}
