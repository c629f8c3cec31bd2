//! The page that is shown while a language model reads a text. The server sends it in parts: the page down to
//! [`HERE`], a line each second, and at last the reading, which takes the place of what came before.
//!
//! No script is needed: the style shows the last line only, and the reading instead of the wait.

use leptos::prelude::*;

use super::start::in_textarea;
use crate::components::reason::user_text;
use crate::language_model::Offer;
use crate::shell::Page;
use crate::start_form::StartForm;

/// The mark in the rendered page behind which the lines and the reading are sent.
pub const HERE: &str = "<i class=\"here\"></i>";

/// The page while the model reads `entered.steps`.
pub fn page(entered: &StartForm, offer: &Offer) -> Page {
    let (entered, Offer { name, host, seconds }) = (entered.clone(), offer.clone());
    Page::new("Reading \u{2013} EDA Advisor", "A language model reads the text.", move || {
        view! {
            <section class="waiting" aria-labelledby="wait">
                <h1 id="wait">"Reading with "{user_text(&name)}</h1>
                <p class="sentence">
                    "Your text is at "<b>{user_text(&host)}</b>". The answer takes up to "{seconds}" seconds."
                </p>
                <progress aria-labelledby="wait"></progress>
                <form method="post" action="/reading">
                    <input type="hidden" name="name" value=entered.name.clone()/>
                    <textarea name="steps" hidden=true>{in_textarea(&entered.steps)}</textarea>
                    <p class="row"><button type="submit">"Stop, and read it by the rules alone"</button></p>
                </form>
            </section>
            <i class="here"></i>
        }
    })
}

/// A line that says how long it has taken.
pub fn line(seconds: u64) -> String {
    format!("<p class=\"tick\">{seconds} s</p>")
}

/// The reading, as the last part.
pub fn done(content: &str) -> String {
    format!("<div class=\"done\">{content}</div>")
}
