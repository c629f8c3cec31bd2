//! A flow's picture in a scroller of its own, so that the page never scrolls sideways, each step of it a link.
//!
//! Here text goes onto a page without Leptos escaping it: the engine's writers escape what they are given.

use leptos::prelude::*;
use pictures::flow::{
    Flow, drawing,
    svg::{self, Links},
    view::View,
};

use crate::wording;

/// Marks in a picture on a page at the most: with more of them nobody sees more than lines.
const MOST_MARKS: usize = 600;

/// Whether a page shows the pictures of a flow.
pub fn fits_a_page(flow: &Flow) -> bool {
    flow.marks() <= MOST_MARKS
}

/// That a flow is too large for its pictures to be shown on a page, in a sentence.
pub fn too_large(flow: &Flow) -> String {
    let steps = wording::count(flow.steps.len(), "step");
    format!(
        "This flow has {steps} and {} between them: too many for a picture on a page.",
        wording::count(flow.edges.len(), "line")
    )
}

/// A view of a flow. The names of the lanes stay in view while it is scrolled.
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
    view! {
        <div class="scroller" role="region" tabindex="0" aria-label=label><div class="drawn">{drawn}</div></div>
    }
    .into_any()
}
