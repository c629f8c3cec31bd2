//! A reason with what carries it: the answer that gave it, the rule's page, and who says so.

use leptos::prelude::*;
use pictures::flow::shown;

/// A link to a rule's page.
pub fn rule_link(id: &str, name: &str) -> AnyView {
    view! { <a href=format!("/rules/{id}")>{name.to_owned()}</a> }.into_any()
}

/// A word with the way to what it means.
pub fn word(id: &str, text: &str) -> AnyView {
    view! { <a href=format!("/words#{id}")>{text.to_owned()}</a> }.into_any()
}

/// Who says so, as the end of a sentence; nothing where nobody is named.
pub fn sources(names: &[impl AsRef<str>]) -> AnyView {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    (!names.is_empty()).then(|| view! { <small class="sources">"Source: "{names.join("; ")}</small> }).into_any()
}

/// That nobody gave an answer, and which words it was read out of, if that is known.
pub fn inferred(words: Option<&str>) -> AnyView {
    let out_of = words.map(|words| view! { " out of \u{201c}"{own(words)}"\u{201d}" });
    view! { <span class="inferred">"read"{out_of}{words.is_none().then_some(" out of the words")}</span> }.into_any()
}

/// A text of ours in which what stands between backticks is code; names in it may be a user's.
pub fn ticked(text: &str) -> AnyView {
    let part = |(index, part): (usize, &str)| {
        let part = part.to_owned();
        if index % 2 == 1 { view! { <code>{part}</code> }.into_any() } else { part.into_any() }
    };
    let parts: Vec<AnyView> = text.split('`').enumerate().map(part).collect();
    view! { <bdi>{parts}</bdi> }.into_any()
}

/// A user's own words, kept apart from ours where they run the other way; `(unnamed)` where none of them can be seen.
pub fn own(text: &str) -> AnyView {
    view! { <bdi>{shown(text).to_owned()}</bdi> }.into_any()
}
