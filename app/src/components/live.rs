//! Makes the questionnaire's pages live: every change is saved at once, and the page shows the result.
//!
//! It knows nothing of questions or rules. The page's forms also work without it. It sends the same forms,
//! receives the page that answers, and replaces the marked parts of the current page.

#[cfg(feature = "hydrate")]
mod keys;
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

/// The keys of a draft's pages, and what each does.
const KEYS: [(&str, &str); 6] = [
    ("Ctrl+Z", "takes back the last change, one after the other"),
    ("Ctrl+Shift+Z", "makes again what was taken back"),
    ("Alt+\u{2191}, Alt+\u{2193}", "move the step in which the focus is"),
    ("\u{2191}, \u{2193}", "choose an answer"),
    ("Enter", "saves a field"),
    ("?", "lists the keys"),
];

/// Sends changes and shows whether they are saved, hears the keys and lists them.
#[island]
pub fn Live() -> impl IntoView {
    let save_state = RwSignal::new(SaveState::Nothing);
    let are_listed = RwSignal::new(false);
    let list = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move || start(save_state, are_listed));
    Effect::new(move || {
        if let Some(list) = list.get().filter(|_| are_listed.get()) {
            open(&list);
        }
    });
    let keys = KEYS.map(|(key, does)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div> });
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
            <button type="button" class="quiet small keys-button" on:click=move |_| are_listed.set(true)>
                "Keys"
            </button>
            <dialog class="keys" node_ref=list aria-labelledby="keys/title" on:close=move |_| are_listed.set(false)>
                <p id="keys/title"><b>"Keys"</b></p>
                <dl>{keys}</dl>
                <button type="button" on:click=move |_| close(&list)>"Close"</button>
            </dialog>
        </div>
    }
}

#[cfg(feature = "hydrate")]
use post::again;

#[cfg(feature = "hydrate")]
fn start(save_state: RwSignal<SaveState>, are_listed: RwSignal<bool>) {
    post::start(save_state);
    keys::start(are_listed);
}

#[cfg(feature = "hydrate")]
fn open(list: &web_sys::HtmlDialogElement) {
    let _ = list.show_modal();
}

#[cfg(feature = "hydrate")]
fn close(list: &NodeRef<leptos::html::Dialog>) {
    if let Some(list) = list.get_untracked() {
        list.close();
    }
}

/// On the server there is nothing to send.
#[cfg(not(feature = "hydrate"))]
fn start(_save_state: RwSignal<SaveState>, _are_listed: RwSignal<bool>) {}

#[cfg(not(feature = "hydrate"))]
fn again() {}

#[cfg(not(feature = "hydrate"))]
fn open<L>(_list: &L) {}

#[cfg(not(feature = "hydrate"))]
fn close(_list: &NodeRef<leptos::html::Dialog>) {}
