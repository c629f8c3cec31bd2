//! A draft: a description while somebody works on it, under a secret address, and no revision of anything yet.
//!
//! It is the text that was typed, or the JSON that edits made of it, and may be faulty: nothing that was typed is lost.
//! It knows no store and no clock.

use std::num::NonZeroU32;

use crate::{
    document::Format,
    report::{FormKey, ReportId, base62, is_id},
};

/// A draft's id: 128 random bits in base 62, 22 letters and digits. Whoever has it can read and change the draft.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DraftId(String);

impl DraftId {
    /// An id made of random bits.
    pub fn of(random: [u8; 16]) -> Self {
        Self(base62(random))
    }

    /// The id that this text is, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        is_id(text).then(|| Self(text.to_owned()))
    }

    /// The id as it stands in addresses.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A description in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// How often it was changed, from 1: a change is made from the version that it was read at.
    pub version: u32,
    /// The description: YAML or JSON as it was typed, JSON with every id once it was edited.
    pub text: String,
    /// What the text was before the last change, to undo that.
    pub before: Option<String>,
    /// The report that it becomes a new revision of; none for a report of its own.
    pub origin: Option<Origin>,
    /// When it was changed last: UTC, whole seconds, as `2027-05-01T12:00:00Z`.
    pub changed_at: String,
}

/// The revision of a report that a draft was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The report.
    pub report: ReportId,
    /// Number of the revision, from 1.
    pub revision: u32,
}

/// A draft as it was at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftVersion {
    /// The draft.
    pub id: DraftId,
    /// Its version then.
    pub version: u32,
}

/// What the pages of a draft say and send beside the draft itself.
#[derive(Clone, Debug)]
pub struct Terms {
    /// How many days after its last change a draft is deleted; none if it never is.
    pub days: Option<NonZeroU32>,
    /// The key of the publishing form.
    pub form_key: FormKey,
}

impl Draft {
    /// The draft and its version.
    pub fn now(&self) -> DraftVersion {
        DraftVersion { id: self.id.clone(), version: self.version }
    }

    /// The form that the text is written in.
    pub fn format(&self) -> Format {
        Format::of_file("", &self.text)
    }
}
