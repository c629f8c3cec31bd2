//! A flow's picture in a box of its own, so that the page itself never scrolls sideways. Each step is a link.
//!
//! A page has several forms of a flow's drawing, and the style sheet shows the widest one that can be read in the room
//! that there is: wide, folded narrower, or from top to bottom. The box is complete without script: it scrolls. The
//! [`Canvas`] beside it lets people zoom and move the picture.
//!
//! This module puts markup on a page without escaping by Leptos. The engine's SVG writers escape all text.

use advice::description::ParticipantKind;
use leptos::prelude::*;
use pictures::flow::{
    Flow, Step,
    drawing::{self, Width},
    svg::{self, Links},
    view::View,
};

use super::{canvas::Canvas, level, reason::user_text, verdict};
use crate::wording;

/// Maximum number of marks in a picture on a page. With more, single marks cannot be told apart.
pub const MOST_MARKS: usize = 600;

/// The smallest part of its own size at which a drawing's letters can still be read, in percent. A drawing that would
/// have to be smaller to fit into its box is cut off there.
const LEAST: u32 = 85;

/// Maximum number of boxes in a drawing that a page has in several forms.
const MOST_BOXES: usize = 80;
/// Maximum number of steps of a flow that a page has from top to bottom, too.
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

/// A view of a flow. The names of the lanes stay visible while the view is moved.
///
/// Its elements have ids that begin with the view's name and the flow's id, so a page shows a view of a flow once.
pub fn view(flow: &Flow, view: View, links: Links<'_>) -> AnyView {
    let (what, forms) = match view {
        View::Flow => ("Picture", forms(flow, links)),
        View::Sequence => ("Sequence", vec![Form { name: "wide", names: None, whole: svg::sequence(flow, links) }]),
    };
    let forms = forms.into_iter().map(Form::view).collect_view();
    let label = format!("{what} of the flow \u{201c}{}\u{201d}", flow.name);
    let id = format!("{}/{}", what.to_lowercase(), flow.id);
    let cards = format!("cards/{}", flow.id);
    // The other views of the flow take their cards from here.
    let written = (view == View::Flow).then(|| {
        let written: Vec<AnyView> = flow.steps.iter().map(|step| card(flow, step)).collect();
        view! { <div id=cards.clone() hidden>{written}</div> }
    });
    view! {
        <div class="canvas" data-cards=cards>
            <div class="bar">
                <span class="count">{counted(flow)}</span>
                {controls(&id)}
            </div>
            <div class="stage">
                <div class="scroller" id=id role="region" tabindex="0" aria-label=label>{forms}</div>
                <div class="peek" role="group" aria-label="The step in short" hidden>
                    <div class="words"></div>
                    <a hidden>"Open the step"</a>
                </div>
            </div>
            {written}
            <Canvas/>
        </div>
    }
    .into_any()
}

/// A drawing in one of its forms.
struct Form {
    /// Its classes. A narrow drawing is also `longer` if the one from top to bottom takes less height.
    name: &'static str,
    /// The names of the lanes, which stay in view.
    names: Option<String>,
    whole: String,
}

/// The forms of a flow's picture, from the widest to the narrowest.
fn forms(flow: &Flow, links: Links<'_>) -> Vec<Form> {
    let drawn = |name, width| {
        let drawing = drawing::lay_out(flow, width);
        let names = Some(svg::lane_names(&drawing));
        (drawing.width, drawing.boxes.len(), Form { name, names, whole: svg::flow(&[drawing], links) })
    };
    let (width, boxes, wide) = drawn("wide", Width::Wide);
    let tall =
        (flow.steps.len() <= MOST_TALL).then(|| Form { name: "tall", names: None, whole: svg::tall(flow, links) });
    let narrow = (boxes <= MOST_BOXES && width > Width::Narrow.pixels()).then(|| {
        let mut narrow = drawn("narrow", Width::Narrow).2;
        if tall.as_ref().is_some_and(|tall| size(&tall.whole)[1] < size(&narrow.whole)[1]) {
            narrow.name = "narrow longer";
        }
        narrow
    });
    [Some(wide), narrow, tall].into_iter().flatten().collect()
}

impl Form {
    fn view(self) -> AnyView {
        let Self { name, names, whole } = self;
        let least = size(&whole)[0] * LEAST / 100;
        view! {
            <div class=format!("drawn {name}")>
                {names.map(|names| view! { <div class="names" inner_html=names></div> })}
                <div class="whole" inner_html=whole></div>
                <svg class="least" width=least height="0" aria-hidden="true"></svg>
            </div>
        }
        .into_any()
    }
}

/// The width and the height of a drawing as they are written in its root element, pixels.
fn size(svg: &str) -> [u32; 2] {
    let sizes = svg.split_once("viewBox=\"0 0 ").map_or("", |(_, sizes)| sizes);
    let mut sizes = sizes.split([' ', '"']).map(|size| size.parse().unwrap_or(0));
    [sizes.next().unwrap_or(0), sizes.next().unwrap_or(0)]
}

