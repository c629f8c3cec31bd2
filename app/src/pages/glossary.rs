//! The page that defines the words that the pages use, from the rulebook's rules of the kind `word`. Styles
//! and mechanisms are listed with their rules.

use advice::{
    Rulebook,
    rule::{Rule, RuleKind},
    terms::{Level, Verdict},
};
use leptos::prelude::*;

use crate::{
    components::{level, reason::rule_link, verdict},
    pages::learn::at_work,
    shell::{Page, Place},
};

/// The page at `/words`. Each word's anchor is its rule's id.
pub fn page(book: &'static Rulebook) -> Page {
    let page =
        Page::new("Words \u{2013} EDA Advisor", "What the words of the field, and of this advisor, mean.", move || {
            let words: Vec<&Rule> = of_kind(book, |kind| matches!(kind, RuleKind::Word(_))).collect();
            let explained: Vec<AnyView> = words.iter().map(|rule| word(rule)).collect();
            view! {
                <h1>"Words"</h1>
                <p class="sentence">
                    "What the words on these pages mean. Behind each stand advice, sources and examples. "
                    <a href="/search">"Search"</a>" finds rules and words."
                </p>
                {index(&words)}
                <div class="words">{explained}</div>
                {named("styles", "Ways to do a step", of_kind(book, |kind| matches!(kind, RuleKind::Style(_))))}
                {named("mechanisms", "Ways to keep a step consistent",
                    of_kind(book, |kind| matches!(kind, RuleKind::Mechanism(_))))}
            }
        });
    page.at(Place::Words)
}

fn of_kind(book: &'static Rulebook, wanted: fn(&RuleKind) -> bool) -> impl Iterator<Item = &'static Rule> {
    book.rules().filter(move |rule| rule.retired.is_none() && wanted(&rule.kind))
}

/// All words in alphabetical order, as links.
fn index(words: &[&'static Rule]) -> AnyView {
    let mut words = words.to_vec();
    words.sort_by_key(|rule| rule.name.to_lowercase());
    let links: Vec<_> = words
        .into_iter()
        .map(|rule| view! { <li><a href=format!("#{}", rule.id)>{rule.name.to_string()}</a></li> })
        .collect();
    view! { <nav class="index" aria-label="All words"><ul>{links}</ul></nav> }.into_any()
}

fn word(rule: &'static Rule) -> AnyView {
    let heading = format!("word-{}", rule.id);
    view! {
        <section class="word" id=rule.id.to_string() aria-labelledby=heading>
            <h2 id=heading.clone()>{rule.name.to_string()}" "{sign(&rule.id)}</h2>
            <p class="meaning">{rule.claim.to_string()}</p>
            <p>{rule.why.to_string()}</p>
            <p class="row">
                {rule_link(&rule.id, &format!("More about \u{201c}{}\u{201d}", rule.name))}
                {at_work(&rule.id)}
            </p>
        </section>
    }
    .into_any()
}

/// The sign that the pages use for the word, if there is one.
fn sign(id: &str) -> AnyView {
    match id {
        "synchronous_call" => verdict::chip(Verdict::Synchronous),
        "event_driven" => verdict::chip(Verdict::EventDriven),
        "hybrid" => verdict::chip(Verdict::Hybrid),
        "strong_consistency" => level::mark(Level::Strong),
        "strong_eventual_consistency" => level::mark(Level::StrongEventual),
        "eventual_consistency" => level::mark(Level::Eventual),
        _ => ().into_any(),
    }
}

/// Rules that are terms themselves, with their claims.
fn named(id: &'static str, title: &'static str, rules: impl Iterator<Item = &'static Rule>) -> AnyView {
    let items: Vec<_> = rules
        .map(|rule| {
            view! { <div><dt>{rule_link(&rule.id, &rule.name)}</dt><dd>{rule.claim.to_string()}</dd></div> }
        })
        .collect();
    view! {
        <section aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <dl class="facts">{items}</dl>
        </section>
    }
    .into_any()
}
