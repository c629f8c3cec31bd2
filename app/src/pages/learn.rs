//! The learning pages: one idea each, shown by the advisor itself.
//!
//! A page is a file here that declares a [`Lesson`], and its line in [`ALL`]. Its pictures, verdicts and findings are
//! the engine's, made when the page is asked for; only the sentences around them are written by hand. What somebody
//! tries stands in the address, so a page works without a script and can be shared.

mod anti_patterns;
mod bank_transfer;
mod cqrs;
mod event_sourcing;
mod events_and_commands;
mod hybrid_flows;
mod parts;
mod restaurant;
mod schema_evolution;
mod system;

use advice::{Rulebook, source};
use leptos::prelude::*;

use crate::shell::{Page, Place};

/// A learning page.
#[derive(Debug)]
pub struct Lesson {
    /// The last part of its address.
    pub slug: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What one learns there, in a sentence.
    pub says: &'static str,
    /// Ids of the rules and words that it shows at work. Their own pages lead to it.
    pub teaches: &'static [&'static str],
    /// Its content below the title.
    view: fn(&Visit) -> AnyView,
}

/// Every learning page, in an order to read in.
pub static ALL: [Lesson; 8] = [
    restaurant::LESSON,
    events_and_commands::LESSON,
    bank_transfer::LESSON,
    event_sourcing::LESSON,
    cqrs::LESSON,
    hybrid_flows::LESSON,
    anti_patterns::LESSON,
    schema_evolution::LESSON,
];

/// What a page is asked with.
struct Visit {
    book: &'static Rulebook,
    /// The fields of the address.
    fields: Vec<(String, String)>,
}

impl Visit {
    /// The value of a field of the address; none if it is missing or empty.
    fn field(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }
}

impl Lesson {
    /// Its address.
    pub fn path(&self) -> String {
        format!("/learn/{}", self.slug)
    }
}

/// A link to the page that shows a rule or a word at work; none if there is no such page.
pub(super) fn at_work(id: &str) -> Option<AnyView> {
    let lesson = ALL.iter().find(|lesson| lesson.teaches.contains(&id))?;
    Some(view! { <a href=lesson.path()>"See it at work: "{lesson.title}</a> }.into_any())
}

/// The page at `/learn`.
pub fn index() -> Page {
    let says = "Eight short pages on calls, events and what lies between them, shown by the advisor itself.";
    let page = Page::new("Learn \u{2013} EDA Advisor", says, || {
        let items: Vec<_> = ALL.iter().map(item).collect();
        let lesson = source::find("lesson").map(|lesson| {
            view! { " The ideas follow \u{201c}"{lesson.title}"\u{201d}; each page names its other sources." }
        });
        view! {
            <h1>"Learn"</h1>
            <p class="lead">
                "Eight ideas, each on one short page, in an order to read in. The advisor itself shows them: change \
                 something, and it answers."
            </p>
            <ol class="lessons">{items}</ol>
            <p class="soft">"Then "<a href="/">"describe your own system"</a>"."{lesson}</p>
        }
    });
    page.at(Place::Learn)
}

fn item(lesson: &Lesson) -> impl IntoView + use<> {
    view! { <li><a href=lesson.path()><b>{lesson.title}</b><span>{lesson.says}</span></a></li> }
}

/// The page at `/learn/{slug}` for the fields of its address; `None` if there is no such page.
pub fn page(book: &'static Rulebook, slug: &str, fields: Vec<(String, String)>) -> Option<Page> {
    let index = ALL.iter().position(|lesson| lesson.slug == slug)?;
    let Lesson { title, says, view, .. } = ALL[index];
    let visit = Visit { book, fields };
    let page = Page::new(&format!("{title} \u{2013} EDA Advisor"), says, move || {
        view! {
            <p class="soft revision"><a href="/learn">"Learn"</a>", "{index + 1}" of "{ALL.len()}</p>
            <h1>{title}</h1>
            <div class="lesson">{view(&visit)}</div>
            {onward(index)}
        }
    });
    Some(page.at(Place::Learn))
}

/// The ways to the pages before and after.
fn onward(index: usize) -> AnyView {
    let before = index.checked_sub(1).map(|index| &ALL[index]);
    let before = before.map(|lesson| view! { <a rel="prev" href=lesson.path()>"\u{2190} "{lesson.title}</a> });
    let after = match ALL.get(index + 1) {
        Some(lesson) => view! { <a rel="next" href=lesson.path()>{lesson.title}" \u{2192}"</a> }.into_any(),
        None => view! { <a href="/">"Describe your own system \u{2192}"</a> }.into_any(),
    };
    view! { <nav class="onward" aria-label="Before and after this page">{before}{after}</nav> }.into_any()
}