/// How much there is in the picture: `4 steps · 3 systems · 1 person`.
fn counted(flow: &Flow) -> String {
    let people = flow.participants.iter().filter(|one| one.kind == ParticipantKind::Person).count();
    let systems = flow.participants.len() - people;
    let people = match people {
        1 => "1 person".to_owned(),
        many => format!("{many} people"),
    };
    let counts = [(flow.steps.len(), "step"), (systems, "system")];
    let counts = counts.into_iter().filter(|(number, _)| *number > 0).map(|(number, one)| wording::count(number, one));
    counts.chain((!people.starts_with('0')).then_some(people)).collect::<Vec<_>>().join(" · ")
}

/// The buttons of a canvas. `id` is the id of the box that they are for. They are shown when a script serves them.
fn controls(id: &str) -> AnyView {
    const FIT: &str = "M1 4V1h3M10 1h3v3M13 10v3h-3M4 13H1v-3";
    const FULL: &str = "M8.5 5.5 13 1M9 1h4v4M5.5 8.5 1 13M1 9v4h4";
    let drawn = |d: &'static str, name: &'static str| {
        view! { <svg viewBox="0 0 14 14" aria-hidden="true"><path d=d/></svg><span>{name}</span> }.into_any()
    };
    let button = |does: &'static str, keys: &'static str, title: &'static str, content: AnyView| {
        view! {
            <button type="button" id=format!("{id}/{does}") data-does=does aria-keyshortcuts=keys title=title>
                {content}
            </button>
        }
    };
    let signed = |sign: &'static str, name: &'static str| {
        view! { <span aria-hidden="true">{sign}</span><span class="unseen">{name}</span> }.into_any()
    };
    let size = view! {
        <span class="size">"100 %"</span><span class="unseen">": show it in its own size"</span>
    };
    view! {
        <div class="controls" role="group" aria-label="Size of the picture">
            <span class="zoom">
                {button("smaller", "-", "Smaller (key \u{2212})", signed("\u{2212}", "Smaller"))}
                {button("actual", "1", "Show it in its own size (key 1)", size.into_any())}
                {button("larger", "+", "Larger (key +)", signed("+", "Larger"))}
            </span>
            {button("fit", "0", "Show the whole picture (key 0)", drawn(FIT, "Fit"))}
            {button("full", "f", "Full screen (key F)", drawn(FULL, "Full screen"))}
            <output id=format!("{id}/size") class="unseen"></output>
        </div>
    }
    .into_any()
}

/// A step in short: its number and whole action, its verdict and consistency, and who does what.
fn card(flow: &Flow, step: &Step) -> AnyView {
    // The flow's text begins with sentences about the flow, whose name may look like a number.
    let number = format!("{}. ", step.number);
    let sentence = flow.text.iter().rev().find_map(|sentence| sentence.strip_prefix(&number)).unwrap_or_default();
    let sentence = sentence.replacen(&format!(": \u{201c}{}\u{201d}", step.action), "", 1);
    view! {
        <div data-step=step.step.clone()>
            <p class="what">{format!("{} ", step.number)}{user_text(&step.action)}</p>
            <p class="row">{verdict::chip(step.verdict)}{level::mark(step.consistency.level)}</p>
            <p>{sentence}</p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use advice::{Tree, assess, model, rules};

    use super::*;

    /// A flow of two steps, whose name begins like the sentence of its second step.
    fn order() -> Flow {
        let text = r#"{"name": "Shop", "participants": [{"id": "fan", "name": "Fan", "kind": "person"}], "flows": [{
            "id": "order", "name": "2. Order", "actor": "fan", "steps": [
                {"action": "Reserve the seat", "from": "fan", "to": ["seats"], "answers": {"reply": "answer"}},
                {"action": "Send the ticket", "from": "seats", "to": ["mail"], "answers": {"reply": "none"}}]}]}"#;
        let tree = Tree::from_json(text).unwrap();
        let model = model::read(text, &tree, rules::shipped()).unwrap();
        pictures::flow::flows(&model, &assess(&model)).remove(0)
    }

    #[test]
    fn a_card_tells_its_own_step_without_the_action_twice() {
        let flow = order();
        let told = card(&flow, &flow.steps[1]).to_html();
        assert!(told.contains("mail"), "{told}");
        assert!(told.contains("Nobody waits."), "{told}");
        assert_eq!(told.matches("Send the ticket").count(), 1, "{told}");
    }

    #[test]
    fn the_bar_counts_steps_systems_and_people() {
        let mut flow = order();
        assert_eq!(counted(&flow), "2 steps \u{b7} 2 systems \u{b7} 1 person");
        flow.participants.retain(|one| one.kind != ParticipantKind::Person);
        assert_eq!(counted(&flow), "2 steps \u{b7} 2 systems");
    }

    #[test]
    fn the_size_of_a_drawing_is_read_from_what_was_written() {
        let drawing = drawing::lay_out(&order(), Width::Wide);
        let expected = [drawing.width, drawing.height];
        assert!(expected.iter().all(|length| *length > 0));
        assert_eq!(size(&svg::flow(&[drawing], Links::NONE)), expected);
    }
}
