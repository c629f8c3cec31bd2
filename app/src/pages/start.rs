//! The start page: what the advisor does at one look, and the form that publishes a report.

use engine::Fault;
use leptos::prelude::*;

use crate::{
    components::reason::ticked,
    examples::{self, Example},
    problem::Problem,
    shell::Page,
    typed::Typed,
    wording,
};

/// The page at `/`: a form that holds an example, the smallest where none is named.
pub fn page(example: Option<&'static Example>) -> Page {
    let example = example.or(examples::ALL.first());
    let text = example.map_or(String::new(), |example| example.text.to_owned());
    let typed = Typed { description: text, ..Typed::default() };
    Page::new(
        "EDA Advisor",
        "Which steps of your system should wait for an answer, which should be events, and why.",
        move || view! { {promise()} {form(typed, None)} {samples(example.map(|example| example.id))} },
    )
}

/// The page after a form that could not be published: what was typed is kept, and what is wrong stands above it.
pub fn again(typed: Typed, problem: &Problem) -> Page {
    let problem = problem.clone();
    Page::new(
        "Not published yet \u{2013} EDA Advisor",
        "The description has faults; each is listed with its place.",
        move || view! { <h1>"Not published yet"</h1> {form(typed, Some(&problem))} {samples(None)} },
    )
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

fn form(typed: Typed, problem: Option<&Problem>) -> AnyView {
    let about_note = problem.is_some_and(|problem| problem.faults.iter().any(|fault| fault.at == "/note"));
    let wrong = problem.is_some() && !about_note;
    let described = if problem.is_some() { "description-hint faults" } else { "description-hint" };
    let note_described = if about_note { "note-hint faults" } else { "note-hint" };
    let lines = typed.description.lines().count().clamp(16, 28);
    view! {
        <section aria-labelledby="describe">
            <h2 id="describe">"Describe your system"</h2>
            {problem.map(faults)}
            <form class="publish-form" method="post" action="/reports">
                <div class="field">
                    <label for="description">"Describe it as YAML or JSON"</label>
                    <p class="soft" id="description-hint">
                        "Only a name and flows with their steps are needed; what you do not know, leave out. "
                        <a href="/rules">"All questions and answers"</a>" · "
                        <a href="/api/v1/schema/description">"JSON Schema"</a>
                    </p>
                    <textarea
                        id="description"
                        name="description"
                        rows=lines.to_string()
                        spellcheck="false"
                        autocapitalize="off"
                        required=true
                        dir="auto"
                        aria-describedby=described
                        aria-invalid=wrong.then_some("true")
                    >
                        {in_textarea(&typed.description)}
                    </textarea>
                </div>
                <div class="field">
                    <label for="note">"Note "<span class="soft">"(optional)"</span></label>
                    <p class="soft" id="note-hint">"Why you publish this. It stands on the report."</p>
                    <input
                        id="note"
                        name="note"
                        type="text"
                        maxlength="2000"
                        autocomplete="off"
                        dir="auto"
                        value=typed.note
                        aria-describedby=note_described
                        aria-invalid=about_note.then_some("true")
                    />
                </div>
                <p class="row"><button type="submit">"Publish the report"</button></p>
                <p class="soft">"A report gets a secret address: whoever has the link can read it."</p>
            </form>
        </section>
    }
    .into_any()
}

/// A text as the content of a `textarea`, which Leptos writes as it is; a line break at its start would be swallowed.
fn in_textarea(text: &str) -> String {
    let start = if text.starts_with(['\n', '\r']) { "\n" } else { "" };
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("{start}{text}")
}

fn faults(problem: &Problem) -> AnyView {
    let items: Vec<AnyView> = problem.faults.iter().map(fault).collect();
    let title = match problem.faults.len() {
        0 => problem.kind.title.to_owned(),
        number => format!("There {} to mend", are(number)),
    };
    let detail =
        problem.faults.is_empty().then(|| view! { <p><a href="#description">{problem.detail.clone()}</a></p> });
    view! {
        <div class="faults" id="faults" role="alert">
            <h3>{title}</h3>
            {detail}
            {(!items.is_empty()).then(|| view! { <ol>{items}</ol> })}
        </div>
    }
    .into_any()
}

fn are(number: usize) -> String {
    let verb = if number == 1 { "is" } else { "are" };
    format!("{verb} {}", wording::count(number, "fault"))
}

fn fault(fault: &Fault) -> AnyView {
    let is_note = fault.at == "/note";
    let field = if is_note { "#note" } else { "#description" };
    let place = match (fault.line, fault.column) {
        _ if is_note => "Note".to_owned(),
        (Some(line), Some(column)) => format!("Line {line}, column {column}"),
        _ => "Description".to_owned(),
    };
    let at = (!fault.at.is_empty()).then(|| view! { " "<code class="soft">{fault.at.clone()}</code> });
    view! {
        <li>
            <a href=field>{place}</a>": "{ticked(&fault.message)}" "
            {fault.hint.as_deref().map(ticked)}
            {at}
        </li>
    }
    .into_any()
}

/// Systems to start from; `here` is the one that the form holds.
fn samples(here: Option<&'static str>) -> AnyView {
    let items: Vec<_> = examples::ALL
        .iter()
        .map(|example| {
            let current = (here == Some(example.id)).then_some("true");
            view! {
                <li>
                    <a href=format!("/?example={}#describe", example.id) aria-current=current>{example.name}</a>
                    <span class="soft">{example.says}</span>
                </li>
            }
        })
        .collect();
    view! {
        <section aria-labelledby="examples">
            <h2 id="examples">"Or start from an example"</h2>
            <ul class="samples">{items}</ul>
        </section>
    }
    .into_any()
}
