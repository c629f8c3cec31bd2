//! The pages for what a model or an assistant proposes. With the text at hand it is shown as any other reading.

use leptos::prelude::*;
use reader::proposal::{Dropped, Proposed};
use reader::reading::Reading;

use super::beside::{ASSISTANT, Beside, Came, proposed};
use super::reading;
use crate::language_model::Offer;
use crate::shell::Page;
use crate::start_form::StartForm;

/// The page for a proposal that a person pasted.
pub fn pasted(entered: StartForm, proposed: Proposed, offer: Option<Offer>) -> Page {
    let Proposed { reading, dropped } = proposed;
    if entered.original.trim().is_empty() {
        return unchecked(entered, reading, dropped);
    }
    // From here on, the text is what the assistant read.
    let entered = StartForm { steps: entered.original, original: String::new(), ..entered };
    page(entered, Proposed { reading, dropped }, ASSISTANT, offer)
}

/// The page for a proposal of which the text is at hand: `entered.steps`.
pub fn page(entered: StartForm, proposed: Proposed, by: &str, offer: Option<Offer>) -> Page {
    let Proposed { reading, dropped } = proposed;
    let description = written(&reading);
    let came = Came::Proposed { by: by.to_owned(), description, dropped };
    reading::page(entered, reading, Beside { offer, came })
}

/// The page for a proposal whose text is not at hand.
fn unchecked(entered: StartForm, reading: Reading, dropped: Vec<Dropped>) -> Page {
    let description = written(&reading);
    Page::new(
        "As your assistant read it \u{2013} EDA Advisor",
        "Which steps and answers the assistant proposes, out of which words.",
        move || {
            view! {
                <h1>"As your assistant read it"</h1>
                {proposed(ASSISTANT, &description, &dropped)}
                {reading::found(&reading)}
                <section aria-labelledby="check">
                    <h2 id="check">"Check the quotes"</h2>
                    <form class="describe" method="post" action="/reading">
                        <input type="hidden" name="name" value=entered.name.clone()/>
                        <input type="hidden" name="steps" value=entered.steps.clone()/>
                        <div class="field">
                            <label for="original">"Your text"</label>
                            <p class="soft" id="original-hint">
                                "The quotes were believed. If you paste the text that the assistant read, each one is \
                                 looked for in it, and what is not there is left out."
                            </p>
                            <textarea id="original" name="original" rows="8" dir="auto" required=true
                                aria-describedby="original-hint"></textarea>
                        </div>
                        <p class="row"><button type="submit" class="quiet">"Check the quotes"</button></p>
                    </form>
                </section>
            }
        },
    )
}

/// The description as JSON. It was read as one, so it can be written.
fn written(reading: &Reading) -> String {
    serde_json::to_string(&reading.description).unwrap_or_default()
}
