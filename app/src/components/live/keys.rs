//! Keys and the hand: undo and redo, and moving a step in its list.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, FocusOptions, HtmlElement, HtmlFormElement, HtmlInputElement, KeyboardEvent};

use super::post::listen;
use crate::components::keys::browser::{is_written_into, press};

/// Starts to listen.
pub(super) fn start() {
    listen("keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        let target = key.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_done = match key.key().as_str() {
            "ArrowUp" | "ArrowDown" if key.alt_key() => {
                target.as_ref().is_some_and(|target| move_step(target, key.key() == "ArrowUp"))
            }
            "z" | "Z" if (key.ctrl_key() || key.meta_key()) && !target.as_ref().is_some_and(is_written_into) => {
                press(if key.shift_key() { "redo/button" } else { "undo/button" })
            }
            _ => false,
        };
        if is_done {
            event.prevent_default();
        }
    });
    listen("dragstart", |event| {
        let Some(step) = step_of(&event).filter(|_| is_grip(&event)) else { return };
        let _ = step.set_attribute("data-dragged", "");
        if let Some(data) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) {
            // Firefox drags nothing without data.
            let _ = data.set_data("text/plain", &step.get_attribute("data-row").unwrap_or_default());
            data.set_drag_image(&step, 0, 0);
        }
    });
    listen("dragover", |event| {
        let Some(over) = dragged().and_then(|_| step_of(&event)) else { return };
        event.prevent_default();
        unmark("data-drop");
        let _ = over.set_attribute("data-drop", if is_in_lower_half(&over, &event) { "behind" } else { "before" });
    });
    listen("drop", |event| {
        let (Some(step), Some(over)) = (dragged(), step_of(&event)) else { return };
        event.prevent_default();
        let before = if is_in_lower_half(&over, &event) { over.next_element_sibling() } else { Some(over) };
        drop_before(&step, before.as_ref());
    });
    listen("dragend", |_| {
        unmark("data-dragged");
        unmark("data-drop");
    });
    focus_heading();
}

/// A page that was opened by an action begins at its heading, not before everything that all pages share.
fn focus_heading() {
    let here = document();
    let is_nowhere = here.active_element().is_none_or(|focus| focus.local_name() == "body");
    let is_at_part = window().location().hash().is_ok_and(|hash| !hash.is_empty());
    let heading = here.query_selector("h1[tabindex]").ok().flatten();
    if let Some(heading) = heading.filter(|_| is_nowhere && !is_at_part).and_then(|h| h.dyn_into::<HtmlElement>().ok())
    {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        let _ = heading.focus_with_options(&still);
    }
}

/// Moves the step in which something has the focus by one place.
fn move_step(target: &Element, up: bool) -> bool {
    let Some(step) = target.closest("[data-row]").ok().flatten() else { return false };
    let edit = if up { "raise_step" } else { "lower_step" };
    let button = step.query_selector(&format!("button[value={edit}]:enabled")).ok().flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
    true
}

fn step_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("[data-row]").ok()?
}

fn is_grip(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches(".grip").unwrap_or_default())
}

fn dragged() -> Option<Element> {
    document().query_selector("[data-dragged]").ok()?
}

fn unmark(attribute: &str) {
    if let Ok(Some(marked)) = document().query_selector(&format!("[{attribute}]")) {
        let _ = marked.remove_attribute(attribute);
    }
}

fn is_in_lower_half(step: &Element, event: &Event) -> bool {
    let area = step.get_bounding_client_rect();
    let at = event.dyn_ref::<DragEvent>().map_or(0.0, |event| f64::from(event.client_y()));
    at > area.top() + area.height() / 2.0
}

/// Sends the form that moves a step before another one, or to the end.
fn drop_before(step: &Element, before: Option<&Element>) {
    let id = |step: &Element| step.get_attribute("data-row").unwrap_or_default();
    let before = before.map(id).unwrap_or_default();
    if before == id(step) {
        return;
    }
    let form = document().get_element_by_id("drag").and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    let Some(form) = form else { return };
    for (name, value) in [("step", id(step)), ("before", before)] {
        let field = form.query_selector(&format!("input[name={name}]")).ok().flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            field.set_value(&value);
        }
    }
    // The hand takes the focus from wherever it was.
    if let Some(field) =
        step.query_selector("textarea").ok().flatten().and_then(|field| field.dyn_into::<HtmlElement>().ok())
    {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        let _ = field.focus_with_options(&still);
    }
    let _ = form.request_submit();
}
