//! The start page: a summary of the advisor, the matrix for one interaction, and the ways to describe a system.

mod describe;
mod samples;

use advice::{
    Rulebook,
    fault::{Code, Fault},
};
use leptos::prelude::*;

pub(crate) use crate::components::textarea::in_textarea;

use super::matrix::{Detail, Interaction, questions};
use crate::{examples::Example, problem::Problem, report::FormKey, shell::Page, start_form::StartForm};

/// The page at `/`. If an example is named, the form holds its description.
pub fn page(book: &'static Rulebook, example: Option<&'static Example>, form_key: &FormKey) -> Page {
    let text = example.map_or(String::new(), |example| example.text.to_owned());
    let entered = StartForm { description: text, form_key: form_key.as_str().to_owned(), ..StartForm::default() };
    Page::new(
        "EDA Advisor",
        "Which steps of your system should wait for an answer, which should be events, and why.",
        move || {
            view! {
                {promise()}
                {one_interaction(book)}
                {describe::form(&entered, None)}
                {samples::list(example.map(|example| example.id))}
            }
        },
    )
}

/// The page after a form that was refused. It keeps the typed values and shows the faults beside their fields.
pub fn again(entered: StartForm, problem: &Problem) -> Page {
    let problem = problem.clone();
    Page::new(
        "Not yet \u{2013} EDA Advisor",
        "Something has to be mended first; it stands beside its field.",
        move || {
            view! {
                {if is_no_system(&problem) { guide() } else { faults(&entered, &problem) }}
                {describe::form(&entered, Some(&problem))}
                {samples::list(None)}
            }
        },
    )
}

/// How many faults each field has.
fn faults(entered: &StartForm, problem: &Problem) -> AnyView {
    view! { <h1>"Not yet"</h1> {describe::summary(entered, problem)} }.into_any()
}

/// Whether nothing was found in the text. A list with a fault names its line.
fn is_no_system(problem: &Problem) -> bool {
    let is_empty = |fault: &Fault| fault.at == "/steps" && fault.code == Code::Empty && fault.line.is_none();
    problem.faults.iter().all(is_empty) && !problem.faults.is_empty()
}

/// What to write instead of a text in which nothing was found, with an example.
fn guide() -> AnyView {
    view! {
        <h1>"Tell it as you would tell a colleague"</h1>
        <div class="card guide-card" role="alert">
            <p>
                "Say in English what happens, who does it and who waits for it. A few plain sentences are enough. For \
                 example:"
            </p>
            <blockquote>
                "A guest books a room on our site. The site asks Payments to charge the card while the guest waits. \
                 The confirmation is mailed afterwards."
            </blockquote>
            <p class="soft">"What you typed is still in the field below."</p>
        </div>
    }
    .into_any()
}

fn promise() -> AnyView {
    view! {
        <h1>"Call, or event? Step by step, with reasons."</h1>
        <p class="sentence">
            "Describe what your system does. For each step the advisor says whether somebody has to wait, whether "
            "others should react to an event, or both, and how consistent it must be."
        </p>
        <ul class="verdicts">
            <li>
                <span class="verdict sync">"synchronous"</span>
                <span>"Someone cannot go on without the answer, or a promise must hold at once."</span>
            </li>
            <li>
                <span class="verdict event">"event-driven"</span>
                <span>"It has happened; others react in their own time, and nobody waits for them."</span>
            </li>
            <li>
                <span class="verdict hybrid">"hybrid"</span>
                <span>"A short wait for what must be certain, and events for the rest."</span>
            </li>
        </ul>
    }
    .into_any()
}

/// The decision matrix for a single interaction.
fn one_interaction(book: &'static Rulebook) -> AnyView {
    view! {
        <section aria-labelledby="one">
            <h2 id="one">"One interaction"</h2>
            <p class="soft">
                "Answer what you know and see the verdict at once. Nothing is saved; the answers stand in the address."
            </p>
            <form class="matrix-form card" method="get" action="/matrix">
                {questions(book, &Interaction::default(), Detail::Brief)}
                <p class="row">
                    <button type="submit">"Show the verdict"</button>
                    <span class="key-line">
                        <i class="leans sync" aria-hidden="true"></i>" leans to a call"
                    </span>
                    <span class="key-line">
                        <i class="leans event" aria-hidden="true"></i>" leans to events"
                    </span>
                </p>
            </form>
        </section>
    }
    .into_any()
}
