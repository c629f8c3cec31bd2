//! The page of a draft whose text is not a valid description yet: the typed text and its faults.

use advice::Fault;
use leptos::prelude::*;

use super::deleted_by_itself;
use crate::{
    components::reason::{ticked, user_text},
    draft::{Draft, Terms},
    editing::DraftPage,
    pages::start::in_textarea,
    problem::Problem,
    shell::Page,
    wording,
};

/// The page of a draft that cannot be read, with the reasons.
pub fn page(draft: &Draft, terms: &Terms, problem: &Problem) -> Page {
    let deleted = deleted_by_itself(terms);
    let system = DraftPage::System.address(&draft.id);
    let text = draft.text.clone();
    let lines = text.lines().count().clamp(12, 32).to_string();
    let faults: Vec<AnyView> = match problem.faults.as_slice() {
        [] => vec![view! { <li>{user_text(&problem.detail)}</li> }.into_any()],
        faults => faults.iter().map(fault_item).collect(),
    };
    let title = match problem.faults.len() {
        0 => problem.kind.title.to_owned(),
        1 => "There is a fault to mend".to_owned(),
        number => format!("There are {} to mend", wording::count(number, "fault")),
    };
    let form = view! {
        <form class="publish-form" method="post" action=format!("{system}/text")>
            <div class="field">
                <label for="text">"The description, as YAML or JSON"</label>
                <textarea
                    id="text"
                    name="text"
                    rows=lines
                    spellcheck="false"
                    autocapitalize="off"
                    required=true
                    dir="auto"
                    aria-invalid="true"
                    aria-describedby="faults"
                >
                    {in_textarea(&text)}
                </textarea>
            </div>
            <p class="row"><button type="submit">"Read it again"</button></p>
        </form>
    };
    let form = form.into_any();
    Page::new(
        "A draft to mend \u{2013} EDA Advisor",
        "The text is no description yet; each fault is listed.",
        move || {
            view! {
                <div class="draft">
                    <h1>"Not a description yet"</h1>
                    <p class="sentence">
                        "The text is kept as you typed it. Mend what is listed, and the questions begin."
                    </p>
                    <div class="faults" id="faults" role="alert"><h2>{title}</h2><ol>{faults}</ol></div>
                    {form}
                <details class="about" id="forget">
                        <summary>"Delete the draft"</summary>
                        {deleted.map(|deleted| view! { <p>{deleted}</p> })}
                        <form method="post" action=format!("{system}/delete")>
                            <button type="submit" class="quiet">"Delete this draft"</button>
                        </form>
                    </details>
                </div>
            }
        },
    )
}

fn fault_item(fault: &Fault) -> AnyView {
    let place = match (fault.line, fault.column) {
        (Some(line), Some(column)) => format!("Line {line}, column {column}"),
        _ => "Description".to_owned(),
    };
    view! {
        <li><a href="#text">{place}</a>": "{ticked(&fault.message)}" "{fault.hint.as_deref().map(ticked)}</li>
    }
    .into_any()
}
