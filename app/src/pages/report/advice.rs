//! Advice for the whole system: event sourcing and CQRS.

use advice::assessment::{Advised, Words};
use leptos::prelude::*;

use super::revision::ResolvedRevision;
use crate::{components::reason::rule_link, wording};

/// Both pieces of advice, each with the reasons for and against it.
pub(super) fn view(revision: &ResolvedRevision<'_>) -> AnyView {
    let advice = &revision.assessment.advice;
    view! {
        <section aria-labelledby="advice">
            <h2 id="advice">"For the whole system"</h2>
            <div class="pair">
                {piece(revision, "event_sourcing", &advice.event_sourcing)}
                {piece(revision, "cqrs", &advice.cqrs)}
            </div>
        </section>
    }
    .into_any()
}

fn piece(revision: &ResolvedRevision<'_>, id: &str, advised: &Advised<'_>) -> AnyView {
    let rule = revision.book().find(id).find(|rule| rule.kind.name() == "advice");
    let name = rule.map_or_else(|| id.to_owned(), |rule| rule.name.to_string());
    view! {
        <div class="card">
            <h3>{rule_link(id, &name)}": "{wording::advised(advised.verdict)}</h3>
            {list("Speaks for it", &advised.speaks_for)}
            {list("Speaks against it", &advised.against)}
        </div>
    }
    .into_any()
}

fn list(title: &'static str, reasons: &[Words<'_>]) -> AnyView {
    if reasons.is_empty() {
        return view! { <p class="soft">{title}": nothing that was said."</p> }.into_any();
    }
    let items: Vec<_> = reasons.iter().map(|reason| view! { <li>{reason.to_string()}</li> }).collect();
    view! { <p>{title}":"</p> <ul>{items}</ul> }.into_any()
}
