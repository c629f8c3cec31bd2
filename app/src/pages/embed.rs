//! A revision in short, to stand in a page of another site: the picture, the advice in a sentence, the verdict of each
//! step and the way to the report.
//!
//! It needs no script and no cookie, and nothing in it can be sent or changed.

use leptos::prelude::*;

use crate::{
    components::reason::user_text, pack::Applied, pages::report::Short, problem::Problem, report::Report, shell::Bare,
    wording,
};

/// Maximum number of steps whose verdicts are listed.
const MOST_STEPS: usize = 40;

/// The view of a revision. Links lead to the page at `address`, in a window of their own.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub fn page(report: &Report, applied: &Applied, address: &str) -> Result<Bare, Problem> {
    let Short { name, told, picture, steps } = Short::of(report, applied)?;
    let more = steps.len().saturating_sub(MOST_STEPS);
    let items: Vec<AnyView> = steps
        .into_iter()
        .take(MOST_STEPS)
        .map(|(action, verdict)| view! { <li><span>{user_text(&action)}</span>" "<b>{verdict}</b></li> }.into_any())
        .collect();
    let more =
        (more > 0).then(|| view! { <li class="soft">{format!("and {} more", wording::count(more, "step"))}</li> });
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
            <p class="embed-told">{told}</p>
            {picture}
            <ol>{items}{more}</ol>
            <p class="soft">
                <a href=address target="_blank" rel="noopener">"The whole report, with every reason"</a>
                " \u{b7} EDA Advisor"
            </p>
        </main>
    };
    Ok(Bare::new(&title, body.into_any()))
}
