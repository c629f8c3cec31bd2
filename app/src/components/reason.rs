//! The parts of a reason: the answer that it comes from, the link to its rule, and its sources.

use advice::source::{self, Source};
use leptos::prelude::*;
use pictures::flow::shown;

/// A link to a rule's page.
pub fn rule_link(id: &str, name: &str) -> AnyView {
    view! { <a href=format!("/rules/{id}")>{name.to_owned()}</a> }.into_any()
}

/// A word of the field with a link to its definition.
pub fn word(id: &str, text: &str) -> AnyView {
    view! { <a href=format!("/words#{id}")>{text.to_owned()}</a> }.into_any()
}

/// The sources, each a link to where it is published, to follow a sentence; nothing if `names` is empty. `names` holds
/// citations as in an assessment; the sections of one source stand together.
pub fn sources(names: &[impl AsRef<str>]) -> AnyView {
    let mut cited: Vec<(Result<&'static Source, &str>, Vec<&str>)> = Vec::new();
    for name in names.iter().map(AsRef::as_ref) {
        let (source, section) = match source::of_citation(name) {
            Some((source, section)) => (Ok(source), Some(section)),
            None => (Err(name), None),
        };
        let is_same = |other: &Result<&Source, &str>| other.map(|source| source.id) == source.map(|source| source.id);
        match cited.iter_mut().find(|(other, _)| is_same(other)) {
            Some((_, sections)) => sections.extend(section),
            None => cited.push((source, section.into_iter().collect())),
        }
    }
    let cited: Vec<AnyView> = cited
        .into_iter()
        .enumerate()
        .map(|(index, (source, sections))| {
            let apart = (index > 0).then_some("; ");
            let name = source.map_or_else(|unknown| unknown.to_owned().into_any(), source_link);
            let sections = (!sections.is_empty()).then(|| format!(": {}", sections.join(", ")));
            view! { {apart}{name}{sections} }.into_any()
        })
        .collect();
    (!cited.is_empty()).then(|| view! { <small class="sources">"Source: "{cited}</small> }).into_any()
}

/// The name of a source, as a link if it has a public address.
pub fn source_link(source: &'static Source) -> AnyView {
    match source.url {
        "" => source.name().into_any(),
        url => view! { <a href=url rel="noreferrer">{source.name()}</a> }.into_any(),
    }
}

/// Marks an answer that was read from text rather than given by a person, with the text's words if they are known.
pub fn inferred(words: Option<&str>) -> AnyView {
    let out_of = words.map(|words| view! { " out of \u{201c}"{user_text(words)}"\u{201d}" });
    view! { <span class="inferred">"read"{out_of}{words.is_none().then_some(" out of the words")}</span> }.into_any()
}

/// A text of ours in which backticks mark code. It may contain names that a user chose.
pub fn ticked(text: &str) -> AnyView {
    let part = |(index, part): (usize, &str)| {
        let part = part.to_owned();
        if index % 2 == 1 { view! { <code>{part}</code> }.into_any() } else { part.into_any() }
    };
    let parts: Vec<AnyView> = text.split('`').enumerate().map(part).collect();
    view! { <bdi>{parts}</bdi> }.into_any()
}

/// A user's own text, isolated from the direction of the text around it; `(unnamed)` if none of its
/// characters is visible.
pub fn user_text(text: &str) -> AnyView {
    view! { <bdi>{shown(text).to_owned()}</bdi> }.into_any()
}
