//! Advice for the whole system: event sourcing and CQRS.

use advice::assessment::{Advised, Words};
use leptos::prelude::*;

use super::reading::Reading;
use crate::{components::reason::rule_link, wording};

/// Both pieces of advice, each with the reasons for and against it.
pub(super) fn view(reading: &Reading<'_>) -> AnyView {
    let advice = &reading.assessment.advice;
    view! {
        <section aria-labelledby="advice">
            <h2 id="advice">"For the whole system"</h2>
            <div class="pair">
                {piece(reading, "event_sourcing", &advice.event_sourcing)}
                {piece(reading, "cqrs", &advice.cqrs)}
            </div>
        </section>
    }
    .into_any()
}

fn piece(reading: &Reading<'_>, id: &str, advised: &Advised<'_>) -> AnyView {
    let rule = reading.book().find(id).find(|rule| rule.kind.name() == "advice");
    let name = rule.map_or_else(|| id.to_owned(), |rule| rule.name.to_string());
    view! {
        <div class="card">
            <h3>{rule_link(id, &name)}": "{wording::advised(advised.verdict)}</h3>
            {list("For it", &advised.speaks_for)}
            {list("Against it", &advised.against)}
        </div>
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
