//! The bench: the person's text beside what was read from it, with a form for whatever was read wrongly.
//!
//! Every sentence has its place, and every answer shows the words that it was read from. Nothing is decided here.

mod steps;
mod text;

use leptos::prelude::*;

use super::{
    Drafting, FlowPart,
    form::{self, Sent},
    next_of,
};
use crate::{
    components::{reason::user_text, textarea::in_textarea},
    editing::DraftPage,
    language_model::Offer,
    pages::sentences::Steps,
    wording,
    words::Words,
};

/// Sentences on one page.
const SENTENCES_A_PAGE: usize = 100;

/// The bench of a draft that was read from `words`.
pub(super) fn view(drafting: &Drafting<'_>, flows: &[FlowPart<'_>], words: &Words) -> AnyView {
    let answer_words =
        |step: &super::StepPart<'_>, question: &str| drafting.system.words(step, question).map(str::to_owned);
    let numbered = Steps::of(flows, answer_words);
    let panels: Vec<AnyView> = flows.iter().map(|flow| steps::view(drafting, flow, &numbered)).collect();
    let pictures: Vec<AnyView> = flows.iter().map(|flow| steps::drawn(drafting, flow)).collect();
    view! {
        <div class="bench">
            <header class="bench-head">
                <h1>"Did we read you right?"</h1>
                <p class="soft">"Every sentence has its place. Nothing is decided yet."</p>
            </header>
            {offer(drafting, words)}
            <div class="desk">
                {text::view(drafting, flows, words, &numbered)}
                <div class="read" data-live="read">{panels}</div>
            </div>
            <section class="pictures" aria-label="Picture" data-live="pictures">{pictures}</section>
            {bar(drafting, flows, words)}
            {form::suggestions(drafting)}
        </div>
    }
    .into_any()
}

/// The offer to let another reader read the same text: a language model, if the operator named one. It says where
/// the text goes.
fn offer(drafting: &Drafting<'_>, words: &Words) -> AnyView {
    let Some(Offer { name, host, .. }) = &drafting.terms.offer else { return ().into_any() };
    view! {
        <form class="offer" data-live="offer" method="post" action="/reading/model">
            <input type="hidden" name="draft" value=drafting.draft.id.as_str().to_owned()/>
            <textarea name="steps" hidden=true>{in_textarea(&words.text)}</textarea>
            <p class="row">
                <button type="submit" class="quiet">"Read with "{user_text(name)}</button>
                <span class="soft">
                    "Your text then goes to "<b>{user_text(host)}</b>". It makes another draft; this one stays."
                </span>
            </p>
        </form>
    }
    .into_any()
}

/// How to go on: to the questions, with what was read as it is, or with every answer confirmed.
fn bar(drafting: &Drafting<'_>, flows: &[FlowPart<'_>], words: &Words) -> AnyView {
    let lost: Vec<usize> = text::lost(words).collect();
    let lost = lost.first().map(|first| {
        let number = match lost.len() {
            1 => "1 sentence not understood".to_owned(),
            many => format!("{many} sentences not understood"),
        };
        let page = first / SENTENCES_A_PAGE + 1;
        let here = if page == drafting.page() { String::new() } else { format!("?page={page}") };
        view! { <a class="lost" href=format!("{here}#sentence/{first}")>{number}</a> }
    });
    let read: usize = flows.iter().flat_map(|flow| &flow.steps).map(|step| step.described.inferred.len()).sum();
    let take_all = (read > 0).then(|| {
        let label = match read {
            1 => "Take the answer as read".to_owned(),
            many => format!("Take all {many} answers as read"),
        };
        let button = view! {
            <button type="submit" id="take-all/button" class="quiet" title="They count as yours from then on.">
                {label}
            </button>
        };
        form::form(drafting, "take-all", Some("take_all"), Sent::OnSubmit, &[], button.into_any())
    });
    view! {
        <section class="bench-bar" aria-label="Go on" data-live="bar">
            <p><a class="button" href=onward(drafting, flows)>"Looks right: go on"</a>{lost}</p>
            {take_all}
        </section>
    }
    .into_any()
}

/// The address of the questions: of the next step that has an open one, or else of the system.
pub(super) fn onward(drafting: &Drafting<'_>, flows: &[FlowPart<'_>]) -> String {
    drafting.address(&next_of(flows, &DraftPage::System).unwrap_or_default())
}

/// The stages from a text to a report.
pub(super) fn stages(drafting: &Drafting<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    view! {
        <ol class="stages">
            <li aria-current="step">"Your words"</li>
            <li><a href=onward(drafting, flows)>"Questions"</a></li>
            <li><a href=format!("{}#publish", drafting.system_address())>"Report"</a></li>
        </ol>
    }
    .into_any()
}

/// A number of sentences, such as `14 sentences, 2 not understood`.
pub(super) fn counted(words: &Words) -> String {
    let all = wording::count(words.sentences.len(), "sentence");
    match text::lost(words).count() {
        0 => all,
        lost => format!("{all}, {lost} not understood"),
    }
}
