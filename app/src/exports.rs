//! Chooses the format that a request exports in, and writes the file.

use std::iter;

use advice::{Assessment, Model, fault::did_you_mean};
use exchange::export::{self, Export, Group, PROPOSED, Subject};

use crate::{pages::report::markdown, problem::Problem};

/// The report as Markdown, which says what the pages say and is therefore written beside them.
static MARKDOWN: Export = Export {
    id: "markdown",
    name: "Report",
    group: Group::Documents,
    purpose: "The report as a text: each decision with its reason, what to do first, and which questions are open.",
    ending: "md",
    media_type: "text/markdown; charset=utf-8",
    write: |subject| markdown::unpublished(subject.model, subject.assessment).into_bytes(),
};

/// A file in the format of another tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// A name to save it by: letters of ASCII, digits, dots and hyphens.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// Every export, in the order in which people are shown them.
pub fn all() -> impl Iterator<Item = &'static Export> {
    iter::once(&MARKDOWN).chain(export::ALL)
}

/// The export with this name on the wire.
///
/// # Errors
/// There is none, or no name was given; the problem names all.
pub fn choose(id: Option<&str>) -> Result<&'static Export, Problem> {
    let ids = || all().map(|export| export.id);
    let Some(id) = id else {
        let every: Vec<_> = ids().collect();
        let detail = format!("Say with `as` what to export as: {}.", every.join(", "));
        return Err(Problem::no_such_export(detail));
    };
    all().find(|export| export.id == id).ok_or_else(|| {
        let shown: String = id.chars().take(60).collect();
        let hint = match did_you_mean(id, ids()) {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None => format!("There is {}.", ids().collect::<Vec<_>>().join(", ")),
        };
        Problem::no_such_export(format!("Nothing is exported as `{shown}`. {hint}"))
    })
}

/// Writes a system in the format of `export`.
pub fn write(model: &Model<'_>, assessment: &Assessment<'_>, export: &Export) -> File {
    write_decided(&Subject { model, assessment, status: PROPOSED }, export)
}

/// The same of a system of which something may have become.
pub fn write_decided(subject: &Subject<'_>, export: &Export) -> File {
    let model = subject.model;
    let content = (export.write)(subject);
    File { name: file_name(&model.description().name, export.ending), media_type: export.media_type, content }
}

/// The name of a file: what the system is called, in letters that every file system takes, and the ending.
pub(crate) fn file_name(system: &str, ending: &str) -> String {
    let words = system.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.take(8).collect::<Vec<_>>().join("-").to_ascii_lowercase();
    let name: String = name.chars().take(60).collect();
    if name.is_empty() { format!("system.{ending}") } else { format!("{name}.{ending}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_the_system() {
        assert_eq!(file_name("Concert ticket booking", "csv"), "concert-ticket-booking.csv");
        assert_eq!(file_name("\u{3042}\r\n\"", "asyncapi.yaml"), "system.asyncapi.yaml");
    }

    #[test]
    fn a_wrong_name_is_told_with_the_right_ones() {
        let detail = |id| choose(id).map(|_| ()).unwrap_err().detail;
        assert!(detail(Some("cvs")).ends_with("Did you mean `csv`?"));
        assert!(detail(Some("x")).contains("There is "));
        assert!(detail(None).contains("csv"));
    }
}
