//! The button that copies the text of a field.

#![expect(missing_docs, reason = "`#[island]` writes a struct of the properties without a doc")]

use leptos::prelude::*;

use super::clipboard;

/// A button that copies the text of the field with the id `from` and reports the result. It is hidden where it
/// cannot work, as [`CopyLink`](super::copy_link::CopyLink) is; the field itself can be selected and copied.
#[island]
pub fn CopyText(
    /// Id of the `textarea`.
    from: String,
    /// The label of the button.
    label: String,
) -> impl IntoView {
    let label = RwSignal::new(label);
    let usable = RwSignal::new(false);
    Effect::new(move || usable.set(clipboard::is_there()));
    let copy = move |_| {
        clipboard::write(&clipboard::text_of(&from), move |written| {
            label.set(if written { "Copied" } else { "Not copied" }.to_owned());
        });
    };
    view! {
        <button type="button" class="quiet" hidden=move || !usable.get() on:click=copy>
            <span aria-live="polite">{label}</span>
        </button>
    }
}
