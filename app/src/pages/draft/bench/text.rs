//! The left side of the bench: the text, each sentence with what it became and with what else it can be.

use leptos::prelude::*;
use reader::reading::Role;

use super::{
    super::{
        Drafting, FlowPart,
        form::{self, Sent},
    },
    SENTENCES_A_PAGE, counted,
};
use crate::{
    components::reason::ticked,
    pages::{
        sentences::{self, Steps, Tools},
        start::in_textarea,
    },
    words::{Part, Said, Words},
};

/// Maximum number of steps that a sentence can be said of at once: those that are told around it.
const MOST_OFFERED: usize = 40;

/// The text, and the form that reads another one.
pub(super) fn view(drafting: &Drafting<'_>, flows: &[FlowPart<'_>], words: &Words, steps: &Steps<'_>) -> AnyView {
    let shown = drafting.shown(words.sentences.len(), SENTENCES_A_PAGE);
    let offered = offered(flows);
    let tools = |index: usize, said: &Said| Some(tools((index, said), words, steps, &offered));
    let list = sentences::list(words, steps, shown, tools);
    let fields = view! { {list} };
    let form = form::form(drafting, "text", None, Sent::OnSubmit, &[], fields.into_any());
    view! {
        <section class="your-words" aria-labelledby="words" data-live="words">
            <details id="words/all" open=true>
                <summary><h2 id="words">"Your text"</h2><span class="soft">{counted(words)}</span></summary>
                {key(words)}
                {form}
                {drafting.pages("Sentences", words.sentences.len(), SENTENCES_A_PAGE)}
                {again(drafting, words)}
            </details>
        </section>
    }
    .into_any()
}

/// The sentences that are not understood, by index.
pub(super) fn lost(words: &Words) -> impl Iterator<Item = usize> {
    let sentences = words.sentences.iter().enumerate();
    sentences.filter(|(_, said)| said.role == Role::LeftOver).map(|(index, _)| index)
}

/// What the signs in the margin mean, with how often each occurs.
fn key(words: &Words) -> AnyView {
    let count = |is: fn(Role) -> bool| words.sentences.iter().filter(|said| is(said.role)).count();
    let signs = [
        (
            view! { <i class="no sync"></i><i class="no event"></i> }.into_any(),
            "a step",
            count(|role| role == Role::Step),
        ),
        ("of".into_any(), "about a step", count(|role| role == Role::AboutStep)),
        ("who".into_any(), "about who takes part", count(|role| role == Role::AboutParticipant)),
        ("talk".into_any(), "no step", count(|role| matches!(role, Role::Talk | Role::Question | Role::Rejected))),
        (view! { <b class="q">"?"</b> }.into_any(), "not understood", count(|role| role == Role::LeftOver)),
    ];
    let items: Vec<_> = signs
        .into_iter()
        .filter(|(.., number)| *number > 0)
        .map(|(sign, name, number)| {
            let class = if sentences::name(Role::LeftOver) == name { "lost" } else { "" };
            view! { <li class=class><span aria-hidden="true">{sign}</span>{name}" "<b class="soft">{number}</b></li> }
        })
        .collect();
    view! { <ul class="margin-key" aria-label="What the signs in the margin mean">{items}</ul> }.into_any()
}

/// Every step with its flow, in order.
fn offered(flows: &[FlowPart<'_>]) -> Vec<Part> {
    let part = |flow: &str, step: &str| Part::Step { flow: flow.to_owned(), step: step.to_owned() };
    flows.iter().flat_map(|flow| flow.steps.iter().map(|step| part(flow.id(), step.id()))).collect()
}

/// What a sentence can be.
fn tools((index, said): (usize, &Said), words: &Words, steps: &Steps<'_>, offered: &[Part]) -> Tools {
    let id = |what: &str| format!("sentence/{index}/{what}");
    let button = |name: &'static str, label: &'static str| {
        view! {
            <button type="submit" class="quiet small" id=id(name) name=name value=index.to_string()>{label}</button>
        }
        .into_any()
    };
    let attach = (!offered.is_empty()).then(|| {
        let chosen = said.about.iter().find(|part| offered.contains(part)).filter(|_| said.role == Role::AboutStep);
        let before = words.sentences[..index].iter().rev().filter(|said| said.role == Role::Step);
        let near =
            before.filter_map(|said| said.about.last()).find_map(|part| offered.iter().position(|one| one == part));
        let near = near.unwrap_or_default();
        let chosen = chosen.or(offered.get(near));
        let first = near.saturating_sub(MOST_OFFERED / 2).min(offered.len().saturating_sub(MOST_OFFERED));
        let options: Vec<_> = offered
            .iter()
            .enumerate()
            .filter(|(place, part)| (first..first + MOST_OFFERED).contains(place) || Some(*part) == chosen)
            .filter_map(|(_, part)| Some((part, steps.find(part)?)))
            .map(|(part, step)| {
                let value = match part {
                    Part::Step { flow, step } => format!("{flow}/{step}"),
                    _ => String::new(),
                };
                let label = format!("{} {}", step.number, step.action);
                view! { <option value=value selected=Some(part) == chosen>{label}</option> }
            })
            .collect();
        view! {
            <span class="attach">
                <label for=id("of")>"Said of step"</label>
                <select id=id("of") name=format!("of.{index}")>{options}</select>
                {button("attach", "Attach")}
            </span>
        }
    });
    let make = match said.role {
        Role::Step => "Another step of it",
        _ => "Make it a step",
    };
    let aside = (said.role != Role::Talk).then(|| button("set_aside", "No step, set it aside"));
    let is_lost = said.role == Role::LeftOver;
    let beside = is_lost.then(|| view! { <span class="make">{button("make_step", "Make it a step")}</span> });
    let make = (!is_lost).then(|| button("make_step", make));
    Tools { below: view! { {make}{attach}{aside} }.into_any(), beside: beside.into_any() }
}

/// The form that reads another text in the place of this one.
fn again(drafting: &Drafting<'_>, words: &Words) -> AnyView {
    let wrong = drafting.mistake().filter(|mistake| mistake.posted.value("form") == "again");
    let text = wrong.map_or(words.text.as_str(), |mistake| mistake.posted.value("text")).to_owned();
    let rows = text.lines().count().clamp(6, 24).to_string();
    let faults = wrong.map(|mistake| {
        let faults = mistake.problem.faults.iter().map(|fault| view! { <p>{ticked(&fault.message)}</p> });
        view! { <div class="wrong" id="again/wrong" role="alert">{faults.collect_view()}</div> }
    });
    let open = wrong.is_some();
    view! {
        <details class="about" id="again/fold" open=open data-open=open.then_some("yes")>
            <summary>"Edit the text"</summary>
            <form id="again" class="edit" method="post"
                action=crate::editing::DraftPage::Reading.address(&drafting.draft.id)>
                <input type="hidden" name="form" value="again"/>
                <input type="hidden" name="back.reading" value="yes"/>
                <div class="field">
                    <label for="again/text">"Your text"</label>
                    <p class="soft" id="again/hint">
                        "It is read anew, and what you mended here is read anew with it. Undo brings it back."
                    </p>
                    {faults}
                    <textarea
                        id="again/text"
                        name="text"
                        rows=rows
                        dir="auto"
                        required=true
                        aria-describedby=if open { "again/hint again/wrong" } else { "again/hint" }
                        aria-invalid=open.then_some("true")
                    >
                        {in_textarea(&text)}
                    </textarea>
                </div>
                <p class="row"><button type="submit" id="again/read" class="quiet">"Read it again"</button></p>
            </form>
        </details>
    }
    .into_any()
}
