//! A piece of advice for a whole system: how strongly it is advised, and the reasons for and against it.

use advice::{
    Rulebook,
    assessment::{Advised, Words},
};
use leptos::prelude::*;

use super::reason::rule_link;
use crate::wording;

/// The advice with the rule `id`, under a heading of the third level.
pub fn view(book: &Rulebook, id: &str, advised: &Advised<'_>) -> AnyView {
    let rule = book.find(id).find(|rule| rule.kind.name() == "advice");
    let name = rule.map_or_else(|| id.to_owned(), |rule| rule.name.to_string());
    view! {
        <h3>{rule_link(id, &name)}": "{wording::advised(advised.verdict)}</h3>
        {list("For it", &advised.speaks_for)}
        {list("Against it", &advised.against)}
    }
    .into_any()
}

fn list(title: &'static str, reasons: &[Words<'_>]) -> AnyView {
    if reasons.is_empty() {
        return view! { <p class="soft">{title}": nothing in your answers."</p> }.into_any();
    }
    let items: Vec<_> = reasons.iter().map(|reason| view! { <li>{reason.to_string()}</li> }).collect();
    view! { <p>{title}":"</p> <ul>{items}</ul> }.into_any()
}
