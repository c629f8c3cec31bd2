//! The page that a person sees where a program would get a problem document.

use leptos::prelude::*;

use crate::{
    components::{my_work::Gone, reason::ticked},
    problem::Problem,
    shell::Page,
};

/// The page for `problem`: what happened, what to do, and every fault.
pub fn page(problem: &Problem) -> Page {
    let Problem { kind, detail, faults, .. } = problem.clone();
    Page::new(kind.title, "This page could not be shown.", move || {
        let faults: Vec<_> =
            faults.into_iter().map(|fault| view! { <li><code>{fault.at}</code>" "{fault.message}</li> }).collect();
        view! {
            <p class="soft">{kind.status}</p>
            <h1>{kind.title}</h1>
            <p class="sentence">{ticked(&detail)}</p>
            {(!faults.is_empty()).then(|| view! { <ul>{faults}</ul> })}
            <p><a href="/">"Back to the start"</a></p>
            // What is there no more leaves the list of what this browser made.
            {matches!(kind.status, 404 | 410).then(|| view! { <Gone/> })}
        }
    })
}
