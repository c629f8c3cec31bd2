//! A flow's picture in its own scroll area, so that the page itself never scrolls sideways. Each step is a link.
//!
//! This module puts markup on a page without escaping by Leptos. The engine's SVG writers escape all text.

use leptos::prelude::*;
use pictures::flow::{
    Flow, drawing,
    svg::{self, Links},
    view::View,
};

use crate::wording;

/// Maximum number of marks in a picture on a page. With more, single marks cannot be told apart.
const MOST_MARKS: usize = 600;

/// Maximum number of steps of a flow that a page has twice, from left to right and from top to bottom.
const MOST_TALL: usize = 60;

/// Whether a flow's pictures are small enough for a page.
pub fn fits_a_page(flow: &Flow) -> bool {
    flow.marks() <= MOST_MARKS
}

/// A sentence that says that a flow's pictures are too large for a page.
pub fn too_large(flow: &Flow) -> String {
    let steps = wording::count(flow.steps.len(), "step");
    format!(
        "This flow has {steps} and {} between them: too many for a picture on a page.",
        wording::count(flow.edges.len(), "line")
    )
}

/// What the signs of this picture mean that not every picture has; empty if it has none of them.
pub fn legend(flow: &Flow, view: View) -> String {
    let words = pictures::flow::legend(flow, view).join(" ");
    if words.is_empty() { words } else { format!(" {words}") }
}

/// A view of a flow. The names of the lanes stay visible while the view is scrolled.
pub fn view(flow: &Flow, view: View, links: Links<'_>) -> AnyView {
    let (what, drawn) = match view {
        View::Flow => {
            let drawing = drawing::lay_out(flow);
            let names = svg::lane_names(&drawing);
            let whole = svg::flow(&[drawing], links);
            let drawn = view! { <div class="names" inner_html=names></div> <div inner_html=whole></div> };
            ("Picture", drawn.into_any())
        }
        View::Sequence => {
            let whole = svg::sequence(flow, links);
            ("Sequence", view! { <div inner_html=whole></div> }.into_any())
        }
    };
    let label = format!("{what} of the flow \u{201c}{}\u{201d}; scrolls sideways", flow.name);
    // In narrow windows the style sheet shows the flow from top to bottom instead.
    let is_small = flow.steps.len() <= MOST_TALL;
    let tall = (view == View::Flow && is_small).then(|| {
        let label = format!("Picture of the flow \u{201c}{}\u{201d}", flow.name);
        view! { <div class="tall" role="region" aria-label=label inner_html=svg::tall(flow, links)></div> }
    });
    view! {
        <div class="scroller" role="region" tabindex="0" aria-label=label><div class="drawn">{drawn}</div></div>
        {tall}
    }
    .into_any()
}
