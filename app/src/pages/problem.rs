//! The page that a person sees where a program would get a problem document.

use leptos::prelude::*;

use crate::{problem::Problem, shell::Page};

/// The page for `problem`: what happened, what to do, every fault.
pub fn page(problem: &Problem) -> Page {
    let Problem {
        title,
        status,
        detail,
        faults,
        ..
    } = problem.clone();
    Page::new(&title.clone(), "This page could not be shown.", move || {
        let faults: Vec<_> = faults
            .into_iter()
            .map(|fault| view! { <li><code>{fault.at}</code>" "{fault.message}</li> })
            .collect();
        view! {
            <p class="soft">{status}</p>
            <h1>{title}</h1>
            <p class="sentence">{detail}</p>
            {(!faults.is_empty()).then(|| view! { <ul>{faults}</ul> })}
            <p><a href="/">"Back to the start"</a></p>
        }
    })
}
