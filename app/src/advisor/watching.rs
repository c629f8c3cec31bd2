//! Since when an assumption says what it says: the revision up to which nobody touched it.
//!
//! An assumption that names a place and no value was true when it was written. So what stands at its place now is
//! compared with what stood there in that revision, however many revisions came since. The module looks at no store.

use std::collections::BTreeMap;

use advice::description::places;
use advice::{Description, Tree};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Advisor;
use super::kept::Kept;
use crate::difference::look_again;
use crate::problem::Problem;
use crate::report::Report;
use crate::review::ToCheck;

/// Maximum number of earlier revisions that are looked through. What was touched earlier counts as touched then.
pub const LOOKED_THROUGH: u32 = 200;

/// The assumptions of a revision that name a place and no value, while earlier revisions are looked through, from the
/// newest to the oldest.
#[derive(Debug)]
pub struct Untouched {
    sought: Vec<Sought>,
}

#[derive(Debug)]
struct Sought {
    /// Its index in the revision's description.
    index: usize,
    text: String,
    at: String,
    /// The same with ids.
    place: String,
    /// The oldest revision that was seen to have it.
    since: u32,
    is_done: bool,
}

/// What is read of a description.
#[derive(Deserialize)]
struct Assumptions {
    #[serde(default)]
    assumptions: Vec<Assumption>,
}

#[derive(Deserialize)]
struct Assumption {
    text: String,
    at: Option<String>,
    is: Option<IgnoredAny>,
}

impl Untouched {
    /// The assumptions of a revision.
    pub fn of(report: &Report) -> Self {
        let assumptions = assumptions(report);
        if assumptions.is_empty() {
            return Self { sought: Vec::new() };
        }
        let named = names(&report.content.description);
        let sought = assumptions.into_iter().enumerate().filter_map(|(index, Assumption { text, at, is })| {
            let at = at.filter(|_| is.is_none())?;
            let place = named(&at);
            Some(Sought { index, text, at, place, since: report.revision, is_done: false })
        });
        Self { sought: sought.collect() }
    }

    /// Whether no earlier revision can tell anything more.
    pub fn is_done(&self) -> bool {
        self.sought.iter().all(|sought| sought.is_done)
    }

    /// Looks at the revision before the one that was looked at last.
    pub fn look(&mut self, before: &Report) {
        let assumptions = assumptions(before);
        let mut places: Option<Vec<(String, String)>> = None;
        for sought in self.sought.iter_mut().filter(|sought| !sought.is_done) {
            let mut alike = assumptions.iter().filter(|one| one.is.is_none() && one.text == sought.text).peekable();
            let is_same = alike.peek().is_some()
                && (alike.any(|one| one.at.as_ref() == Some(&sought.at)) || {
                    // A pointer that counts changes when a step moves, and nobody touched the assumption.
                    let places = places.get_or_insert_with(|| {
                        let named = names(&before.content.description);
                        let unvalued = assumptions.iter().filter(|one| one.is.is_none());
                        unvalued.filter_map(|one| Some((one.text.clone(), named(one.at.as_deref()?)))).collect()
                    });
                    places.iter().any(|(text, place)| *text == sought.text && *place == sought.place)
                });
            if is_same {
                sought.since = before.revision;
            } else {
                sought.is_done = true;
            }
        }
    }

    /// The revisions since which nobody touched assumptions, with the indices of these. Those that the newest revision
    /// touched are left out.
    pub fn since(&self, newest: u32) -> BTreeMap<u32, Vec<usize>> {
        let mut since: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for sought in self.sought.iter().filter(|sought| sought.since < newest) {
            since.entry(sought.since).or_default().push(sought.index);
        }
        since
    }
}

impl Advisor {
    /// Which of the assumptions with these indices should be looked at again, because something else stands at their
    /// places than in `since`.
    ///
    /// # Errors
    /// A stored revision cannot be read, which is our fault.
    pub fn to_check(&self, report: &Report, since: &Report, indices: &[usize]) -> Result<Vec<ToCheck>, Problem> {
        let (applied_then, applied) = (self.applied(since), self.applied(report));
        let (old, new) = (Kept::read(since, &applied_then)?, Kept::read(report, &applied)?);
        let again = look_again(&old.model, &new.model).into_iter().filter(|one| indices.contains(&one.index));
        Ok(again.map(|again| ToCheck { since: since.revision, again }).collect())
    }
}

fn assumptions(report: &Report) -> Vec<Assumption> {
    // A description without any is not read for them.
    let description = &report.content.description;
    if !description.contains("\"assumptions\"") {
        return Vec::new();
    }
    // What is kept was read before, so it can be read again.
    serde_json::from_str(description).map_or_else(|_| Vec::new(), |read: Assumptions| read.assumptions)
}

/// Names places of a description by ids.
fn names(description: &str) -> impl Fn(&str) -> String + use<> {
    let tree = Tree::from_json(description).ok();
    let description = tree.and_then(|tree| Some(Description::read_kept(&tree).ok()?.0));
    move |at| match &description {
        Some(description) => places::named(description, &places::pointer(description, at)),
        None => at.to_owned(),
    }
}
