//! A draft: the text of a description that somebody is still working on. It has a secret address and no revisions.
//!
//! The text is either what a person typed or the JSON that edits produced. It may be faulty, so that nothing
//! typed is lost. This module knows no store and no clock.

pub mod history;

use std::num::NonZeroU32;

use self::history::History;
use crate::{
    document::Format,
    language_model::Offer,
    problem::Problem,
    report::{FormKey, ReportId, secret_id},
    words::Words,
};

secret_id! {
    /// A draft's id. Whoever has it can read and change the draft.
    DraftId
}

/// A text that somebody works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// Version number, from 1, raised by each change. A change applies to the version that it was read at.
    pub version: u32,
    /// The text: YAML or JSON as typed, or JSON with every id after an edit.
    pub text: String,
    /// The words that the description was read from, as [`Words`] are stored; `None` if it
    /// was not read from a text.
    pub words: Option<String>,
    /// Which changes can be undone and done again.
    pub history: History,
    /// The report revision that the draft continues; `None` if publishing makes a new report.
    pub origin: Option<Origin>,
    /// Time of the last change: UTC, whole seconds, as `2027-05-01T12:00:00Z`.
    pub changed_at: String,
}

/// What a change replaces in a draft, or what a draft begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The text, as in [`Draft::text`].
    pub text: String,
    /// The words that it was read from, as in [`Draft::words`].
    pub words: Option<String>,
}

impl From<String> for Written {
    /// A text that was read from no words.
    fn from(text: String) -> Self {
        Self { text, words: None }
    }
}

/// The revision of a report that a draft belongs to: it was published as this revision or made from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The report.
    pub report: ReportId,
    /// Number of the revision, from 1.
    pub revision: u32,
    /// The version of the draft that was published as this revision; `None` if the draft was made from the revision and
    /// has not been published since.
    pub published: Option<u32>,
}

/// A version of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftVersion {
    /// The draft.
    pub id: DraftId,
    /// The version number.
    pub version: u32,
}

/// The values that a draft's pages need in addition to the draft.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Number of days after its last change at which a draft is deleted; `None` if drafts are kept forever.
    pub days: Option<NonZeroU32>,
    /// The key of the publishing form.
    pub form_key: FormKey,
    /// The language model that may be asked to read the draft's text; `None` if the operator named none.
    pub offer: Option<Offer>,
    /// The newest revision of the report that the draft continues; `None` if there is none, or if the page does not
    /// need it.
    pub newest: Option<Newest>,
}

/// What a draft's page says of the newest revision of its report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newest {
    /// Its number, from 1.
    pub revision: u32,
    /// Whether it shows the words that it was read from.
    pub has_words: bool,
    /// The description with every id, as JSON.
    pub description: String,
}

impl Draft {
    /// The draft and its version.
    pub fn now(&self) -> DraftVersion {
        DraftVersion { id: self.id.clone(), version: self.version }
    }

    /// What it holds.
    pub fn written(&self) -> Written {
        self.with_text(self.text.clone())
    }

    /// The draft with another text, which was read from the same words.
    pub fn with_text(&self, text: String) -> Written {
        Written { text, words: self.words.clone() }
    }

    /// The words that the description was read from; `None` if it was not read from a text.
    ///
    /// # Errors
    /// They cannot be read back, which is our fault.
    pub fn words(&self) -> Result<Option<Words>, Problem> {
        self.words.as_deref().map(Words::kept).transpose()
    }

    /// The format that the text is written in.
    pub fn format(&self) -> Format {
        Format::of_file("", &self.text)
    }
}
