//! The picture of a flow, and the same content as a list.
//!
//! Each step links to its reasons.

use std::collections::{BTreeMap, BTreeSet};

use advice::{
    assessment::StrongBy,
    terms::{Carrier, Level, Verdict},
};
use leptos::prelude::*;
use pictures::flow::{
    self,
    svg::{Links, Way},
    view::{self, Form, View},
};

use super::revision::{FlowPart, ResolvedRevision, StepPart};
use crate::{
    components::{
        picture,
        reason::{user_text, word},
        verdict,
    },
    diagram::png,
    editing::encode,
    wording,
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

/// The figures of a flow: the flow view, the sequence view, and the list of steps. `index` is the index of
/// the flow and makes ids unique on the page.
pub(super) fn view(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, index: usize) -> AnyView {
    if flow.steps.is_empty() {
        return view! { <p class="soft">"This flow has no step yet."</p> }.into_any();
    }
    let figures = revision.begins(flow).then(|| figures(revision, flow, index));
    view! { {figures}{list(revision, flow)} }.into_any()
}

/// The flow view and the sequence view, or a link to the file if the picture is too large for a page.
fn figures(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, index: usize) -> AnyView {
    let drawn = flow::find(&revision.model, &revision.assessment, flow.id());
    let Some(drawn) = drawn else { return ().into_any() };
    if !picture::fits_a_page(&drawn) {
        let mut file = format!("{}.svg?flow=", revision.address());
        encode(flow.id(), &mut file);
        return view! {
            <p class="soft">
                {picture::too_large(&drawn)}" See the list below, or the "<a href=file>"file"</a>"."
            </p>
        }
        .into_any();
    }
    let steps: BTreeMap<&str, &StepPart<'_>> = flow.steps.iter().map(|step| (step.id(), step)).collect();
    let way = |_: &str, step: &str| steps.get(step).map_or_else(String::new, |step| revision.way_in_picture(step));
    let to_reasons = Links { way: Way::Found(&way), here: "" };
    let caption = format!("caption-{index}");
    let signs = picture::legend(&drawn, View::Sequence);
    view! {
        <figure class="card picture wide" aria-labelledby=caption>
            {picture::view(&drawn, View::Flow, to_reasons)}
            <figcaption id=caption.clone()>
                "Solid and square: the caller waits. Dashed and round: others react to an event. Double "
                "frame: "{word("strong_consistency", "strong consistency")}". Vertical line: the "
                {word("commit_point", "commit point")}"."{picture::legend(&drawn, View::Flow)}
            </figcaption>
        </figure>
        <details class="twin">
            <summary>"The same as a sequence"</summary>
            <div class="card picture">{picture::view(&drawn, View::Sequence, to_reasons)}</div>
            {(!signs.is_empty()).then(|| view! { <p class="soft">{signs}</p> })}
        </details>
    }
    .into_any()
}

/// The content of the picture as an ordered list, for people who read rather than look.
fn list(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>) -> AnyView {
    let who = revision.waiting(flow).subject();
    let in_order = flow.model.order.iter().filter_map(|index| flow.steps.get(*index));
    let in_order: Vec<&StepPart<'_>> = in_order.filter(|step| revision.shows(step)).collect();
    let prefix: BTreeSet<&str> = flow.assessed.sync_prefix.iter().map(AsRef::as_ref).collect();
    let (waited, behind): (Vec<&StepPart<'_>>, Vec<&StepPart<'_>>) =
        in_order.into_iter().partition(|step| prefix.contains(step.id()));
    let asked = match (waited.is_empty(), behind.iter().all(|step| step.means.only_asks)) {
        (true, true) => "Asked and answered",
        _ if behind.iter().any(|step| step.assessed.verdict == Verdict::EventDriven) => "Nobody waits",
        _ => "Calls between services; nobody else waits",
    };
    let part = |title: String, class: &'static str, steps: Vec<&StepPart<'_>>| {
        (!steps.is_empty()).then(|| {
            let items: Vec<AnyView> = steps.into_iter().map(|step| item(revision, flow, step)).collect();
            view! { <li class=class><p>{title}</p><ol>{items}</ol></li> }
        })
    };
    let is_here = |id: &str| flow.steps.iter().any(|step| step.id() == id && revision.shows(step));
    let commit = flow.assessed.commit_point.as_deref().is_some_and(is_here).then(|| {
        view! { <li class="commit-line"><p>"commit point: the outcome is decided here"</p></li> }
    });
    view! {
        <details class="twin listed">
            <summary>"The same as a list"</summary>
            <ol class="course">
                {part(format!("{} waits", wording::capital(&who)), "waited", waited)}
                {commit}
                {part(asked.to_owned(), "behind", behind)}
            </ol>
        </details>
    }
    .into_any()
}

fn item(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> AnyView {
    let message = &step.assessed.message;
    let way = step.model.from.map(|from| revision.participant(from).to_owned());
    let to: Vec<String> = step.model.to.iter().map(|to| revision.participant(*to).to_owned()).collect();
    // Where a person tells a service something, the service publishes it.
    let publisher = revision.announced(step).into_iter().find(|event| event.name == message.name).and_then(|event| {
        let producer = event.producer.as_deref()?;
        let is_doer = step.model.to.iter().any(|to| revision.model.participants()[*to].id == producer);
        is_doer.then(|| revision.named(producer).to_owned())
    });
    let told = |publisher: String| match &way {
        Some(from) => format!("{from} tells {publisher}, which publishes {}", message.name),
        None => format!("{publisher} publishes {}", message.name),
    };
    let parties = match (way.clone(), to.is_empty()) {
        _ if publisher.is_some() => publisher.map(told),
        (_, false) if step.means.is_event() => Some(format!("{} reaches {}", message.name, wording::spoken(&to))),
        (Some(from), false) if step.means.carrier == Carrier::Queue => {
            Some(format!("{from} puts {} on a queue for {}", message.name, wording::spoken(&to)))
        }
        (Some(from), false) => Some(format!("{from} asks {}", wording::spoken(&to))),
        (Some(from), true) => Some(format!("done by {from}")),
        (None, false) => Some(format!("done by {}", wording::spoken(&to))),
        (None, true) => None,
    };
    let after: Vec<String> = step.model.after.iter().map(|index| (index + 1).to_string()).collect();
    let after = match after.is_empty() {
        true if flow.steps.len() > 1 => Some("starts with the flow".to_owned()),
        true => None,
        false => Some(format!("after {}", wording::spoken(&after))),
    };
    let announces = message.announces.as_ref().filter(|name| **name != message.name);
    let announces = announces.map(|name| format!("announces {name}"));
    let consistency = &step.assessed.consistency;
    let where_strong = match step.assessed.needs.strong {
        Some(StrongBy::Need) => "strong",
        _ => "strong at its owner",
    };
    let strong = (consistency.level == Level::Strong)
        .then(|| format!("{where_strong}, by {}", wording::lower(revision.mechanism(&consistency.mechanism))));
    let clauses = wording::timing::clauses(flow.described, step.index(), |id| revision.named(id));
    let facts: Vec<String> =
        [parties, after].into_iter().flatten().chain(clauses).chain(announces).chain(strong).collect();
    view! {
        <li value=step.number.to_string()>
            <a href=revision.way(step)>{user_text(&step.described.action)}</a>
            " "{verdict::chip(step.assessed.verdict)}
            <small class="soft"><bdi>{facts.join(" · ")}</bdi></small>
        </li>
    }
    .into_any()
}
