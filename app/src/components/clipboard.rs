//! The browser's clipboard, and the button that writes to it. On the server there is no clipboard, and nobody clicks.

use leptos::prelude::*;

/// A button with this label that copies and then says whether the browser allowed it. `copy` gets what to call then.
///
/// Until a script serves the button it only keeps its place, so that nothing moves then. It is gone where it cannot
/// work: without script, and on pages that the browser does not consider secure, because those have no clipboard.
pub(super) fn button(label: String, copy: impl Fn(Box<dyn FnOnce(bool)>) + 'static) -> impl IntoView {
    let label = RwSignal::new(label);
    let usable = RwSignal::new(None);
    Effect::new(move || usable.set(Some(is_there())));
    let say = move |written| label.set(if written { "Copied" } else { "Not copied" }.to_owned());
    view! {
        <button
            type="button"
            class="quiet"
            class:awaited=move || usable.get().is_none()
            hidden=move || usable.get() == Some(false)
            on:click=move |_| copy(Box::new(say))
        >
            <span aria-live="polite">{label}</span>
        </button>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use wasm_bindgen_futures::{JsFuture, spawn_local};

    /// Whether this page may write to the clipboard.
    pub(crate) fn is_there() -> bool {
        leptos::prelude::window().is_secure_context()
    }

    /// Writes `text`, then calls `then` with whether the browser allowed it.
    pub(crate) fn write(text: &str, then: impl FnOnce(bool) + 'static) {
        let writing = leptos::prelude::window().navigator().clipboard().write_text(text);
        spawn_local(async move { then(JsFuture::from(writing).await.is_ok()) });
    }

    /// The text of the field with this id, as it is now.
    pub(crate) fn text_of(id: &str) -> String {
        use wasm_bindgen::JsCast;
        let field = leptos::prelude::document().get_element_by_id(id);
        let field = field.and_then(|field| field.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
        field.map(|field| field.value()).unwrap_or_default()
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    pub(crate) fn is_there() -> bool {
        false
    }

    pub(crate) fn write(_text: &str, _then: impl FnOnce(bool)) {}

    pub(crate) fn text_of(_id: &str) -> String {
        String::new()
    }
}

use browser::is_there;
pub(super) use browser::{text_of, write};
