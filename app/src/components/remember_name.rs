//! Remembers what somebody calls themselves, in this browser alone.

#![expect(missing_docs, reason = "`#[island]` writes a struct of the properties without a doc")]

use leptos::prelude::*;

/// Fills the field with this id with the name that was last sent from this browser, if the field is empty, and keeps
/// what its form sends. It shows nothing.
#[island]
pub fn RememberName(
    /// Id of the field.
    field: String,
) -> impl IntoView {
    Effect::new(move || remember(&field));
}

#[cfg(feature = "hydrate")]
fn remember(field: &str) {
    use wasm_bindgen::JsCast;
    use web_sys::{HtmlInputElement, wasm_bindgen::prelude::Closure};

    const NAME: &str = "my-name";
    let storage = || window().local_storage().ok().flatten();
    let input = document().get_element_by_id(field).and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    if input.value().is_empty()
        && let Some(name) = storage().and_then(|storage| storage.get_item(NAME).ok().flatten())
    {
        input.set_value(&name);
    }
    let Some(form) = input.form() else { return };
    let keep = Closure::<dyn Fn()>::new(move || {
        if let Some(storage) = storage() {
            // A full or forbidden storage keeps nothing; the name is sent all the same.
            let _ = storage.set_item(NAME, input.value().trim());
        }
    });
    let _ = form.add_event_listener_with_callback("submit", keep.as_ref().unchecked_ref());
    // The page hears it as long as it is there.
    keep.forget();
}

/// On the server there is no storage.
#[cfg(not(feature = "hydrate"))]
fn remember(_field: &str) {}
