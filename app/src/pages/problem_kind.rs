//! The pages that explain the kinds of problem. Every problem document links to one of them.

use leptos::prelude::*;

use crate::{
    components::reason::ticked,
    problem::{self, ProblemKind},
    shell::Page,
};

/// The page at `/problems/CODE`: the meaning of a kind of problem and what to do about it.
pub fn page(kind: &'static ProblemKind) -> Page {
    let title = format!("{} \u{2013} EDA Advisor", kind.title);
    Page::new(&title, "What this problem means and what to do about it.", move || {
        view! {
            <p class="soft revision"><a href="/problems">"Problems"</a></p>
            <h1>{kind.title}</h1>
            <p class="soft">"Status "{kind.status}" · "<code>{kind.code}</code></p>
            <p class="meaning">{ticked(kind.meaning)}</p>
            <p><a href="/">"Back to the start"</a></p>
        }
    })
}

/// The page at `/problems`: every kind of problem, ordered by status.
pub fn index() -> Page {
    Page::new("Problems \u{2013} EDA Advisor", "Every kind of problem that an answer may name.", move || {
        let rows: Vec<_> = problem::ALL
            .iter()
            .map(|kind| {
                view! {
                    <tr>
                        <th scope="row"><a href=kind.address()>{kind.title}</a></th>
                        <td data-label="Status">{kind.status}</td>
                        <td data-label="Code"><code>{kind.code}</code></td>
                    </tr>
                }
            })
            .collect();
        view! {
            <h1>"What can go wrong"</h1>
            <p class="sentence">
                "A request that cannot be answered as asked is answered with its kind of problem. Codes are permanent."
            </p>
            <table class="stacked">
                <thead>
                    <tr><th scope="col">"Problem"</th><th scope="col">"Status"</th><th scope="col">"Code"</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    })
}
