//! The further pages of a large report: the steps of a flow with their reasons, and the long lists.
//!
//! Each page is rendered on its own and links back to the report. A small report has these pages too, but
//! does not link to them.

use leptos::prelude::*;

use super::{
    directory, failure, findings, flow, picture,
    revision::{Here, ResolvedRevision},
    terms, today,
};
use crate::{
    components::{pager, reason::user_text},
    pack::Applied,
    problem::Problem,
    report::Report,
    shell::Page,
};

/// A list that is too long for the first page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// All findings, the most severe first.
    Findings,
    /// All changes from today's system to the advice, in order.
    Moves,
}

/// A page of a flow. `page` counts from 1; a number beyond the last page selects the last page.
///
/// # Errors
/// The report has no such flow, or the stored revision cannot be read, which is our fault.
pub fn flow(report: &Report, applied: &Applied, id: &str, page: usize) -> Result<Page, Problem> {
    let mut revision = ResolvedRevision::of(report, applied)?;
    let place = revision.assessment.flows.iter().position(|flow| flow.flow == id);
    let place = place.ok_or_else(no_flow)?;
    let pages = revision.paging.pages(place);
    let page = page.clamp(1, pages.len().max(1));
    let steps = pages.get(page - 1).cloned().unwrap_or_default();
    let number = pages.len();
    let named = pager::range(steps.start + 1, steps.end);
    revision.here = Here::Steps(place, steps);
    let flows = revision.flows();
    let shown = flows.get(place).ok_or_else(no_flow)?;
    let what = if number > 1 { format!("{}, steps {named}", shown.name()) } else { shown.name().to_owned() };
    let content = view! {
        {flow::view(&revision, shown, place, false)}
        {directory::pages(&revision, shown, page)}
        {failure::view(&revision, shown).map(|section| section.view)}
        {findings::view(&revision, &flows)}
        <div class="topics">
            {picture::sequences(&revision, std::slice::from_ref(shown)).map(|section| section.view)}
            {terms::view(&revision, &flows).map(|section| section.view)}
        </div>
    };
    Ok(framed(&revision, &what, content.into_any()))
}

/// A page of a long list. `page` counts as in [`flow()`].
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub fn list(report: &Report, applied: &Applied, list: List, page: usize) -> Result<Page, Problem> {
    let mut revision = ResolvedRevision::of(report, applied)?;
    let (all, each, what, address) = match list {
        List::Findings => (revision.assessment.findings.len(), findings::A_PAGE, "Findings", "findings"),
        List::Moves => {
            let moves = revision.assessment.today.as_ref().map_or(0, |today| today.moves.len());
            (moves, today::A_PAGE, "How it is built today", "today")
        }
    };
    let pages = pager::count(all, each);
    let page = page.clamp(1, pages);
    revision.here = Here::List((page - 1) * each..all.min(page * each));
    let flows = revision.flows();
    let shown = match list {
        List::Findings => findings::view(&revision, &flows),
        List::Moves => today::view(&revision, &flows),
    };
    let address = format!("{}/{address}", revision.address());
    let address = |page: usize| if page > 1 { format!("{address}?page={page}") } else { address.clone() };
    let ways = pager::view(("Pages", what), page, pages, address, |page| pager::numbers(page, each, all));
    Ok(framed(&revision, what, (shown, ways).into_any()))
}

/// Checks whether a report has a flow with this id. It reads only the ids.
///
/// # Errors
/// The report has no such flow, or the stored revision cannot be read, which is our fault.
pub fn has_flow(report: &Report, id: &str) -> Result<(), Problem> {
    if super::ids::of(report)?.has_flow(id) { Ok(()) } else { Err(no_flow()) }
}

/// A page with the report's name and a link back to the report.
pub(super) fn framed(revision: &ResolvedRevision<'_>, what: &str, body: AnyView) -> Page {
    let name = &revision.model.description().name;
    let title = format!("{what} \u{2013} {name}, revision {} \u{2013} EDA Advisor", revision.report.revision);
    let about = format!("{what}: a part of the report on {name}.");
    let header = view! {
        <header>
            <p class="soft revision">
                <a href=revision.address()>"Back to the report"</a>" \u{b7} Revision "{revision.report.revision}
            </p>
            <h1>{user_text(name)}</h1>
            <p class="summary">{user_text(what)}</p>
        </header>
    };
    let content = (header, body);
    Page::new(&title, &about, move || view! { <article class="report">{content}</article> })
}

fn no_flow() -> Problem {
    Problem::unknown("This report has no such flow.")
}
