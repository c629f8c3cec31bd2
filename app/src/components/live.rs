//! Makes the questionnaire's pages live: every change is saved at once, and the page shows the result.
//!
//! It knows nothing of questions or rules. The page's forms also work without it. It sends the same forms,
//! receives the page that answers, and replaces the marked parts of the current page.

#[cfg(feature = "hydrate")]
mod keys;
#[cfg(feature = "hydrate")]
pub(super) mod page;
#[cfg(feature = "hydrate")]
mod post;

use leptos::prelude::*;

/// What the page says about the last change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "a server only writes the page on which nothing was changed yet")
)]
enum SaveState {
    /// Nothing was changed yet.
    Nothing,
    /// The change is being sent.
    Saving,
    /// The change is saved. The text says what else changed with it.
    Saved(String),
    /// The change is not saved, because the form has a fault.
    ToMend,
    /// The change is not saved, because somebody else changed the same thing meanwhile.
    Overtaken,
    /// The change could not be sent or saved; the text says why. Trying again may succeed.
    NotSaved(String),
}

/// Sends changes, shows whether they are saved, and hears the keys.
#[island]
pub fn Live() -> impl IntoView {
    let save_state = RwSignal::new(SaveState::Nothing);
    Effect::new(move || start(save_state));
    let words = move || match save_state.get() {
        SaveState::Nothing => String::new(),
        SaveState::Saving => "Saving\u{2026}".to_owned(),
        SaveState::Saved(_) => "Saved".to_owned(),
        SaveState::ToMend => "Not saved yet: there is something to mend.".to_owned(),
        SaveState::Overtaken => "Not saved yet: somebody else changed the same.".to_owned(),
        SaveState::NotSaved(why) => format!("Not saved: {why}"),
    };
    // A screen reader announces this text; everybody else sees the change on the page.
    let news = move || match save_state.get() {
        SaveState::Saved(news) if !news.is_empty() => format!(". {news}"),
        _ => String::new(),
    };
    let failed = move || matches!(save_state.get(), SaveState::NotSaved(_));
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
use post::again;

#[cfg(feature = "hydrate")]
fn start(save_state: RwSignal<SaveState>) {
    post::start(save_state);
    keys::start();
}

/// On the server there is nothing to send.
#[cfg(not(feature = "hydrate"))]
fn start(_save_state: RwSignal<SaveState>) {}

#[cfg(not(feature = "hydrate"))]
fn again() {}
