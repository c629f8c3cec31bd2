//! What several learning pages are made of.

use advice::{
    Rulebook,
    rule::{Citation, Rule},
    source,
};
use leptos::prelude::*;

use crate::components::{
    ask_again::AskAgain,
    reason::{rule_link, sources},
};

/// Statements about what the page shows, side by side.
pub(super) fn points(points: [AnyView; 3]) -> AnyView {
    view! { <ul class="points">{points.into_iter().collect_view()}</ul> }.into_any()
}

/// A statement with the rule that makes it, and the rule's sources.
pub(super) fn point(book: &'static Rulebook, title: &'static str, says: &'static str, rule: &str) -> AnyView {
    let name = named(book, rule).map_or(rule, |rule| rule.name.as_ref());
    view! {
        <li>
            <h2>{title}</h2>
            <p>{says}</p>
            <p class="rule-of">"Rule: "{rule_link(rule, name)}</p>
            {cited(book, rule)}
        </li>
    }
    .into_any()
}

/// The published sources of a rule, to follow what the rule says.
pub(super) fn cited(book: &'static Rulebook, rule: &str) -> AnyView {
    let citations = named(book, rule).into_iter().flat_map(|rule| rule.citations.iter());
    sources(&citations.filter_map(written).collect::<Vec<String>>())
}

/// The rule with this id; the word if several things have it.
fn named(book: &'static Rulebook, id: &str) -> Option<&'static Rule> {
    book.find(id).max_by_key(|rule| rule.kind.name() == "word")
}

/// A citation as assessments hold it; none for what is our own, which is no source for a newcomer.
fn written(citation: &Citation) -> Option<String> {
    let source = source::find(&citation.source).filter(|source| source.id != "advisor")?;
    Some(format!("{}: {}", source.short, citation.section))
}

/// A form whose fields are in the address. With a script each change is answered at once, without one the button does.
pub(super) fn form(path: &'static str, button: &'static str, fields: AnyView) -> AnyView {
    view! {
        <form class="try" id="try" method="get" action=path>
            {fields}
            <button type="submit" class="quiet">{button}</button>
        </form>
        <AskAgain form="try".to_owned()/>
    }
    .into_any()
}

/// A choice between a few ways, of which `chosen` is the value of one. Each way has a value, a name and a short text.
pub(super) fn choice(
    name: &'static str,
    question: &'static str,
    ways: &[(&'static str, &'static str, &'static str)],
    chosen: &str,
) -> AnyView {
    let way = |(value, title, says): (&'static str, &'static str, &'static str)| {
        view! {
            <label>
                <input type="radio" name=name value=value checked=chosen == value/>
                <span><b>{title}</b>{(!says.is_empty()).then(|| view! { <small class="soft">{says}</small> })}</span>
            </label>
        }
    };
    let ways = ways.iter().copied().map(way).collect_view();
    view! { <fieldset class="choice"><legend>{question}</legend><div class="ways">{ways}</div></fieldset> }.into_any()
}
