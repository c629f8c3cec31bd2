//! The files that a report can be taken along as: what it is drawn and written as, in the list below, and every export.

use std::{borrow::Cow, collections::BTreeMap};

use exchange::export::{Export, Group, Subject};
use pictures::flow::view::{self, Form, View};
use sha2::{Digest, Sha256};

use super::{markdown, picture, revision::ResolvedRevision};
use crate::{
    diagram::png,
    document::{self, Format},
    exports,
    pack::Applied,
    problem::Problem,
    report::Report,
    standing::Status,
};

/// What a file shows of a report.
#[derive(Debug, Clone, Copy)]
pub enum Shows {
    /// The report as text, in Markdown.
    Text,
    /// The picture of the flows.
    Picture,
    /// The same picture in pixels.
    Pixels,
    /// The source of the picture, for tools that draw.
    Source(Form),
    /// The description.
    Description,
    /// Everything, for programs.
    Everything,
    /// What another tool reads.
    Export(&'static Export),
}

/// What files are for. The menu shows those of one heading together, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// To look at.
    Pictures,
    /// To read, to build by, to list or to process.
    Of(Group),
}

/// A kind of file.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// What it shows.
    pub shows: Shows,
    /// Where the menu has it.
    pub heading: Heading,
    /// The ending of its address.
    pub ending: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// What the menu calls it.
    pub name: &'static str,
}

/// Every kind of file but the exports. The report as Markdown is an export, too; here its last line says which revision
/// it is.
#[rustfmt::skip]
const OWN: [File; 10] = [
    file(Shows::Picture, Heading::Pictures, "svg", "image/svg+xml", "Picture, SVG"),
    file(Shows::Pixels, Heading::Pictures, "png", png::MEDIA_TYPE, "Picture, PNG"),
    file(Shows::Source(Form::Mermaid), Heading::Pictures, "mmd", "text/vnd.mermaid; charset=utf-8", "Mermaid"),
    file(Shows::Source(Form::Plantuml), Heading::Pictures, "puml", "text/x-plantuml; charset=utf-8", "PlantUML"),
    file(Shows::Source(Form::D2), Heading::Pictures, "d2", "text/x-d2; charset=utf-8", "D2"),
    file(Shows::Source(Form::Dot), Heading::Pictures, "dot", "text/vnd.graphviz; charset=utf-8", "DOT"),
    file(Shows::Source(Form::Structurizr), Heading::Pictures, "dsl", "text/x-structurizr-dsl; charset=utf-8", "Structurizr DSL"),
    file(Shows::Text, Heading::Of(Group::Documents), "md", "text/markdown; charset=utf-8", "Report, Markdown"),
    file(Shows::Description, Heading::Of(Group::Data), "yaml", "application/yaml", "Description, YAML"),
    file(Shows::Everything, Heading::Of(Group::Data), "json", "application/json", "Everything, JSON"),
];

const fn file(
    shows: Shows,
    heading: Heading,
    ending: &'static str,
    media_type: &'static str,
    name: &'static str,
) -> File {
    File { shows, heading, ending, media_type, name }
}

/// Every kind of file: our own first, then the exports.
pub fn all() -> impl Iterator<Item = File> {
    let exported = exports::all().map(|export| {
        let heading = Heading::Of(export.group);
        file(Shows::Export(export), heading, export.ending, export.media_type, export.name)
    });
    let is_new = |export: &File| OWN.iter().all(|own| own.ending != export.ending);
    OWN.into_iter().chain(exported.filter(is_new))
}

/// Every kind of file under its heading, as the menu shows them.
pub(super) fn under_headings() -> BTreeMap<Heading, Vec<File>> {
    let mut files: BTreeMap<Heading, Vec<File>> = BTreeMap::new();
    for file in all() {
        files.entry(file.heading).or_default().push(file);
    }
    files
}

impl Heading {
    /// Its words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Pictures => "Pictures",
            Self::Of(Group::Documents) => "Documents",
            Self::Of(Group::Contracts) => "Contracts",
            Self::Of(Group::Catalogues) => "Catalogues",
            Self::Of(Group::Data) => "Data",
        }
    }
}

/// The kind of file with this ending.
///
/// # Errors
/// There is none; the problem names all endings.
pub fn find(ending: &str) -> Result<File, Problem> {
    all().find(|file| file.ending == ending).ok_or_else(|| {
        let endings: Vec<String> = all().map(|file| format!("`.{}`", file.ending)).collect();
        Problem::unknown(format!("A report is there as {}.", crate::wording::spoken(&endings)))
    })
}

/// A file of a revision. `flow` is the id of the only flow of a picture. `public_url` begins absolute addresses. `None`
/// if the report has no such flow.
///
/// # Errors
/// The picture is too large to be painted, or the stored revision cannot be read, which is our fault.
pub fn write(
    file: File,
    report: &Report,
    applied: &Applied,
    flow: Option<&str>,
    public_url: &str,
) -> Result<Option<Vec<u8>>, Problem> {
    let revision = ResolvedRevision::of(report, applied)?;
    let (model, assessment) = (&revision.model, &revision.assessment);
    Ok(match file.shows {
        Shows::Text => Some(markdown::write(&revision, public_url).into_bytes()),
        Shows::Picture => picture::document(&revision, flow).map(String::into_bytes),
        Shows::Pixels => picture::document(&revision, flow).map(|svg| png::png(&svg)).transpose()?,
        Shows::Source(form) => {
            view::render(model, assessment, View::Flow, form, flow).ok().map(|it| it.content.into_bytes())
        }
        Shows::Description => Some(document::write(model.description(), Format::Yaml)?.into_bytes()),
        Shows::Everything => Some(crate::advisor::report_json(report)?.into_bytes()),
        Shows::Export(export) => {
            let status = status(&report.standing.status, public_url);
            Some(exports::write_decided(&Subject { model, assessment, status: &status }, export).content)
        }
    })
}

/// What became of a report, as decision records say it.
fn status<'s>(status: &'s Status, public_url: &str) -> Cow<'s, str> {
    match status.successor(public_url) {
        Some(by) => format!("superseded by {by}").into(),
        None => status.name().into(),
    }
}

/// A tag of a file's bytes: the beginning of their SHA-256, as hexadecimal digits.
pub fn tag(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(16).fold(String::new(), |tag, byte| tag + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_an_address_of_its_own() {
        let mut endings: Vec<&str> = all().map(|file| file.ending).collect();
        let every = endings.len();
        endings.sort_unstable();
        endings.dedup();
        assert_eq!(endings.len(), every, "{endings:?}");
        assert!(endings.contains(&"asyncapi.yaml"));
    }
}
