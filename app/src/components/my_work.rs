//! What this browser made: drafts and reports with their names and dates, kept in the browser's own storage.
//!
//! Nothing of it is ever sent. An entry has the address of a draft or a report, which the browser's history has, too.
//! The right to change a report is no part of it: that stays in a cookie that no script reads.

#![expect(missing_docs, reason = "`#[island]` writes a struct of the properties without a doc")]

use leptos::{html::Button, prelude::*};
use serde::{Deserialize, Serialize};

/// Maximum number of entries that are kept; the oldest is dropped first.
#[cfg(feature = "hydrate")]
const MOST: usize = 200;

/// Number of entries that the start page shows.
const RECENT: usize = 3;

/// What stands in the place of the list until a script has read it.
const WITHOUT_SCRIPT: &str = "Only a script can read what a browser keeps. Where none runs, this list stays empty: keep the \
                              addresses of your drafts and reports yourself, as bookmarks.";

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A draft, which was opened here.
    Draft,
    /// A report, which was published or changed here.
    Report,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Report => "Report",
        }
    }
}

/// An entry as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    kind: Kind,
    /// The path of the draft or report, which is unique in the list.
    path: String,
    /// The system's name when it was last seen.
    name: String,
    /// When it was last opened here, in milliseconds since 1970.
    at: f64,
    /// The path of the report that a draft continues; empty if there is none.
    #[serde(default)]
    of: String,
}

impl Entry {
    fn link(&self) -> AnyView {
        let (path, name) = (self.path.clone(), self.name.clone());
        view! { <a href=path><bdi>{name}</bdi></a> }.into_any()
    }

    fn about(&self) -> String {
        format!("{}, {}", self.kind.name(), moment(self.at))
    }
}

/// The entries with each draft below its report, if that is in the list. Otherwise the order stays.
fn with_reports(entries: &[Entry]) -> Vec<(&Entry, bool)> {
    let is_below = |entry: &Entry| {
        !entry.of.is_empty() && entries.iter().any(|other| other.kind == Kind::Report && other.path == entry.of)
    };
    let tops = entries.iter().filter(|entry| !is_below(entry));
    tops.flat_map(|top| {
        let its = entries.iter().filter(|entry| is_below(entry) && entry.of == top.path);
        std::iter::once((top, false)).chain(its.map(|draft| (draft, true)))
    })
    .collect()
}

/// Remembers the page as work of this browser. It shows nothing.
#[island]
pub fn Remember(
    kind: Kind,
    /// The path of the draft or report, without a secret beyond it.
    path: String,
    /// The system's name.
    name: String,
    /// The path of the report that a draft continues; empty if there is none.
    of: String,
) -> impl IntoView {
    Effect::new(move || remember(kind, &path, &name, &of));
}

/// Forgets the work at the page's own address, which is there no more. It shows nothing.
#[island]
pub fn Gone() -> impl IntoView {
    Effect::new(|| {
        forget(|entry| entry.path == here());
    });
}

/// The last entries, for the start page. The line is as high with them as without.
#[island]
pub fn Recent() -> impl IntoView {
    let entries = RwSignal::new(None);
    Effect::new(move || entries.set(Some(all())));
    let last = move || {
        let entries: Vec<Entry> = entries.get().unwrap_or_default();
        if entries.is_empty() {
            let nothing = "What you make here is listed here, in this browser alone.";
            return view! { <p class="soft">{nothing}</p> }.into_any();
        }
        let last = entries.iter().take(RECENT).map(|entry| {
            view! { <li>{entry.link()}<small class="soft">{entry.about()}</small></li> }
        });
        view! { <ul>{last.collect_view()}</ul> }.into_any()
    };
    view! { <div class="recent">{last}</div> }
}

