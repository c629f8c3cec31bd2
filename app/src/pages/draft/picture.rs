//! The picture of a flow in a draft. Each step links to its questions.

use leptos::prelude::*;
use pictures::flow::{self, Flow, svg::Links, view::View};

use super::{Drafting, FlowPart};
use crate::components::picture;

/// The picture of the flow that the page is about. It is empty if the flow has no steps.
pub(super) fn view(drafting: &Drafting<'_>, flow: &FlowPart<'_>) -> AnyView {
    let drawn = drawn(drafting, flow)
        .map(|drawn| if picture::fits_a_page(&drawn) { figure(drafting, &drawn) } else { refused(&drawn) });
    view! { <div data-live="picture">{drawn}</div> }.into_any()
}

/// The pictures of the flows on the page of the system, by their order; `None` for a flow without steps, and where the
/// pictures before it take all the room. Of several only the first one is open.
pub(super) fn of_each(drafting: &Drafting<'_>, flows: &[FlowPart<'_>]) -> Vec<Option<AnyView>> {
    let mut left = picture::MOST_MARKS;
    let mut is_first = true;
    let picture = |flow: &FlowPart<'_>| {
        let drawn = drawn(drafting, flow)?;
        if !picture::fits_a_page(&drawn) {
            return Some(refused(&drawn));
        }
        left = left.checked_sub(drawn.marks())?;
        let open = std::mem::take(&mut is_first);
        let figure = figure(drafting, &drawn);
        if flows.len() == 1 {
            return Some(figure);
        }
        let id = format!("picture-of/{}", flow.id());
        Some(
            view! { <details class="of-flow" id=id open=open><summary>"Picture"</summary>{figure}</details> }
                .into_any(),
        )
    };
    flows.iter().map(picture).collect()
}

/// The flow as it is drawn, if it has steps.
fn drawn(drafting: &Drafting<'_>, flow: &FlowPart<'_>) -> Option<Flow> {
    let system = drafting.system;
    flow::find(system.model, &system.assessment, flow.id()).filter(|drawn| !drawn.steps.is_empty())
}

fn refused(drawn: &Flow) -> AnyView {
    view! { <p class="soft">{picture::too_large(drawn)}</p> }.into_any()
}

fn figure(drafting: &Drafting<'_>, drawn: &Flow) -> AnyView {
    let system = format!("{}/", drafting.system_address());
    let to_questions = Links { here: drafting.place.step(), ..Links::to(&system) };
    let caption = format!("caption/{}", drawn.id);
    let signs = view! {
        "Solid and square: the caller waits. Dashed and round: an event that others react to. Double frame: "
        "strong consistency."{picture::legend(drawn, View::Flow)}
    };
    // Beside the questions the picture needs the room more.
    let signs = if drafting.place.step().is_empty() {
        signs.into_any()
    } else {
        let id = format!("signs/{}", drawn.id);
        view! { <details id=id><summary>"What the signs mean"</summary>{signs}</details> }.into_any()
    };
    view! {
        <figure class="card picture wide" aria-labelledby=caption>
            {picture::view(drawn, View::Flow, to_questions)}
            <figcaption id=caption.clone()>{signs}</figcaption>
        </figure>
    }
    .into_any()
}
