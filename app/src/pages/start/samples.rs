//! The examples. Each can be opened as a draft or shown as a description in the form.

use leptos::prelude::*;

use crate::examples;

/// The list of examples. `here` is the one that the form holds.
pub(super) fn list(here: Option<&'static str>) -> AnyView {
    let items: Vec<_> = examples::ALL
        .iter()
        .map(|example| {
            let current = (here == Some(example.id)).then_some("true");
            let (opens, shows) = (format!("Open {}", example.name), format!("Description of {}", example.name));
            view! {
                <li>
                    <h3>{example.name}</h3>
                    <p>{example.says}</p>
                    <form method="post" action="/drafts">
                        <input type="hidden" name="example" value=example.id/>
                        <button type="submit" class="quiet" aria-label=opens>"Open"</button>
                        <a href=format!("/?example={}#describe", example.id) aria-label=shows aria-current=current>
                            "Description"
                        </a>
                    </form>
                </li>
            }
        })
        .collect();
    view! {
        <section aria-labelledby="examples">
            <h2 id="examples">"Or start from an example"</h2>
            <p class="soft">"Each opens as a copy of your own, to answer, change and publish."</p>
            <ul class="samples">{items}</ul>
        </section>
    }
    .into_any()
}
