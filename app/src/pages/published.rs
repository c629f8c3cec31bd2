//! What a person sees once a report is published: the key that changes it, shown this once, and the way to the report.

use leptos::prelude::*;

use crate::{report::EditToken, shell::Page};

/// The page that answers the form. `address` is the report's, absolute.
pub fn page(address: &str, token: Option<&EditToken>) -> Page {
    let (address, token) = (address.to_owned(), token.map(|token| token.reveal().to_owned()));
    Page::new("Published \u{2013} EDA Advisor", "The report is published; keep its key.", move || {
        let key = token.map(|token| {
            view! {
                <section class="card key" aria-labelledby="key">
                    <h2 id="key">"Keep this key: it is shown once"</h2>
                    <p><code class="token">{token}</code></p>
                    <p>
                        "Whoever has it can change or delete the report. We keep only a fingerprint of it, so nobody can tell you "
                        "again. It is in no address, and not on the report."
                    </p>
                </section>
            }
        });
        view! {
            <h1>"Published"</h1>
            <p class="sentence">"Your report is at this address. Whoever has the link can read it."</p>
            <p><a class="link" href=address.clone()>{address.clone()}</a></p>
            {key}
            <p class="row"><a class="button" href=address>"Open the report"</a><a class="button quiet" href="/">"Describe another"</a></p>
        }
    })
}
