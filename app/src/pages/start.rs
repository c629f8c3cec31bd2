//! The start page: what the advisor does, before it is asked anything.

use leptos::prelude::*;

use crate::shell::Page;

/// The page at `/`.
pub fn page() -> Page {
    Page::new(
        "EDA Advisor",
        "Which steps of your system should wait for an answer, which should be events, and why.",
        || view! { <Start/> },
    )
}

#[component]
fn Start() -> impl IntoView {
    view! {
        <h1>"Call, or event? Step by step, with reasons."</h1>
        <p class="sentence">
            "Describe what your system does. For each step the advisor says whether the caller has to wait, whether "
            "others should react to an event, or whether the step needs both."
        </p>
        <ul class="verdicts">
            <li>
                <span class="verdict sync">"synchronous"</span>
                " Someone cannot go on without the answer, or a promise must hold at once."
            </li>
            <li>
                <span class="verdict event">"event-driven"</span>
                " It has happened; others may react in their own time, and nobody waits for them."
            </li>
            <li>
                <span class="verdict hybrid">"hybrid"</span>
                " A short wait for what must be certain, and events for the rest."
            </li>
        </ul>
    }
}
