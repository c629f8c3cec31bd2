//! The pictures of a flow.
//!
//! Each step links to its reasons.

use std::collections::BTreeMap;

use leptos::prelude::*;
use pictures::flow::{
    self, Flow,
    svg::{Links, Way},
    view::{self, Form, View},
};

use super::{
    paging::Capacity,
    revision::{FlowPart, Here, ResolvedRevision, StepPart},
    topic::{self, Section},
};
use crate::{
    components::{picture, reason::user_text},
    diagram::png,
    editing::encode,
};

/// The pictures of every flow, one below the other, or the picture of the flow with this id, as an SVG document.
pub(super) fn document(revision: &ResolvedRevision<'_>, flow: Option<&str>) -> Option<String> {
    let drawn = view::render(&revision.model, &revision.assessment, View::Flow, Form::Svg, flow);
    drawn.ok().map(|drawn| drawn.content)
}

/// The part of the same picture that a link preview can show.
pub(super) fn beginning(revision: &ResolvedRevision<'_>) -> Option<String> {
    let (width, height) = png::PREVIEWED;
    let flows = revision.assessment.flows.iter().map(|flow| flow.flow.as_ref());
    view::beginning(&revision.model, &revision.assessment, flows, [width, height])
}

/// The flow view; nothing if this page does not begin the flow. `index` is the index of the flow and makes ids unique on
/// the page.
pub(super) fn view(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, index: usize) -> AnyView {
    if flow.steps.is_empty() {
        return view! { <p class="soft">"This flow has no step yet."</p> }.into_any();
    }
    match drawn(revision, flow) {
        Some(drawn) if picture::fits_a_page(&drawn) => figure(revision, flow, &drawn, index),
        Some(drawn) => refused(revision, flow, &drawn),
        None => ().into_any(),
    }
}

/// How many marks the pictures on the first page of a large report may have together.
pub(super) fn capacity() -> Capacity {
    Capacity::new(picture::MOST_MARKS, usize::MAX)
}

/// The flow view on the first page of a large report; nothing if `left` has no room for it any more.
pub(super) fn overview(
    revision: &ResolvedRevision<'_>,
    flow: &FlowPart<'_>,
    index: usize,
    left: &mut Capacity,
) -> AnyView {
    let drawn = flow::find(&revision.model, &revision.assessment, flow.id()).filter(|drawn| !drawn.steps.is_empty());
    match drawn {
        Some(drawn) if !picture::fits_a_page(&drawn) => refused(revision, flow, &drawn),
        Some(drawn) if left.takes(drawn.marks(), 0) => figure(revision, flow, &drawn, index),
        _ => ().into_any(),
    }
}

/// The words about a picture that is too large for a page, with the way to its file.
fn refused(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, drawn: &Flow) -> AnyView {
    let mut file = format!("{}.svg?flow=", revision.address());
    encode(flow.id(), &mut file);
    view! {
        <p class="soft">{picture::too_large(drawn)}" See the list below, or the "<a href=file>"file"</a>"."</p>
    }
    .into_any()
}

/// A picture with the meaning of its signs. Of several flows only the first one's is open, and the others open in place.
fn figure(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, drawn: &Flow, index: usize) -> AnyView {
    let caption = format!("caption-{index}");
    let is_only = revision.assessment.flows.len() == 1 || matches!(revision.here, Here::Steps(..));
    let figure = view! {
        <figure class="card picture wide" aria-labelledby=caption>
            {linked(revision, flow, drawn, View::Flow)}
            <figcaption id=caption.clone()>{picture::legend(drawn)}</figcaption>
        </figure>
    };
    if is_only {
        return figure.into_any();
    }
    view! { <details class="of-flow" open={index == 0 || revision.unfolded}><summary>"Picture"</summary>{figure}</details> }
        .into_any()
}

/// The sequence views of the flows that begin on this page, as a topic; nothing if none of them is small enough.
pub(super) fn sequences(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> Option<Section> {
    let is_one = flows.len() == 1;
    let drawn: Vec<AnyView> = flows
        .iter()
        .filter(|flow| !flow.steps.is_empty())
        .filter_map(|flow| {
            let drawn = drawn(revision, flow).filter(picture::fits_a_page)?;
            let signs = picture::legend_of_sequence(&drawn);
            let signs = (!signs.is_empty()).then(|| view! { <p class="soft">{signs}</p> });
            let name = (!is_one).then(|| view! { <h3>{user_text(flow.name())}</h3> });
            let picture = linked(revision, flow, &drawn, View::Sequence);
            Some(view! { {name}<div class="card picture">{picture}</div>{signs} }.into_any())
        })
        .collect();
    if drawn.is_empty() {
        return None;
    }
    let summary = "The messages in their order, and the compensations if a step fails".to_owned();
    Some(topic::view(revision, "sequence", "The same as a sequence", summary, drawn.into_any()))
}

/// The flow as it is drawn, if this page begins it.
fn drawn(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>) -> Option<Flow> {
    revision.begins(flow).then(|| flow::find(&revision.model, &revision.assessment, flow.id())).flatten()
}

/// A picture in which each step leads to its reasons.
fn linked(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, drawn: &Flow, shown: View) -> AnyView {
    let steps: BTreeMap<&str, &StepPart<'_>> = flow.steps.iter().map(|step| (step.id(), step)).collect();
    let way = |_: &str, step: &str| steps.get(step).map_or_else(String::new, |step| revision.way_in_picture(step));
    picture::view(drawn, shown, Links { way: Way::Found(&way), here: "" })
}
