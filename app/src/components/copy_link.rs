//! The button that copies a page's address.

#![expect(missing_docs, reason = "`#[island]` writes a struct of the properties without a doc")]

use leptos::prelude::*;

use super::clipboard;

/// A button that copies `url` to the clipboard and reports the result.
///
/// The button is hidden where it cannot work: without script, and on pages that the browser does not consider
/// secure, because those have no clipboard.
#[island]
pub fn CopyLink(
    /// The address to copy, absolute.
    url: String,
    /// The label of the button, if `url` is not the page's own address.
    #[prop(optional)]
    label: Option<String>,
) -> impl IntoView {
    let label = RwSignal::new(label.unwrap_or_else(|| "Copy link".to_owned()));
    let usable = RwSignal::new(false);
    Effect::new(move || usable.set(clipboard::is_there()));
    let copy = move |_| {
        clipboard::write(&url, move |written| {
            label.set(if written { "Copied" } else { "Not copied" }.to_owned());
        });
    };
    view! {
        <button type="button" class="quiet" hidden=move || !usable.get() on:click=copy>
            <span aria-live="polite">{label}</span>
        </button>
    }
}
