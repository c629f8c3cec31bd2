//! The button that copies the text of a field.

#![expect(missing_docs, reason = "`#[island]` writes a struct of the properties without a doc")]

use leptos::prelude::*;

use super::clipboard;

/// A button that copies the text of the field with the id `from` and reports the result. Where there is no button the
/// field itself can be selected and copied.
#[island]
pub fn CopyText(
    /// Id of the `textarea`.
    from: String,
    /// The label of the button.
    label: String,
) -> impl IntoView {
    clipboard::button(label, move |then| clipboard::write(&clipboard::text_of(&from), then))
}
