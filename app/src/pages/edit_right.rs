//! The page that a browser shows briefly after a person opened an edit link on another site. It leads on to the report.

use leptos::prelude::*;

use crate::shell::Page;

/// The page. `address` is the report's address.
pub fn page(address: &str) -> Page {
    let address = address.to_owned();
    Page::new("You may change this report \u{2013} EDA Advisor", "On the way to the report.", move || {
        view! {
            <h1>"You may change this report"</h1>
            <p class="sentence">
                "This browser remembers it. If the report does not open by itself: "
                <a href=address>"open the report"</a>"."
            </p>
        }
    })
}
