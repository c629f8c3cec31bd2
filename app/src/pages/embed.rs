//! A revision in short, to stand in a page of another site: the picture, the advice in a sentence, the verdict of each
//! step and the way to the report.
//!
//! It needs no script and no cookie, and nothing in it can be sent or changed.

use leptos::prelude::*;

use crate::{
    components::reason::{ticked, user_text},
    pack::Applied,
    pages::report::Short,
    problem::Problem,
    report::Report,
    shell::Bare,
    wording,
};

/// Maximum number of steps whose verdicts are listed.
const MOST_STEPS: usize = 40;

/// The view of a revision. Links lead to the page at `address`, in a window of their own.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub fn page(report: &Report, applied: &Applied, address: &str) -> Result<Bare, Problem> {
    let Short { name, told, flows, picture, steps } = Short::of(report, applied)?;
    let number: usize = steps.iter().map(|(_, steps)| steps.len()).sum();
    let more = number.saturating_sub(MOST_STEPS);
    let (are_several, mut left) = (steps.len() > 1, MOST_STEPS);
    let mut lists: Vec<AnyView> = Vec::new();
    for (flow, steps) in steps {
        let shown = steps.len().min(left);
        left -= shown;
        let items = steps.into_iter().take(shown);
        let items: Vec<AnyView> = items
            .map(|(action, verdict)| view! { <li><span>{user_text(&action)}</span>" "<b>{verdict}</b></li> }.into_any())
            .collect();
        if shown > 0 {
            let flow = are_several.then(|| view! { <h2>{user_text(&flow)}</h2> });
            lists.push(view! { {flow}<ol>{items}</ol> }.into_any());
        }
    }
    let more = (more > 0).then(|| view! { <p class="soft">{format!("and {} more", wording::count(more, "step"))}</p> });
    let advice: Vec<AnyView> = if flows.is_empty() {
        vec![view! { <p class="embed-told">{told.clone()}</p> }.into_any()]
    } else {
        let one = |(flow, told): (String, String)| {
            view! { <p class="embed-told"><span>{user_text(&flow)}": "</span>{told}</p> }.into_any()
        };
        flows.into_iter().map(one).collect()
    };
    let title = format!("{name}: {told}");
    let address = address.to_owned();
    let picture = picture.map(|source| {
        let way = address.clone();
        view! {
            <a class="pictured" href=way target="_blank" rel="noopener">
                <img src=source alt=format!("The flow of {name}, drawn")/>
            </a>
        }
    });
    let body = view! {
        <main class="embed">
            <h1><a href=address.clone() target="_blank" rel="noopener">{user_text(&name)}</a></h1>
            {advice}
            {picture}
            {lists}
            {more}
            <p class="soft">
                <a href=address target="_blank" rel="noopener">"The whole report, with every reason"</a>
                " \u{b7} EDA Advisor"
            </p>
        </main>
    };
    Ok(Bare::new(&title, body.into_any()))
}

/// What stands in the frame where there is nothing to show: the report was deleted, the link withdrawn.
pub fn problem(problem: &Problem) -> Bare {
    let (title, detail) = (problem.kind.title, problem.detail.clone());
    let body = view! {
        <main class="embed">
            <h1>{title}</h1>
            <p>{ticked(&detail)}</p>
            <p class="soft">"EDA Advisor"</p>
        </main>
    };
    Bare::new(title, body.into_any())
}
