//! The button that copies a page's address.

#![expect(missing_docs, reason = "`#[island]` writes a struct of the properties without a doc")]

use leptos::prelude::*;

use super::clipboard;

/// A button that copies `url` to the clipboard and reports the result.
#[island]
pub fn CopyLink(
    /// The address to copy, absolute.
    url: String,
    /// The label of the button, if `url` is not the page's own address.
    #[prop(optional)]
    label: Option<String>,
) -> impl IntoView {
    let label = label.unwrap_or_else(|| "Copy link".to_owned());
    clipboard::button(label, move |then| clipboard::write(&url, then))
}
