//! The page of an event: what it carries, and its source for schema tools, to be copied or downloaded.

use advice::assessment::Event;
use exchange::{document, event::Contract};
use leptos::prelude::*;

use super::{
    event::{SOURCES, Source, address, design},
    part::framed,
    revision::ResolvedRevision,
};
use crate::{
    components::{copy_text::CopyText, textarea::in_textarea},
    pack::Applied,
    problem::Problem,
    report::Report,
    shell::Page,
    wording,
};

/// A file of one event.
pub struct File {
    /// Its media type.
    pub media_type: &'static str,
    /// Its text.
    pub content: String,
}

/// The page of an event. `number` is its place among all events of the revision, from 1.
///
/// # Errors
/// The revision has no such event, or it cannot be read, which is our fault.
pub fn page(report: &Report, applied: &Applied, number: usize) -> Result<Page, Problem> {
    let revision = ResolvedRevision::of(report, applied)?;
    let (event, contract) = find(&revision, number)?;
    let address = address(&revision, number);
    let sources: Vec<AnyView> = SOURCES.iter().map(|source| source_of(&contract, source, &address)).collect();
    let content = view! {
        <h2>"What it carries"</h2>
        <section class="carries">{design(&revision, event, &contract.schema)}</section>
        {sources}
    };
    Ok(framed(&revision, &format!("The event {}", event.name), content.into_any()))
}

/// A source in a field, to be copied or downloaded.
fn source_of(contract: &Contract<'_>, source: &Source, address: &str) -> AnyView {
    let text = document::to_json(&(source.write)(contract));
    let rows = text.lines().count().clamp(6, 24).to_string();
    let field = format!("{}-source", source.id);
    let file = format!("{address}.{}", source.ending);
    view! {
        <section class="event-source" aria-labelledby=source.id>
            <h2 id=source.id>{source.name}</h2>
            <p class="row">
                <CopyText from=field.clone() label="Copy".to_owned()/>
                <a class="button quiet" href=file download="">"Download"</a>
            </p>
            <textarea id=field aria-labelledby=source.id class="source" rows=rows readonly=true spellcheck="false">
                {in_textarea(&text)}
            </textarea>
        </section>
    }
    .into_any()
}

/// A file of an event: its source with this ending.
///
/// # Errors
/// The revision has no such event, an event has no such file, or the revision cannot be read, which is our fault.
pub fn file(report: &Report, applied: &Applied, number: usize, ending: &str) -> Result<File, Problem> {
    let revision = ResolvedRevision::of(report, applied)?;
    let (_, contract) = find(&revision, number)?;
    let source = SOURCES.iter().find(|source| source.ending == ending).ok_or_else(|| {
        let endings: Vec<String> = SOURCES.iter().map(|source| format!("`.{}`", source.ending)).collect();
        Problem::unknown(format!("An event is there as {}.", wording::spoken(&endings)))
    })?;
    Ok(File { media_type: source.media_type, content: document::to_json(&(source.write)(&contract)) })
}

fn find<'e>(revision: &'e ResolvedRevision<'_>, number: usize) -> Result<(&'e Event<'e>, Contract<'e>), Problem> {
    let event = number.checked_sub(1).and_then(|index| revision.assessment.events.get(index));
    let found = event.and_then(|event| Some((event, Contract::of(event)?)));
    found.ok_or_else(|| Problem::unknown("This report has no such event."))
}
