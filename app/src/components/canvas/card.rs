//! The card that tells a step in short. It stands beside the picture where there is room, else in a corner of the
//! picture that hides as little as possible. It never moves the page.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::frame::{Area, Frame, elements, pixels};

/// Distance of the card from the borders of the picture, pixels.
const GAP: f64 = 8.0;
/// Distance between the places that are tried for it, pixels.
const RASTER: f64 = 24.0;
/// How many pixels farther from its step the card may be for each box that it does not hide.
const BOX: f64 = 1_000.0;
/// A place that costs as much is worse than one below the picture, if that is in view.
const MOST: f64 = 4.0 * BOX;

/// The part of a drawing that an element belongs to and that there is a card for.
pub(super) fn part(element: &Element) -> Option<Element> {
    element.closest(".whole [data-step]").ok()?
}

/// Shows the card of the step that a part of the drawing belongs to.
pub(super) fn show(frame: &Frame, part: &Element) {
    let Some(card) = fill(frame, part) else { return };
    card.set_hidden(false);
    place(frame, &card, part);
}

/// Takes the card away. Where it has a place of its own it stays.
pub(super) fn hide(frame: &Frame) {
    if let Some(card) = shown(frame) {
        card.set_hidden(true);
    }
}

/// The card, if it is shown over something else.
pub(super) fn shown(frame: &Frame) -> Option<HtmlElement> {
    frame.find(".peek:not([hidden])")?.dyn_into().ok()
}

/// Writes the card of a step, and leads it to where the step leads.
pub(super) fn fill(frame: &Frame, part: &Element) -> Option<HtmlElement> {
    let card: HtmlElement = frame.find(".peek")?.dyn_into().ok()?;
    let step = part.get_attribute("data-step")?;
    if card.get_attribute("data-step").as_ref() == Some(&step) {
        return Some(card);
    }
    let id = frame.root.get_attribute("data-cards")?;
    let cards = document().get_element_by_id(&id)?.query_selector_all("[data-step]");
    let words = elements(cards).into_iter().find(|words| words.get_attribute("data-step").as_ref() == Some(&step))?;
    card.query_selector(".words").ok()??.set_inner_html(&words.inner_html());
    let _ = card.set_attribute("data-step", &step);
    let address = part.closest("a").ok().flatten().and_then(|link| link.get_attribute("href"));
    let link: HtmlElement = card.query_selector("a").ok()??.dyn_into().ok()?;
    link.set_hidden(address.is_none());
    let _ = link.set_attribute("href", &address.unwrap_or_default());
    Some(card)
}

/// Puts the card where it hides the fewest boxes and names, near the step but never over it; else below the picture.
fn place(frame: &Frame, card: &HtmlElement, part: &Element) {
    let (Some(stage), own) = (frame.find(".stage"), Area::of(card)) else { return };
    let stage = Area::of(&stage);
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(stage.bottom);
    let (left, top) = (stage.left + GAP, stage.top.max(0.0) + GAP);
    let (right, bottom) = (stage.right - GAP - own.width(), stage.bottom.min(height) - GAP - own.height());
    let target = Area::of(part);
    let boxes = elements(frame.root.query_selector_all(".whole g[data-step], .whole g[data-channel], .names g"));
    let boxes: Vec<Area> = boxes.iter().map(Area::of).collect();
    let below = stage.bottom + GAP;
    let mut best = (if below + own.height() <= height { MOST } else { f64::MAX }, [left, below]);
    let mut x = left;
    while x <= right {
        let mut y = top;
        while y <= bottom {
            let place = Area { left: x, top: y, right: x + own.width(), bottom: y + own.height() };
            let hidden = boxes.iter().filter(|other| other.meets(place)).count();
            let [across, down] = [place.middle()[0] - target.middle()[0], place.middle()[1] - target.middle()[1]];
            let cost = u32::try_from(hidden).map_or(f64::MAX, |hidden| f64::from(hidden) * BOX + across.hypot(down));
            if cost < best.0 && !place.meets(target) {
                best = (cost, [x, y]);
            }
            y += RASTER;
        }
        x += RASTER;
    }
    let (_, [x, y]) = best;
    let style = card.style();
    let _ = style.set_property("--x", &format!("{}px", pixels(x - stage.left)));
    let _ = style.set_property("--y", &format!("{}px", pixels(y - stage.top)));
}
