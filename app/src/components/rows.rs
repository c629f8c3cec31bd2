//! A table of lines under a title, which narrow windows stack.

use leptos::prelude::*;

/// A section with this id, title and table. `more` says what was left out.
pub fn section(
    id: &'static str,
    title: &'static str,
    heads: Vec<&'static str>,
    rows: Vec<AnyView>,
    more: Option<AnyView>,
) -> AnyView {
    let heads: Vec<_> = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect();
    view! {
        <section aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <table class="stacked changed" aria-labelledby=id>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {more}
        </section>
    }
    .into_any()
}
