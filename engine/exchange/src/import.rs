//! The formats that become a description: a file for each, and its line in the list below.
//!
//! A reader gets the text of a foreign document and fills a [`Draft`] with who takes part, the steps and how each is
//! built today. It says for each part where in the document it stands; what it does not use is left over. Nothing
//! outside the document is ever read.

mod archive;
mod asyncapi;
mod compose;
mod draft;
mod eventcatalog;
mod kinds;
mod mermaid;
mod node;
mod openapi;
mod payload;
mod structurizr;

use advice::fault::Fault;
use advice::rulebook::Rulebook;
use advice::tree::SyntaxError;
use reader::reading::Reading;

use draft::Draft;

/// A format that becomes a description.
#[derive(Debug)]
pub struct Import {
    /// Its name on the wire, such as `asyncapi`.
    pub id: &'static str,
    /// Its name for people, such as "AsyncAPI".
    pub name: &'static str,
    /// What a text in it is, with its article, such as "an AsyncAPI document".
    pub is: &'static str,
    /// Whether a text is in this format, by its outer signs alone. The second text is the language that stands behind
    /// the marks of a code fence; it may be empty.
    recognise: fn(&str, &str) -> bool,
    /// Reads the text.
    read: fn(&mut Draft<'_>) -> Result<(), SyntaxError>,
}

/// Why a document does not become a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// It is not even JSON or YAML, at this place.
    Syntax(SyntaxError),
    /// Everything that is wrong with it, each with its line and column.
    Faulty(Vec<Fault>),
    /// Nothing is wrong with it, and it has no step. The text completes "Found no steps, because".
    NoSteps(String),
}

impl PartialEq for Import {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Import {}

/// Declares the imports: one line and one module for each.
macro_rules! imports {
    ($($module:ident,)*) => {
        /// Every import, in the order in which people are told of them.
        pub static ALL: &[Import] = &[$($module::IMPORT,)*];
    };
}

imports! {
    asyncapi,
    openapi,
    structurizr,
    mermaid,
    compose,
    eventcatalog,
}

/// The import that reads a text, if one does. `language` is what stands behind the marks of its code fence; it may be
/// empty.
pub fn recognise(text: &str, language: &str) -> Option<&'static Import> {
    ALL.iter().find(|import| (import.recognise)(text, language))
}

impl Import {
    /// Finds an import by its name on the wire.
    pub fn named(id: &str) -> Option<&'static Self> {
        ALL.iter().find(|import| import.id == id)
    }

    /// Reads a document as a description that says how the system is built today, and what became of each part of
    /// the document. The questions that the names of messages answer are answered, too.
    ///
    /// # Errors
    /// Everything that is wrong with the document, or that it has no step.
    pub fn read(&self, text: &str, book: &Rulebook) -> Result<Reading, Unread> {
        let mut draft = Draft::new(text);
        (self.read)(&mut draft).map_err(Unread::Syntax)?;
        draft.finish(self.is, book)
    }
}

/// The text of an archive, which is then read as any other: that of an `EventCatalog`, if it is one.
///
/// # Errors
/// Why it is not unpacked, as a full sentence.
pub fn text_of_archive(bytes: &[u8]) -> Result<String, String> {
    eventcatalog::text_of(bytes)
}

/// Whether bytes begin as a zip archive does.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}