/// All entries, each with a button that forgets it. `deleted` is the path of a draft that was just deleted, or empty.
#[island]
pub fn MyWork(deleted: String) -> impl IntoView {
    let entries: RwSignal<Option<Vec<Entry>>> = RwSignal::new(None);
    let forgotten: RwSignal<Vec<Entry>> = RwSignal::new(Vec::new());
    let undo: NodeRef<Button> = NodeRef::new();
    Effect::new(move || {
        forget(|entry| entry.path == deleted);
        entries.set(Some(all()));
    });
    // The button that was pressed is gone, so the focus goes to the one that takes it back.
    Effect::new(move || {
        if !forgotten.read().is_empty()
            && let Some(button) = undo.get()
        {
            let _ = button.focus();
        }
    });
    let remove = move |wanted: &dyn Fn(&Entry) -> bool| {
        forgotten.set(forget(wanted));
        entries.set(Some(all()));
    };
    let bring_back = move |_| {
        restore(forgotten.get_untracked());
        forgotten.set(Vec::new());
        entries.set(Some(all()));
    };
    let said = move || match forgotten.read().as_slice() {
        [] => String::new(),
        [one] => format!("\u{201c}{}\u{201d} is forgotten.", one.name),
        many => format!("{} entries are forgotten.", many.len()),
    };
    let row = move |(entry, is_below): (&Entry, bool)| {
        let (path, label) = (entry.path.clone(), format!("Forget \u{201c}{}\u{201d}", entry.name));
        let kind = if entry.kind == Kind::Report { "kind of-report" } else { "kind" };
        view! {
            <li class=is_below.then_some("below")>
                <span class=kind>{if is_below { "Its draft" } else { entry.kind.name() }}</span>
                {entry.link()}
                <span class="soft">{moment(entry.at)}</span>
                <button type="button" class="quiet small" aria-label=label on:click=move |_| {
                    let path = path.clone();
                    remove(&move |entry| entry.path == path);
                }>"Forget"</button>
            </li>
        }
    };
    let list = move || {
        let Some(entries) = entries.get() else { return view! { <p class="aside">{WITHOUT_SCRIPT}</p> }.into_any() };
        if entries.is_empty() {
            let nothing = "Nothing yet. A draft comes here when you open it, a report when you publish or change it.";
            return view! { <p>{nothing}</p> }.into_any();
        }
        let rows = with_reports(&entries).into_iter().map(row).collect_view();
        let all = view! {
            <p><button type="button" class="quiet" on:click=move |_| remove(&|_| true)>"Forget all"</button></p>
        };
        view! { <ul class="work">{rows}</ul> {all} }.into_any()
    };
    view! {
        <div class="my-work">
            <p role="status" class="row">
                {said}
                <button type="button" class="quiet small" node_ref=undo on:click=bring_back
                    hidden=move || forgotten.read().is_empty()>"Take it back"</button>
            </p>
            {list}
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::window;
    use web_sys::{Storage, js_sys::Date};

    use super::{Entry, Kind, MOST};
    use crate::months::MONTHS;

    /// The name under which the list is kept.
    const NAME: &str = "my-work";

    /// The browser's storage; none if the browser keeps nothing for this site.
    fn storage() -> Option<Storage> {
        window().local_storage().ok().flatten()
    }

    /// Every entry, newest first. What cannot be read is none.
    pub(super) fn all() -> Vec<Entry> {
        let kept = storage().and_then(|storage| storage.get_item(NAME).ok().flatten());
        kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default()
    }

    fn keep(mut entries: Vec<Entry>) {
        entries.sort_by(|one, other| other.at.total_cmp(&one.at));
        entries.truncate(MOST);
        if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(&entries)) {
            // A full or forbidden storage keeps nothing; the work itself is not lost.
            let _ = storage.set_item(NAME, &text);
        }
    }

    pub(super) fn remember(kind: Kind, path: &str, name: &str, of: &str) {
        let mut entries = all();
        entries.retain(|entry| entry.path != path);
        let [path, name, of] = [path, name, of].map(str::to_owned);
        entries.push(Entry { kind, path, name, at: Date::now(), of });
        keep(entries);
    }

    /// Removes the entries that are `wanted` and returns them.
    pub(super) fn forget(wanted: impl Fn(&Entry) -> bool) -> Vec<Entry> {
        let (gone, kept): (Vec<_>, Vec<_>) = all().into_iter().partition(wanted);
        if !gone.is_empty() {
            keep(kept);
        }
        gone
    }

    pub(super) fn restore(entries: Vec<Entry>) {
        let mut all = all();
        all.retain(|kept| entries.iter().all(|entry| entry.path != kept.path));
        all.extend(entries);
        keep(all);
    }

    pub(super) fn here() -> String {
        window().location().pathname().unwrap_or_default()
    }

    /// A day and a time as the person's clock has them, such as "3 May 2026, 14:05".
    pub(super) fn moment(at: f64) -> String {
        let date = Date::new(&at.into());
        let month = MONTHS.get(date.get_month() as usize).copied().unwrap_or_default();
        let (day, year) = (date.get_date(), date.get_full_year());
        format!("{day} {month} {year}, {:02}:{:02}", date.get_hours(), date.get_minutes())
    }
}

/// On the server there is no storage.
#[cfg(not(feature = "hydrate"))]
mod browser {
    use super::{Entry, Kind};

    pub(super) fn all() -> Vec<Entry> {
        Vec::new()
    }

    pub(super) fn remember(_kind: Kind, _path: &str, _name: &str, _of: &str) {}

    pub(super) fn forget(_wanted: impl Fn(&Entry) -> bool) -> Vec<Entry> {
        Vec::new()
    }

    pub(super) fn restore(_entries: Vec<Entry>) {}

    pub(super) fn here() -> String {
        String::new()
    }

    pub(super) fn moment(_at: f64) -> String {
        String::new()
    }
}

use browser::{all, forget, here, moment, remember, restore};
