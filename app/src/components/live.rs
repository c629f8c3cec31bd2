//! Makes a page of the questionnaire live: what is changed is saved at once, and the page shows what comes of it.
//!
//! It knows nothing of questions or rules. The page's forms work without it; it sends the same forms, takes the answered
//! page, and puts its parts in the place of the old ones.

#[cfg(feature = "hydrate")]
mod page;
#[cfg(feature = "hydrate")]
mod post;

use leptos::prelude::*;

/// What is said about the last change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "a server only writes the page on which nothing was changed yet")
)]
enum Said {
    /// Nothing was changed yet.
    Nothing,
    /// It is on its way.
    Saving,
    /// It is saved; with what else it has changed.
    Saved(String),
    /// It is not saved, because something in the form has to be mended first.
    ToMend,
    /// It could not be saved, and why; it may work another time.
    NotSaved(String),
}

/// Says whether changes are saved, and sends them.
#[island]
pub fn Live() -> impl IntoView {
    let said = RwSignal::new(Said::Nothing);
    Effect::new(move || start(said));
    let words = move || match said.get() {
        Said::Nothing => String::new(),
        Said::Saving => "Saving\u{2026}".to_owned(),
        Said::Saved(_) => "Saved".to_owned(),
        Said::ToMend => "Not saved yet: there is something to mend.".to_owned(),
        Said::NotSaved(why) => format!("Not saved: {why}"),
    };
    // What can be seen on the page is said to those who cannot.
    let news = move || match said.get() {
        Said::Saved(news) if !news.is_empty() => format!(". {news}"),
        _ => String::new(),
    };
    let failed = move || matches!(said.get(), Said::NotSaved(_));
    view! {
        <div class="saving" class:failed=failed>
            <p role="status">{words}<span class="unseen">{news}</span></p>
            <button type="button" class="quiet small" hidden=move || !failed() on:click=move |_| again()>
                "Try again"
            </button>
        </div>
    }
}

#[cfg(feature = "hydrate")]
use post::{again, start};

/// There is nothing to send on a server.
#[cfg(not(feature = "hydrate"))]
fn start(_said: RwSignal<Said>) {}

#[cfg(not(feature = "hydrate"))]
fn again() {}
