//! The browser's clipboard. On the server there is none, and nobody clicks.

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

pub(crate) use browser::{is_there, text_of, write};
