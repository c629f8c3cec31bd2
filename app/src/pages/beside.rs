//! What stands beside a reading: the offer to let a model read, and, for a reading that a model or an assistant
//! proposed, how it came, what was dropped and how to go on with it.

use leptos::prelude::*;
use reader::proposal::Dropped;

use crate::components::{for_assistant, reason::user_text, textarea::in_textarea};
use crate::language_model::Offer;
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
pub(super) const ASSISTANT: &str = "your assistant";

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
pub(super) fn proposed(by: &str, description: &str, dropped: &[Dropped]) -> AnyView {
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
