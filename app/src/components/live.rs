//! Makes the questionnaire's pages live: every change is saved at once, and the page shows the result.
//!
//! It knows nothing of questions or rules. The page's forms also work without it. It sends the same forms,
//! receives the page that answers, and replaces the marked parts of the current page.

#[cfg(feature = "hydrate")]
mod page;
#[cfg(feature = "hydrate")]
mod post;

use leptos::prelude::*;

/// What the page says about the last change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "a server only writes the page on which nothing was changed yet")
)]
enum Said {
    /// Nothing was changed yet.
    Nothing,
    /// The change is being sent.
    Saving,
    /// The change is saved. The text says what else changed with it.
    Saved(String),
    /// The change is not saved, because the form has a fault.
    ToMend,
    /// The change could not be sent or saved; the text says why. Trying again may succeed.
    NotSaved(String),
}

/// Sends changes and shows whether they are saved.
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
    // A screen reader announces this text; everybody else sees the change on the page.
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

/// On the server there is nothing to send.
#[cfg(not(feature = "hydrate"))]
fn start(_said: RwSignal<Said>) {}

#[cfg(not(feature = "hydrate"))]
fn again() {}
