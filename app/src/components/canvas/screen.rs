//! A picture on the whole screen.
//!
//! The picture fills the window by its style, and the window fills the screen where the browser can do that. The
//! rest of the page cannot be reached meanwhile.

use std::cell::RefCell;

use leptos::prelude::document;
use web_sys::Element;

use super::frame::{Frame, Shown, elements};

/// A picture that fills the screen. It remembers its size and place on the page, to go back to them, and the parts of
/// the page that the focus must not reach meanwhile.
struct Full {
    frame: Frame,
    before: Option<Shown>,
    behind: Vec<Element>,
}

thread_local! {
    static FULL: RefCell<Option<Full>> = const { RefCell::new(None) };
}

/// Whether this picture fills the screen.
pub(super) fn is_full(frame: &Frame) -> bool {
    FULL.with_borrow(|full| full.as_ref().is_some_and(|full| full.frame == *frame))
}

/// Fills the screen with the picture, or brings it back to its page.
pub(super) fn toggle(frame: &Frame) {
    if is_full(frame) {
        leave();
    } else {
        leave();
        enter(frame);
    }
}

fn enter(frame: &Frame) {
    let before = frame.shown();
    let behind = behind(&frame.root);
    for element in &behind {
        let _ = element.set_attribute("inert", "");
    }
    let _ = frame.root.set_attribute("data-full", "");
    pressed(frame, true);
    FULL.set(Some(Full { frame: frame.clone(), before, behind }));
    let _ = frame.area.focus();
    frame.show(frame.overview(), [0.0, 0.0]);
    // A telephone may not have it; there the window is what is filled.
    let _ = frame.root.request_fullscreen();
}

/// Brings the picture that fills the screen back to its page, if there is one.
pub(super) fn leave() {
    let Some(full) = FULL.take() else { return };
    for element in &full.behind {
        let _ = element.remove_attribute("inert");
    }
    let _ = full.frame.root.remove_attribute("data-full");
    pressed(&full.frame, false);
    if document().fullscreen_element().is_some() {
        document().exit_fullscreen();
    }
    full.frame.resume(full.before);
}

/// After the browser left the full screen, or after the page changed: the picture leaves it, too, if it has to.
pub(super) fn check(browser_left: bool) {
    let fills = |full: &Full| full.frame.root.is_connected() && full.frame.root.has_attribute("data-full");
    let is_gone = FULL.with_borrow(|full| full.as_ref().is_some_and(|full| !fills(full)));
    if is_gone || (browser_left && document().fullscreen_element().is_none()) {
        leave();
    }
}

fn pressed(frame: &Frame, full: bool) {
    if let Some(button) = frame.find("[data-does=full]") {
        let _ = button.set_attribute("aria-pressed", if full { "true" } else { "false" });
    }
}

/// Everything on the page that does not hold `element` and is not in it.
fn behind(element: &Element) -> Vec<Element> {
    let mut behind = Vec::new();
    let mut inner = element.clone();
    while let Some(outer) = inner.parent_element().filter(|_| inner.tag_name() != "BODY") {
        let beside = elements(outer.query_selector_all(":scope > :not([inert], script, style)"));
        behind.extend(beside.into_iter().filter(|beside| *beside != inner));
        inner = outer;
    }
    behind
}
