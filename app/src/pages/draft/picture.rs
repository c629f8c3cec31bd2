//! The picture of a flow in a draft.
//!
//! The engine's writer escapes the words of the description, so the SVG goes onto the page as it is.

use engine::flow::view::{self, Form, View};
use leptos::prelude::*;

use super::{Drafting, FlowPart};

/// The figure of a flow; a flow without steps has none.
pub(super) fn view(drafting: &Drafting<'_>, flow: &FlowPart<'_>) -> AnyView {
    let reading = drafting.reading;
    let drawn = view::render(reading.model, &reading.assessment, View::Flow, Form::Svg, Some(flow.id()));
    let Some(drawn) = drawn.ok().filter(|_| !flow.steps.is_empty()) else {
        return view! { <div data-live="picture"></div> }.into_any();
    };
    let label = format!("Picture of the flow \u{201c}{}\u{201d}; scrolls sideways", flow.name());
    view! {
        <div data-live="picture">
        <figure class="card picture" aria-labelledby="caption">
            <div class="scroller" id="picture" role="region" tabindex="0" aria-label=label inner_html=drawn.content></div>
            <figcaption id="caption">
                "Solid and square: the caller waits. Dashed and round: an event that others react to. Double frame: "
                "strong consistency."
            </figcaption>
        </figure>
        </div>
    }
    .into_any()
}
