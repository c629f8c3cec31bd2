//! What stands beside a reading: the offer to let a model read, and, for a reading that a model or an assistant
//! proposed, how it came, what was dropped and how to go on with it.
//!
//! The reading itself is shown as any other.

use leptos::prelude::*;
use reader::proposal::{Dropped, Proposed};
use reader::reading::Reading;

use super::reading;
use super::start::in_textarea;
use crate::components::{for_assistant, reason::user_text};
use crate::language_model::Offer;
use crate::shell::Page;
use crate::start_form::StartForm;
use crate::wording;

/// What stands beside a reading.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The model that may be asked; none if the operator named none.
    pub offer: Option<Offer>,
    /// How the reading came.
    pub came: Came,
}

/// How a reading came.
#[derive(Clone, Debug, Default)]
pub enum Came {
    /// The rules read the words.
    #[default]
    ByRules,
    /// A model was asked and did not help, so the rules read the words. The text says why, as a full sentence.
    InsteadOfModel(String),
    /// A model or an assistant proposed it.
    Proposed {
        /// Who did.
        by: String,
        /// The description as JSON, to go on with.
        description: String,
        /// What was left out.
        dropped: Vec<Dropped>,
    },
}

/// What to say of an assistant whose name is not known.
const ASSISTANT: &str = "your assistant";

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

impl Beside {
    /// Whether the rules read the text, so that reading it again may give something else.
    pub fn is_by_rules(&self) -> bool {
        !matches!(self.came, Came::Proposed { .. })
    }

    /// What stands above the reading of `entered`.
    pub fn view(&self, entered: &StartForm) -> AnyView {
        let came = match &self.came {
            Came::ByRules => ().into_any(),
            Came::InsteadOfModel(why) => view! {
                <div class="notice" role="status">
                    <p>{user_text(why)}" So the advisor read the text by its own rules."</p>
                </div>
            }
            .into_any(),
            Came::Proposed { by, description, dropped } => view! {
                {proposed(by, description, dropped)}
                <form method="post" action="/reading">
                    <input type="hidden" name="name" value=entered.name.clone()/>
                    <textarea name="steps" hidden=true>{in_textarea(&entered.steps)}</textarea>
                    <p class="row"><button type="submit" class="quiet">"Read it by the rules instead"</button></p>
                </form>
            }
            .into_any(),
        };
        let offer = self.offer.as_ref().filter(|_| self.is_by_rules());
        view! { {came}{offer.map(|offer| offered(offer, entered))} }.into_any()
    }
}

/// Who proposed the reading, what was left out, and the button to go on with it.
fn proposed(by: &str, description: &str, dropped: &[Dropped]) -> AnyView {
    let left_out = (!dropped.is_empty()).then(|| {
        let items: Vec<AnyView> = dropped.iter().map(left_out).collect();
        view! {
            <details class="left-out" id="left-out" open=true>
                <summary>{wording::count(dropped.len(), "part")}" left out: the text does not say it"</summary>
                <ul>{items}</ul>
                {(by == ASSISTANT).then(|| for_assistant::dropped(dropped))}
            </details>
        }
    });
    view! {
        <div class="proposed card">
            <p>
                "Read by "{user_text(by)}". Every step and every answer quotes the words that it stands on; the \
                 verdicts come from the rules alone."
            </p>
            {left_out}
            <form method="post" action="/drafts">
                <input type="hidden" name="description" value=description.to_owned()/>
                <p class="row"><button type="submit">"Go on with this reading"</button></p>
            </form>
        </div>
    }
    .into_any()
}

fn left_out(Dropped { part, quote, .. }: &Dropped) -> AnyView {
    let quote = match quote {
        Some(quote) => view! { " quotes "<q>{user_text(quote)}</q>", which is not in the text." }.into_any(),
        None => view! { " has no quote." }.into_any(),
    };
    view! { <li>{user_text(part)}{quote}</li> }.into_any()
}

/// The offer to let a model read the text. It says where the text goes.
fn offered(Offer { name, host, .. }: &Offer, entered: &StartForm) -> AnyView {
    view! {
        <form class="offer" method="post" action="/reading/model">
            <input type="hidden" name="name" value=entered.name.clone()/>
            <textarea name="steps" hidden=true>{in_textarea(&entered.steps)}</textarea>
            <p class="row">
                <button type="submit" class="quiet">"Read with "{user_text(name)}</button>
                <span class="soft">"Your text then goes to "<b>{user_text(host)}</b>". Nothing goes before."</span>
            </p>
        </form>
    }
    .into_any()
}
