//! The picture of a flow in a draft. Each step links to its questions.

use leptos::prelude::*;
use pictures::flow::{self, svg::Links, view::View};

use super::{Drafting, FlowPart};
use crate::components::picture;

/// The figure of a flow. It is empty if the flow has no steps.
pub(super) fn view(drafting: &Drafting<'_>, flow: &FlowPart<'_>) -> AnyView {
    let system = drafting.system;
    let drawn = flow::find(system.model, &system.assessment, flow.id());
    let Some(drawn) = drawn.filter(|drawn| !drawn.steps.is_empty()) else {
        return view! { <div data-live="picture"></div> }.into_any();
    };
    if !picture::fits_a_page(&drawn) {
        return view! { <div data-live="picture"><p class="soft">{picture::too_large(&drawn)}</p></div> }.into_any();
    }
    let system = format!("{}/", drafting.system_address());
    let to_questions = Links { here: drafting.place.step(), ..Links::to(&system) };
    view! {
        <div data-live="picture">
        <figure class="card picture wide" aria-labelledby="caption">
            {picture::view(&drawn, View::Flow, to_questions)}
            <figcaption id="caption">
                "Solid and square: the caller waits. Dashed and round: an event that others react to. Double frame: "
                "strong consistency."{picture::legend(&drawn, View::Flow)}
            </figcaption>
        </figure>
        </div>
    }
    .into_any()
}
