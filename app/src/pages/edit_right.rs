//! The page that a browser shows briefly after a person opened an edit or review link on another site. It leads on to
//! the report.

use leptos::prelude::*;

use crate::{links::Right, shell::Page};

/// The page. `address` is the report's address, and `right` what the browser may do from now on.
pub fn page(address: &str, right: Right) -> Page {
    let address = address.to_owned();
    let told = match right {
        Right::Edit => "You may change this report",
        Right::Review => "You may review this report",
    };
    Page::new(&format!("{told} \u{2013} EDA Advisor"), "On the way to the report.", move || {
        view! {
            <h1>{told}</h1>
            <p class="sentence">
                "This browser remembers it. If the report does not open by itself: "
                <a href=address>"open the report"</a>"."
            </p>
        }
    })
}
