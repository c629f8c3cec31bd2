//! What this browser made: its drafts and reports. The list is the browser's own; the server sends the frame of the page.

use leptos::prelude::*;

use crate::{
    components::my_work::MyWork,
    draft::DraftId,
    shell::{Page, Place},
};

/// The page at `/my-work`. `deleted` is the draft that was just deleted, if the person comes from there; `are_listed`
/// says whether there are reports on the public list.
pub fn page(deleted: Option<&DraftId>, are_listed: bool) -> Page {
    let deleted = deleted.map(|id| format!("/d/{}", id.as_str())).unwrap_or_default();
    let page = Page::new("My work \u{2013} EDA Advisor", "The drafts and reports that this browser made.", move || {
        let notice = (!deleted.is_empty()).then(|| view! { <div class="notice"><p>"The draft is deleted."</p></div> });
        view! {
            <h1>"My work"</h1>
            <p class="lead">
                "The drafts and reports that you made in this browser. The list is kept here and never sent, and it \
                 names nobody. To forget an entry deletes neither the draft nor the report."
            </p>
            {notice}
            <MyWork deleted/>
            {are_listed.then(|| view! {
                <p class="soft">
                    "What others show to everybody: "<a href="/reports">"public reports"</a>
                </p>
            })}
        }
    });
    page.at(Place::MyWork)
}
