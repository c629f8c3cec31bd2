//! The start page: the field to write in with the picture of its grey example beside it, what this browser made last,
//! the examples, the way to the matrix, and why to rely on the answers.

mod describe;
mod sample;
mod samples;
mod thumbnail;

use advice::{
    Rulebook,
    fault::{Code, Fault},
};
use leptos::prelude::*;

pub(crate) use crate::components::textarea::in_textarea;
pub use sample::SAMPLE;

use crate::{
    components::my_work::Recent,
    examples::Example,
    problem::Problem,
    report::FormKey,
    shell::{Page, Place},
    start_form::StartForm,
};

/// The page at `/`. If an example is named, the field holds its description.
pub fn page(book: &'static Rulebook, example: Option<&'static Example>, form_key: &FormKey) -> Page {
    let text = example.map_or(String::new(), |example| example.text.to_owned());
    let entered = StartForm { steps: text, form_key: form_key.as_str().to_owned(), ..StartForm::default() };
    let title = "EDA Advisor: call, or event?";
    let says = "Describe your system in your own words. For each step: a synchronous call, an event or a hybrid, how \
                consistent, and why.";
    let page = Page::new(title, says, move || {
        view! {
            <div class="hero">
                {promise()}
                {describe::form(&entered, None)}
                {sample::figure()}
            </div>
            {last()}
            {samples::list(example.map(|example| example.id))}
            {one_interaction()}
            {trust(book)}
        }
    });
    page.at(Place::Start)
}

/// The page of a server on which nothing may be changed: what can be read there.
pub fn for_reading(book: &'static Rulebook) -> Page {
    let says = "Reports that say for each step of a system: a synchronous call, an event or a hybrid, and why.";
    let page = Page::new("EDA Advisor: call, or event?", says, move || {
        view! {
            {promise()}
            <div class="notice">
                <p>
                    "This server is for reading: open a report by its link, or look through the "
                    <a href="/reports">"public reports"</a>", the "<a href="/learn">"learning pages"</a>" and the "
                    <a href="/rules">"rules"</a>"."
                </p>
            </div>
            {one_interaction()}
            {trust(book)}
        }
    });
    page.at(Place::Start)
}

/// The page after a form that was refused. It keeps the typed values and shows the faults beside their fields.
pub fn again(mut entered: StartForm, problem: &Problem) -> Page {
    let problem = problem.clone();
    // There is one field for everything. A description that a form of another page sent is mended in it, too.
    if entered.steps.trim().is_empty() {
        entered.steps = std::mem::take(&mut entered.description);
    }
    let page = Page::new(
        "Not yet \u{2013} EDA Advisor",
        "Something has to be mended first; it stands beside its field.",
        move || {
            view! {
                {if is_no_system(&problem) { guide() } else { faults(&entered, &problem) }}
                {describe::form(&entered, Some(&problem))}
                {samples::list(None)}
            }
        },
    );
    page.at(Place::Start)
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

/// What the advisor does, with the two signs that every page uses.
fn promise() -> AnyView {
    view! {
        <h1>"Call, or event? "<span>"Step by step, with reasons."</span></h1>
        <p class="lead">
            "Describe your system in your own words. For each step you learn whether it should be a "
            <span class="as-drawn sync">"synchronous call"</span>", an "<span class="as-drawn event">"event"</span>" or a "
            <span class="as-drawn hybrid">"hybrid"</span>", how consistent it must be, and why."
        </p>
    }
    .into_any()
}

/// What this browser made last.
fn last() -> AnyView {
    view! {
        <section class="last" aria-labelledby="last">
            <h2 id="last"><a href="/my-work">"My work"</a></h2>
            <Recent/>
        </section>
    }
    .into_any()
}

/// The way to the matrix for a single interaction.
fn one_interaction() -> AnyView {
    view! {
        <section class="part" aria-labelledby="one">
            <h2 id="one">"Only one interaction?"</h2>
            <p>
                <a href="/matrix">"The decision matrix"</a>
                " asks six questions about it. The verdict changes with each answer, and nothing is saved."
            </p>
        </section>
    }
    .into_any()
}

/// Why the answers can be relied on, each reason with the place where it shows.
fn trust(book: &'static Rulebook) -> AnyView {
    let number = book.rules().filter(|rule| rule.retired.is_none()).count();
    view! {
        <section class="part" aria-labelledby="trust">
            <h2 id="trust">"Why you can rely on it"</h2>
            <ul class="trust">
                <li>
                    <h3>"Every verdict names its rules"</h3>
                    <p>
                        "There are "<a href="/rules">{number}" rules"</a>". Each has its reason, its published sources \
                         and examples that are run."
                    </p>
                </li>
                <li>
                    <h3>"The same answer every time"</h3>
                    <p>
                        "Rules decide, and no model\u{2019}s opinion. A report keeps the edition of the rules that it \
                         was made with."
                    </p>
                </li>
                <li>
                    <h3>"Your text stays here"</h3>
                    <p>
                        "There is no account and no tracker. What you make has a secret address, and you can delete it."
                    </p>
                </li>
            </ul>
        </section>
    }
    .into_any()
}
