//! The content of a field for long texts.

/// Escapes a text as the content of a `textarea`, which Leptos writes unescaped. HTML drops a line break at
/// the start, so it is doubled.
pub(crate) fn in_textarea(text: &str) -> String {
    let start = if text.starts_with(['\n', '\r']) { "\n" } else { "" };
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("{start}{text}")
}
