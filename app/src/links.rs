//! Who may do what with a report: rights that tokens give, and fixed links to one revision.
//!
//! Whoever has a report's address may view it. A review link and an edit link carry a token each. The module knows no
//! store and no clock; times are written as in [`Content::made_at`](crate::report::Content::made_at).

use crate::report::{FixedId, ReportId, TokenHash};
use crate::standing::Status;

/// What a token lets its holder do. Whoever edits may review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Say something about the report.
    Review,
    /// Change or delete the report, and decide about its links.
    Edit,
}

impl Right {
    /// All rights, the smallest first.
    pub const ALL: [Self; 2] = [Self::Review, Self::Edit];

    /// Its permanent name: `review` or `edit`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Edit => "edit",
        }
    }

    /// The right with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.name() == name)
    }
}

/// What somebody shows to have a right: a token, at a time.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The hash of the token.
    pub token: TokenHash,
    /// The time now.
    pub at: String,
}

/// A token that gives a right until it expires.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The hash of the token.
    pub token: TokenHash,
    /// From when on it gives no right any more; `None`: never.
    pub expires_at: Option<String>,
}

impl Grant {
    /// Whether this is the token that is shown, and gives its right at that time.
    pub fn allows(&self, claim: &Claim) -> bool {
        self.token.matches(&claim.token) && !is_past(self.expires_at.as_deref(), &claim.at)
    }
}

/// Whether something that expires then has expired now.
pub fn is_past(expires_at: Option<&str>, now: &str) -> bool {
    expires_at.is_some_and(|expires_at| expires_at <= now)
}

/// A link that shows one revision and leads to nothing else of its report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedLink {
    /// Its random id.
    pub id: FixedId,
    /// The revision that it shows.
    pub revision: u32,
    /// When it was made.
    pub made_at: String,
    /// From when on it shows nothing; `None`: never.
    pub expires_at: Option<String>,
    /// Whether it was made for forks, which name the revision that they come from by it.
    pub for_forks: bool,
}

/// How long a right lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// From when on it is none; `None`: never.
    pub expires_at: Option<String>,
}

/// The links of a report, as its editors see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// How long the edit link gives its right.
    pub edit: Term,
    /// The same of the review link, if there is one.
    pub review: Option<Term>,
    /// The fixed links that show something, the newest first.
    pub fixed: Vec<FixedLink>,
}

/// What an editor decides about a report as a whole.
#[derive(Clone, Debug)]
pub enum Decision {
    /// This token gives the right from now on, and the one before gives none.
    Grant(Right, Grant),
    /// The report is deleted at this time, or never.
    KeepUntil(Option<String>),
    /// The report has this status.
    Status(Status),
    /// The report is listed with these words, or not at all.
    List(Option<Listing>),
    /// There is a further fixed link.
    Fix(FixedLink),
    /// This fixed link shows nothing any more.
    Unfix(FixedId),
}

/// The words by which a listed report is shown and found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The revision that they are from.
    pub revision: u32,
    /// When that revision was made.
    pub made_at: String,
    /// The name of the system.
    pub name: String,
    /// Its summary, perhaps shortened; empty if there is none.
    pub summary: String,
    /// The names of its first flows.
    pub flows: Vec<String>,
}

/// A listed report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The report's id.
    pub report: ReportId,
    /// Its words.
    pub listing: Listing,
    /// What became of it.
    pub status: Status,
}
