//! The decision matrix for a single interaction: six questions, and beside them the verdict with its reasons.
//!
//! Nothing is stored. The answers are part of the address, so the address can be shared. The verdict comes
//! from the same evaluator as a report's, applied to a description with one step. With a script each answer changes the
//! verdict at once; without one, a button does.

mod form;
mod interaction;

use advice::{
    Model, Rulebook, assess,
    assessment::Step,
    terms::{DecidedBy, Verdict},
};
use leptos::prelude::*;

use crate::{
    components::{
        ask_again::AskAgain,
        balance,
        reason::{rule_link, ticked, word},
        verdict,
        why::{self, Caveats},
    },
    pages::learn::at_work,
    shell::{Page, Place},
    wording,
};

use form::questions;
pub use interaction::Interaction;

/// Questions that decide before anything is weighed. The matrix does not ask them.
const BEFORE: [&str; 3] = ["reply", "intent", "invariant"];

/// The page at `/matrix` for the answers in its address. Absolute links start with `public_url`.
/// `can_go_on` tells whether the interaction can be made a draft.
pub fn page(book: &'static Rulebook, interaction: Interaction, public_url: &str, can_go_on: bool) -> Page {
    let address = format!("{public_url}{}", interaction.address(book));
    let model = Model::resolve(interaction.description(), book).ok();
    let title = "Decision matrix \u{2013} EDA Advisor";
    let page = Page::new(title, "Six questions about one interaction: should it be a call, or an event?", move || {
        let assessed = model.as_ref().map(assess);
        let step = assessed.as_ref().and_then(|assessment| assessment.steps.first());
        let told = step.filter(|_| !interaction.answers().is_empty());
        let result = told.map_or_else(nothing_yet, |step| result(book, &interaction, step, &address, can_go_on));
        view! {
            <h1>"Decision matrix"</h1>
            <p class="lead">
                "Should this one interaction be a call or an event? Answer what you know; what you leave open stays \
                 open. Nothing is saved."
            </p>
            <div data-live="ignored">{ignored(&interaction)}</div>
            <div class="matrix">
                {asked(book, &interaction)}
                <div class="answer" data-live="answer">{result}</div>
                {before(book)}
            </div>
        }
    });
    page.at(Place::Matrix)
}

/// What stands in the place of the verdict before anything is answered.
fn nothing_yet() -> AnyView {
    view! { <div class="card"><p class="soft">"Answer a question, and the verdict stands here with its reasons."</p></div> }
        .into_any()
}

/// The parts of the address that do not answer one of the six questions.
fn ignored(interaction: &Interaction) -> AnyView {
    let items: Vec<_> = interaction.ignored().map(|message| view! { <li>{ticked(message)}</li> }).collect();
    (!items.is_empty())
        .then(|| {
            view! {
                <div class="aside" role="note">
                    <p>"Some of the address says nothing here and was left out:"</p>
                    <ul>{items}</ul>
                </div>
            }
        })
        .into_any()
}

/// The six questions as a form that puts the answers into the address.
fn asked(book: &'static Rulebook, interaction: &Interaction) -> AnyView {
    view! {
        <section aria-label="The questions">
            <form class="matrix-form" id="matrix" method="get" action="/matrix">
                {questions(book, interaction)}
                <p class="row"><button type="submit">"Show the verdict"</button></p>
            </form>
            <AskAgain form="matrix".to_owned()/>
        </section>
    }
    .into_any()
}

/// The verdict, the balance, the reasons, and what to do next.
fn result(
    book: &'static Rulebook,
    interaction: &Interaction,
    step: &Step<'_>,
    address: &str,
    can_go_on: bool,
) -> AnyView {
    let rows = interaction::rows(book).count();
    let given = interaction.answers().len();
    let others = interaction.others(book, step.verdict);
    view! {
        <section class="card" aria-labelledby="verdict">
            <h2 id="verdict" class="unseen">"The verdict"</h2>
            <p class="sentence" data-says>{sentence(step, !others.is_empty())}</p>
            <p class="row">
                {verdict::chip(step.verdict)}
                {word(meaning(step.verdict), "What this means")}
                <span class="soft">{format!("{given} of {rows} answered")}</span>
                {at_work(meaning(step.verdict))}
            </p>
            {balance::view(step)}
            <p class="standing">{why::range(step)}" "{open(rows - given, &others)}</p>
            <h3>"Why"</h3>
            <p>{why::decided(step)}</p>
            {why::reasons(book, step, Caveats::Here, |_| None)}
            <h3>"Share it"</h3>
            <p>"The answers are in the address, and nowhere else:"</p>
            <p><a class="link" href=address.to_owned()>{address.to_owned()}</a></p>
            {can_go_on.then(|| system(interaction))}
        </section>
    }
    .into_any()
}

/// The advice in a colloquial sentence. `provisional` means that an open row could change the verdict.
fn sentence(step: &Step<'_>, provisional: bool) -> String {
    let advice = match (step.decided_by, step.verdict) {
        (DecidedBy::Default, Verdict::Hybrid) => {
            "it is a tie: call it, which is simpler, and tell the others afterwards"
        }
        (DecidedBy::Default, _) => "it is a tie: make it a call, which is the simpler thing",
        (_, Verdict::Synchronous) => "make it a call, and let the caller wait for the answer",
        (_, Verdict::Hybrid) => "make it a call, and then tell the others with one event",
        (_, Verdict::EventDriven) => "make it an event: others react in their own time, and nobody waits",
    };
    if provisional { format!("As things stand, {advice}.") } else { format!("{}.", wording::capital(advice)) }
}

/// The id of the word that explains a verdict.
fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Synchronous => "synchronous_call",
        Verdict::EventDriven => "event_driven",
        Verdict::Hybrid => "hybrid",
    }
}

/// A sentence on how the open rows could change the verdict.
fn open(number: usize, others: &[Verdict]) -> String {
    let subject = match number {
        0 => return String::new(),
        1 => "The open question".to_owned(),
        many => format!("The {many} open questions"),
    };
    let names: Vec<&str> = others.iter().map(|other| wording::verdict(*other)).collect();
    if names.is_empty() {
        return format!("{subject} could not change the verdict, whatever the answer.");
    }
    format!("{subject} could still make it {}.", names.join(" or "))
}

/// The questions that decide before anything is weighed.
fn before(book: &'static Rulebook) -> AnyView {
    let asked = BEFORE.iter().filter_map(|id| {
        let question = book.question(id)?;
        Some(view! { <li>{rule_link(id, &book.asked(question)?.ask)}</li> })
    });
    let items: Vec<_> = asked.collect();
    view! {
        <section aria-labelledby="before">
            <h2 id="before">"What the matrix does not ask"</h2>
            <p>"It only weighs. For the steps of a system there are facts that decide before anything is weighed:"</p>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}

/// The form that turns the interaction into a system: a draft with this step and its answers.
fn system(interaction: &Interaction) -> AnyView {
    let description = serde_json::to_string(&interaction.description()).unwrap_or_default();
    view! {
        <form method="post" action="/drafts">
            <input type="hidden" name="description" value=description/>
            <p class="row">
                <button type="submit" class="quiet">"Make it a system"</button>
                <a class="button quiet" href="/matrix">"Start over"</a>
            </p>
            <p class="soft">"Opens the questions with this step and its answers in it; give it its name there."</p>
        </form>
    }
    .into_any()
}
