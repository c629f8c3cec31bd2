//! Makes a page of the questionnaire live: it will come.

use leptos::prelude::*;

/// To come.
#[island]
pub fn Live() -> impl IntoView {
    view! { <p class="saving" role="status"></p> }
}
