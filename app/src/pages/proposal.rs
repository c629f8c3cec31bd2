//! What was left out of a proposal of an assistant or a model, shown before a person goes on with the rest.

use leptos::prelude::*;
use reader::proposal::Dropped;

use super::start::in_textarea;
use crate::components::{for_assistant, reason::user_text};
use crate::shell::Page;
use crate::start_form::StartForm;
use crate::wording;

/// The page for a proposal that a person pasted and of which parts were left out.
pub fn page(entered: StartForm, dropped: Vec<Dropped>) -> Page {
    Page::new(
        "Left out \u{2013} EDA Advisor",
        "Which parts of the assistant\u{2019}s description quote no words of the text.",
        move || {
            view! {
                <h1>"Not everything stands in the text"</h1>
                <p class="sentence">
                    "Every step and every answer of your assistant has to quote the words that it stands on. What is \
                     listed here does not, so it is left out. The rest is read."
                </p>
                <div class="proposed card">
                    {left_out(&dropped)}
                    {for_assistant::dropped(&dropped)}
                    <form method="post" action="/drafts">
                        <input type="hidden" name="name" value=entered.name.clone()/>
                        <textarea name="steps" hidden=true>{in_textarea(&entered.steps)}</textarea>
                        <textarea name="original" hidden=true>{in_textarea(&entered.original)}</textarea>
                        <input type="hidden" name="shown" value="yes"/>
                        <p class="row"><button type="submit">"Go on with this reading"</button></p>
                    </form>
                </div>
            }
        },
    )
}

/// The parts that were left out, each with its quote.
pub(super) fn left_out(dropped: &[Dropped]) -> AnyView {
    let item = |Dropped { part, quote, .. }: &Dropped| {
        let quote = match quote {
            Some(quote) => view! { " quotes "<q>{user_text(quote)}</q>", which is not in the text." }.into_any(),
            None => view! { " has no quote." }.into_any(),
        };
        view! { <li>{user_text(part)}{quote}</li> }
    };
    view! {
        <div class="left-out" id="left-out">
            <p><b>{wording::count(dropped.len(), "part")}" left out: the text does not say it"</b></p>
            <ul>{dropped.iter().map(item).collect_view()}</ul>
        </div>
    }
    .into_any()
}
