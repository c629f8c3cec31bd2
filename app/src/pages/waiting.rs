//! The page that is shown while a language model reads a text. The server sends it in parts: the page down to
//! [`HERE`], a line each second, and at last what came of it, which takes the place of what came before.
//!
//! No script is needed: the style shows the last line only, and what came instead of the wait.

use leptos::prelude::*;
use reader::proposal::Dropped;

use super::{proposal::left_out, start::in_textarea};
use crate::components::reason::user_text;
use crate::draft::DraftId;
use crate::editing::DraftPage;
use crate::language_model::{Offer, Unanswered};
use crate::shell::Page;
use crate::start_form::StartForm;

/// The mark in the rendered page behind which the lines and the end are sent.
pub const HERE: &str = "<i class=\"here\"></i>";

/// The page while the model reads `entered.steps`. `by_rules` is the draft with what the rules read of the same
/// text, if there is one.
pub fn page(entered: &StartForm, by_rules: Option<&DraftId>, offer: &Offer) -> Page {
    let (entered, Offer { name, host, seconds }) = (entered.clone(), offer.clone());
    let back = by_rules.map(bench);
    Page::new("Reading \u{2013} EDA Advisor", "A language model reads the text.", move || {
        const STOP: &str = "Stop, and take what the rules read";
        let stop = match back {
            Some(back) => view! { <p><a class="button" href=back>{STOP}</a></p> }.into_any(),
            None => view! {
                <form method="post" action="/drafts">
                    <input type="hidden" name="name" value=entered.name/>
                    <textarea name="steps" hidden=true>{in_textarea(&entered.steps)}</textarea>
                    <p class="row"><button type="submit">{STOP}</button></p>
                </form>
            }
            .into_any(),
        };
        view! {
            <section class="waiting" aria-labelledby="wait">
                <h1 id="wait">"Reading with "{user_text(&name)}</h1>
                <p class="sentence">
                    "Your text is at "<b>{user_text(&host)}</b>". The answer takes up to "{seconds}" seconds."
                </p>
                <progress aria-labelledby="wait"></progress>
                {stop}
            </section>
            <i class="here"></i>
        }
    })
}

/// A line that says how long it has taken.
pub fn line(seconds: u64) -> String {
    format!("<p class=\"tick\">{seconds} s</p>")
}

/// The last part, made of the content of a page.
pub fn done(content: &str) -> String {
    format!("<div class=\"done\">{content}</div>")
}

/// What ends the wait when the model has read the text: the way to the draft. The browser goes it by itself, unless
/// something was left out, which a person reads first.
pub fn read(by: &Offer, draft: &DraftId, dropped: Vec<Dropped>) -> Page {
    let (by, bench) = (by.name.clone(), bench(draft));
    end(move || {
        let goes_on =
            dropped.is_empty().then(|| view! { <meta http-equiv="refresh" content=format!("0; url={bench}")/> });
        let left_out = (!dropped.is_empty()).then(|| left_out(&dropped));
        view! {
            {goes_on}
            <div class="proposed card">
                <p>
                    "Read by "{user_text(&by)}". Every step and every answer quotes the words that it stands on; the \
                     verdicts come from the rules alone."
                </p>
                {left_out}
                <p><a class="button" href=bench>"Go on with this reading"</a></p>
            </div>
        }
        .into_any()
    })
}

/// What ends the wait when the model gave no reading: why, and the way to the draft that the rules read.
pub fn in_vain(why: Unanswered, by_rules: &DraftId) -> Page {
    let bench = bench(by_rules);
    end(move || {
        view! {
            <div class="notice" role="status">
                <p>{user_text(&why.to_string())}" What the advisor read by its own rules is there."</p>
            </div>
            <p><a class="button" href=bench>"See what the rules read"</a></p>
        }
        .into_any()
    })
}

fn end(content: impl FnOnce() -> AnyView + Send + 'static) -> Page {
    Page::new("As it is read \u{2013} EDA Advisor", "What came of asking a language model.", move || {
        view! { <h1>"As it is read"</h1>{content()} }
    })
}

fn bench(draft: &DraftId) -> String {
    DraftPage::Reading.address(draft)
}
