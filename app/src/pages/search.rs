//! The page that finds rules, words and learning pages. The query is in the address, so a search can be shared and
//! works without a script.

use advice::Rulebook;
use leptos::prelude::*;

use crate::{
    components::reason::user_text,
    links::Listed,
    pages::listed,
    search::{self, Found, Hit, Query, Thing},
    shell::Page,
    wording,
};

/// Maximum number of hits on the page.
const MOST: usize = 40;

/// The page at `/search`. An empty query shows only what can be looked for.
/// Public reports whose words fit are listed below the hits.
pub fn page(book: &'static Rulebook, typed: &str, reports: &[Listed]) -> Page {
    let typed = typed.trim().to_owned();
    let title = if typed.is_empty() { "Search".to_owned() } else { format!("Search: {typed}") };
    let found = search::find(book, &typed);
    let words = typed.clone();
    let reports = (!reports.is_empty()).then(|| {
        let (items, all) = (reports.iter().map(listed::item).collect::<Vec<_>>(), all_reports(&typed));
        view! {
            <h2 id="reports">"Public reports"</h2>
            <ol class="listed" aria-labelledby="reports">{items}</ol>
            <p><a href=all>"On the public list"</a></p>
        }
    });
    let page = Page::new(
        &format!("{title} \u{2013} EDA Advisor"),
        "Rules, words and learning pages, found by what they say.",
        move || {
            let said = said(&typed, &found);
            let query = Query::read(&typed);
            let items: Vec<_> = found.hits.iter().take(MOST).map(|hit| item(hit, &query)).collect();
            let meant = found.meant.as_ref().map(|meant| {
                let address = address(meant);
                view! { <p>"Did you mean "<a href=address>{meant.clone()}</a>"?"</p> }
            });
            view! {
                <h1>"Search"</h1>
                {said}
                {meant}
                <ol class="hits">{items}</ol>
                {reports}
                <p class="soft"><a href="/rules">"All rules by kind"</a>" · "<a href="/words">"All words"</a>" · "<a href="/learn">"Learn"</a></p>
            }
        },
    );
    page.searched(&words)
}

/// How much was found.
fn said(typed: &str, Found { hits, is_whole, .. }: &Found<'_>) -> AnyView {
    if typed.is_empty() {
        let what = "Type what you look for into the field above: \u{201c}commit point\u{201d}, \u{201c}who waits\u{201d}, \
                    \u{201c}lost message\u{201d}.";
        return view! { <p class="lead">{what}</p> }.into_any();
    }
    let typed = user_text(typed);
    let count = wording::count(hits.len(), "hit");
    match (hits.len(), is_whole) {
        (0, _) => {
            view! { <p class="lead" role="status">"No rule, no word and no learning page says "<q>{typed}</q>"."</p> }
                .into_any()
        }
        (number, true) => {
            let shown = (number > MOST).then(|| format!("; the best {MOST} are shown"));
            view! { <p class="lead" role="status">{count}" for "<q>{typed}</q>{shown}"."</p> }.into_any()
        }
        _ => view! {
            <p class="lead" role="status">"Nothing has all of "<q>{typed}</q>". These have a part of it."</p>
        }
        .into_any(),
    }
}

fn item(Hit { thing, says, .. }: &Hit<'_>, query: &Query) -> AnyView {
    let (kind, address) = match thing {
        Thing::Rule(rule) if rule.kind.name() == "word" => ("word", format!("/words#{}", rule.id)),
        Thing::Rule(rule) => ("rule", format!("/rules/{}", rule.id)),
        Thing::Lesson(lesson) => ("learning page", lesson.path()),
    };
    view! {
        <li>
            <p><a href=address>{marked(thing.name(), query)}</a>" "<small class="soft">{kind}</small></p>
            <p class="soft">{marked(says, query)}</p>
        </li>
    }
    .into_any()
}

/// A text with the words of the query marked.
fn marked(text: &str, query: &Query) -> AnyView {
    let mut parts = Vec::new();
    let mut from = 0;
    for range in query.marks(text) {
        parts.push(text[from..range.start].to_owned().into_any());
        parts.push(view! { <mark>{text[range.clone()].to_owned()}</mark> }.into_any());
        from = range.end;
    }
    parts.push(text[from..].to_owned().into_any());
    parts.into_any()
}

/// The address of the public list with the same words.
fn all_reports(typed: &str) -> String {
    let mut address = "/reports?q=".to_owned();
    crate::editing::encode(typed, &mut address);
    address
}

/// The address of a search.
fn address(typed: &str) -> String {
    format!("/search?q={}", typed.replace(' ', "+"))
}
