//! Advice for the whole system: event sourcing and CQRS.

use advice::assessment::{Advised, LogEntry, View};
use leptos::prelude::*;

use super::{
    revision::ResolvedRevision,
    topic::{self, Section},
};
use crate::{components::advised, pages::learn::at_work, wording};

/// Both pieces of advice as a topic, each with the reasons for and against it.
pub(super) fn view(revision: &ResolvedRevision<'_>) -> Section {
    let advice = &revision.assessment.advice;
    let summary = format!(
        "{}; reading apart from writing: {}",
        wording::capital(wording::advised(advice.event_sourcing.verdict)),
        wording::advised(advice.cqrs.verdict)
    );
    let body = view! {
        <div class="pair">
            {piece(revision, "event_sourcing", &advice.event_sourcing, log(revision))}
            {piece(revision, "cqrs", &advice.cqrs, views(revision))}
        </div>
    };
    topic::view(revision, "advice", "Event sourcing and CQRS", summary, body.into_any())
}

fn piece(revision: &ResolvedRevision<'_>, id: &str, advised: &Advised<'_>, example: Option<AnyView>) -> AnyView {
    let at_work = at_work(id).map(|link| view! { <p>{link}</p> });
    view! { <div>{advised::view(revision.book(), id, advised)}{at_work}{example}</div> }.into_any()
}

/// The largest number of entries and of views that the page lists; the JSON has all of them.
const MOST_LISTED: usize = 60;

/// The log that the described flows would leave; none if no step changes anything.
fn log(revision: &ResolvedRevision<'_>) -> Option<AnyView> {
    let log = &revision.assessment.advice.log;
    let row = |entry: &LogEntry<'_>| {
        let fields: Vec<&str> = entry.carries.iter().map(|field| &**field).collect();
        let personal: Vec<&str> = entry.personal.iter().map(|field| &**field).collect();
        let named = if fields.is_empty() { "id, time, version".to_owned() } else { wording::spoken(&fields) };
        let carried = match personal.as_slice() {
            [] => named,
            _ => format!("{named}; personal, by reference only: {}", wording::spoken(&personal)),
        };
        let stream = entry.stream.as_deref().unwrap_or("not said").to_owned();
        view! { <tr><td><code>{entry.event.to_string()}</code></td><td>{stream}</td><td>{carried}</td></tr> }
    };
    let rows: Vec<_> = log.iter().take(MOST_LISTED).map(row).collect();
    (!log.is_empty()).then(|| {
        view! {
            <details>
                <summary>
                    {format!("The log that your flows would leave ({})", wording::count(log.len(), "event"))}
                </summary>
                <table class="stacked">
                    <thead><tr>
                        <th scope="col">"Event"</th>
                        <th scope="col">"History of"</th>
                        <th scope="col">"Carries"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                {left(log.len())}
            </details>
        }
        .into_any()
    })
}

/// The read views that the described queries would have; none if nothing is asked.
fn views(revision: &ResolvedRevision<'_>) -> Option<AnyView> {
    let views = &revision.assessment.advice.views;
    let row = |shown: &View<'_>| {
        let fed_by: Vec<&str> = shown.fed_by.iter().map(|event| &**event).collect();
        let fed_by = if fed_by.is_empty() { "no event of these flows".to_owned() } else { wording::spoken(&fed_by) };
        let reader = shown.reader.as_deref().map_or("not said", |reader| revision.named(reader)).to_owned();
        view! { <tr><td>{shown.shows.to_string()}</td><td>{reader}</td><td>{fed_by}</td></tr> }
    };
    let rows: Vec<_> = views.iter().take(MOST_LISTED).map(row).collect();
    (!views.is_empty()).then(|| {
        view! {
            <details>
                <summary>
                    {format!("The read views that your queries would have ({})", wording::count(views.len(), "view"))}
                </summary>
                <table class="stacked">
                    <thead><tr>
                        <th scope="col">"Shows"</th>
                        <th scope="col">"Read by"</th>
                        <th scope="col">"Kept up to date by"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                {left(views.len())}
            </details>
        }
        .into_any()
    })
}

/// Says how many rows the page leaves out; nothing if it shows all.
fn left(all: usize) -> Option<String> {
    (all > MOST_LISTED).then(|| format!("{} more are in the report's JSON.", all - MOST_LISTED))
}
