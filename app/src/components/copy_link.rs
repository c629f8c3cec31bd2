//! The button that copies a page's address.

#![expect(missing_docs, reason = "`#[island]` writes a struct of the properties without a doc")]

use leptos::prelude::*;

/// A button that puts `url` on the clipboard and says so.
///
/// It shows itself only where it works: not without script, and not on a page that the browser does not take for
/// secure, which has no clipboard.
#[island]
pub fn CopyLink(
    /// The address to copy, absolute.
    url: String,
    /// What the button says, where it is not the page's own address.
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

/// The browser's clipboard.
#[cfg(feature = "hydrate")]
mod clipboard {
    use wasm_bindgen_futures::{JsFuture, spawn_local};

    /// Whether this page may write to it.
    pub(super) fn is_there() -> bool {
        leptos::prelude::window().is_secure_context()
    }

    /// Writes `text`, then says whether that was allowed.
    pub(super) fn write(text: &str, then: impl FnOnce(bool) + 'static) {
        let writing = leptos::prelude::window().navigator().clipboard().write_text(text);
        spawn_local(async move { then(JsFuture::from(writing).await.is_ok()) });
    }
}

/// There is none on a server, and nobody to click.
#[cfg(not(feature = "hydrate"))]
mod clipboard {
    pub(super) fn is_there() -> bool {
        false
    }

    pub(super) fn write(_text: &str, _then: impl FnOnce(bool)) {}
}
