//! The files that a report can be taken along as: one line in the list for each.

use pictures::flow::view::{self, Form, View};

use super::{markdown, picture, revision::ResolvedRevision};
use crate::{
    diagram::png,
    document::{self, Format},
    pack::Applied,
    problem::Problem,
    report::Report,
};

/// What a file shows of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// The report as text, in Markdown.
    Text,
    /// The picture of the flows.
    Picture,
    /// The same picture in pixels.
    Pixels,
    /// The source of the picture, for tools that draw.
    Source,
    /// The description.
    Description,
    /// Everything, for programs.
    Everything,
}

/// A kind of file.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// What it shows.
    pub shows: Shows,
    /// The ending of its address.
    pub ending: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// What the menu calls it.
    pub name: &'static str,
    /// The name of its format.
    pub format: &'static str,
}

/// Every kind of file, in the order of the menu.
#[rustfmt::skip]
pub const ALL: [File; 6] = [
    file(Shows::Text, "md", "text/markdown; charset=utf-8", "Text", "Markdown"),
    file(Shows::Picture, "svg", "image/svg+xml", "Picture", "SVG"),
    file(Shows::Pixels, "png", png::MEDIA_TYPE, "Picture", "PNG"),
    file(Shows::Source, "mmd", "text/vnd.mermaid; charset=utf-8", "Diagram source", "Mermaid"),
    file(Shows::Description, "yaml", "application/yaml", "Description", "YAML"),
    file(Shows::Everything, "json", "application/json", "Everything", "JSON"),
];

const fn file(
    shows: Shows,
    ending: &'static str,
    media_type: &'static str,
    name: &'static str,
    format: &'static str,
) -> File {
    File { shows, ending, media_type, name, format }
}

/// The kind of file with this ending.
///
/// # Errors
/// There is none; the problem names all endings.
pub fn find(ending: &str) -> Result<File, Problem> {
    let found = ALL.into_iter().find(|file| file.ending == ending);
    found.ok_or_else(|| {
        let endings: Vec<String> = ALL.iter().map(|file| format!("`.{}`", file.ending)).collect();
        Problem::unknown(format!("A report is there as {}.", crate::wording::spoken(&endings)))
    })
}

/// The text of a file of a revision; of pixels, the SVG that they are painted from. `flow` is the id of the only flow of a
/// picture. `address` is the report's absolute address. `None` if the report has no such flow.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub fn write(
    file: File,
    report: &Report,
    applied: &Applied,
    flow: Option<&str>,
    address: &str,
) -> Result<Option<String>, Problem> {
    let revision = ResolvedRevision::of(report, applied)?;
    Ok(match file.shows {
        Shows::Text => Some(markdown::write(&revision, address)),
        Shows::Picture | Shows::Pixels => picture::document(&revision, flow),
        Shows::Source => view::render(&revision.model, &revision.assessment, View::Flow, Form::Mermaid, flow)
            .ok()
            .map(|it| it.content),
        Shows::Description => Some(document::write(revision.model.description(), Format::Yaml)?),
        Shows::Everything => Some(crate::advisor::report_json(report)?),
    })
}
