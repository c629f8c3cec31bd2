//! What people do with a picture: buttons, keys, wheel, fingers and mouse.
//!
//! The wheel moves the page, not the picture, unless the picture has the focus, fills the screen, or Ctrl is held:
//! somebody who scrolls past it is not caught by it. A finger cannot point at a step without touching it, so its first
//! tap shows the step's card, and the second one opens the step.

use std::cell::RefCell;

use leptos::prelude::document;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    AddEventListenerOptions, Element, Event, KeyboardEvent, MouseEvent, MutationObserver, MutationObserverInit,
    PointerEvent, ResizeObserver, TouchEvent, WheelEvent,
    js_sys::{Array, Function},
};

use super::{
    card,
    frame::{Area, Frame, Size},
    screen,
};

/// The events of a picture that are heard.
const HEARD: [&str; 16] = [
    "click",
    "dblclick",
    "dragstart",
    "focusin",
    "focusout",
    "keydown",
    "pointercancel",
    "pointerdown",
    "pointerleave",
    "pointermove",
    "pointerover",
    "pointerup",
    "scroll",
    "touchmove",
    "touchstart",
    "wheel",
];

/// How far a mouse moves before it drags, in pixels: a hand that clicks is never quite still.
const STILL: i32 = 4;
/// By how much a double click changes the size.
const DOUBLE: f64 = 1.5;
/// How many pixels of the wheel double the size, about.
const WHEEL: f64 = 500.0;

/// A drag of the drawing by the mouse.
struct Drag {
    frame: Frame,
    /// Where it began, in the window and in the box.
    from: [i32; 2],
    scrolled: [i32; 2],
    moves: bool,
}

/// Two fingers on a picture: their distance, pixels.
#[derive(Clone, Copy)]
struct Pinch {
    apart: f64,
}

thread_local! {
    static DRAG: RefCell<Option<Drag>> = const { RefCell::new(None) };
    static PINCH: RefCell<Option<Pinch>> = const { RefCell::new(None) };
    /// The step whose card was shown when a finger came down; empty if none was. A mouse or a key ends it.
    static TAP: RefCell<Option<String>> = const { RefCell::new(None) };
    /// Whether the page's pictures are served already.
    static STARTED: RefCell<bool> = const { RefCell::new(false) };
}

/// Serves all pictures of the page, and those that come later.
pub(super) fn start() {
    if STARTED.replace(true) {
        return;
    }
    let hear: Function = closure(|event: Event| heard(&event));
    let Ok(sizes) = ResizeObserver::new(&closure(|_| {
        for frame in Frame::all() {
            frame.refit();
        }
    })) else {
        return;
    };
    let wake = move || {
        screen::check(false);
        for frame in Frame::all() {
            if !frame.root.has_attribute("data-awake") {
                let _ = frame.root.set_attribute("data-awake", "");
                listen(&frame.root, &hear);
                frame.resume(frame.shown());
                sizes.observe(&frame.area);
                let first = frame.current().or_else(|| frame.find_drawn(".whole a"));
                let first = first.and_then(|link| link.query_selector("[data-step]").ok()?);
                first.and_then(|step| card::fill(&frame, &step));
            }
        }
    };
    wake();
    if let Ok(changes) = MutationObserver::new(&closure(move |_| wake())) {
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        what.set_subtree(true);
        // A live page may also make a picture what the server wrote, and keep its elements.
        what.set_attribute_filter(&Array::of1(&"data-awake".into()));
        let _ = document().body().map(|body| changes.observe_with_options(&body, &what));
    }
    let left = closure(|_| screen::check(true));
    let _ = document().add_event_listener_with_callback("fullscreenchange", &left);
}

/// A function for the browser that lives as long as the page.
fn closure(does: impl Fn(Event) + 'static) -> Function {
    let does: Closure<dyn Fn(Event)> = Closure::new(does);
    does.into_js_value().unchecked_into()
}

fn listen(root: &Element, hear: &Function) {
    let options = AddEventListenerOptions::new();
    // Some of them do not rise from where they happen.
    options.set_capture(true);
    options.set_passive(false);
    for name in HEARD {
        let _ = root.add_event_listener_with_callback_and_add_event_listener_options(name, hear, &options);
    }
}

fn heard(event: &Event) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let Some(frame) = Frame::around(&target) else { return };
    let inside = frame.area.contains(Some(&target));
    match event.type_().as_str() {
        "click" => click(&frame, &target, event),
        "dblclick" if inside => double(&frame, &target, event.unchecked_ref()),
        "dragstart" if inside => event.prevent_default(),
        "focusin" => focused(&frame, &target),
        "focusout" => left(&frame, event),
        "keydown" => key(&frame, event.unchecked_ref()),
        "pointerdown" if inside => press(frame, event.unchecked_ref()),
        "pointermove" => drag(event.unchecked_ref()),
        "pointerup" => release(),
        "pointercancel" => {
            TAP.set(None);
            release();
        }
        "pointerover" => point(&frame, &target, event.unchecked_ref()),
        "pointerleave" if target == frame.root => away(&frame),
        "scroll" if target == *frame.area => frame.remember(frame.size()),
        "touchstart" if inside => touch(event.unchecked_ref()),
        "touchmove" if inside => pinch(&frame, event.unchecked_ref()),
        "wheel" if inside => wheel(&frame, event.unchecked_ref()),
        _ => {}
    }
}

fn click(frame: &Frame, target: &Element, event: &Event) {
    // A drag that ends on a step does not open it.
    if DRAG.take().is_some_and(|drag| drag.moves) {
        event.prevent_default();
        event.stop_propagation();
        return;
    }
    if let Some(before) = TAP.take() {
        tap(frame, target, event, &before);
    }
    let button = target.closest("[data-does]").ok().flatten();
    if let Some(does) = button.and_then(|button| button.get_attribute("data-does")) {
        act(frame, &does);
    }
}

/// Shows the card of the step that a finger tapped. If the card was shown before, the step opens. A tap beside all
/// steps takes the card away.
fn tap(frame: &Frame, target: &Element, event: &Event, before: &str) {
    match card::part(target) {
        Some(part) if part.get_attribute("data-step").is_some_and(|step| step != before) => {
            event.prevent_default();
            event.stop_propagation();
            card::show(frame, &part);
        }
        None if frame.area.contains(Some(target)) => card::hide(frame),
        _ => {}
    }
}

/// Does what a button is for.
fn act(frame: &Frame, does: &str) {
    let step = frame.looked_at();
    let at = Area::of(step.as_ref().unwrap_or(&frame.area)).middle();
    match does {
        "smaller" => frame.step(false, at),
        "larger" => frame.step(true, at),
        "fit" => frame.show(Size::Whole, at),
        "actual" => frame.show(Size::Times(1.0), at),
        _ => screen::toggle(frame),
    }
    if let Some(step) = step {
        frame.reveal(&step);
    }
}

fn key(frame: &Frame, event: &KeyboardEvent) {
    TAP.set(None);
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let does = match event.key().as_str() {
        "+" | "=" => "larger",
        "-" => "smaller",
        "0" => "fit",
        "1" => "actual",
        "f" | "F" => "full",
        "Escape" if card::shown(frame).is_some() => return card::hide(frame),
        "Escape" if screen::is_full(frame) => "full",
        _ => return,
    };
    event.prevent_default();
    act(frame, does);
}

fn double(frame: &Frame, target: &Element, event: &MouseEvent) {
    if card::part(target).is_none() {
        let factor = if event.shift_key() { 1.0 / DOUBLE } else { DOUBLE };
        frame.scale_by(factor, at(event));
    }
}

fn wheel(frame: &Frame, event: &WheelEvent) {
    let is_ours = event.ctrl_key() || screen::is_full(frame) || has_focus(frame);
    let goes_across = event.delta_x().abs() > event.delta_y().abs() || event.shift_key();
    if !is_ours || (goes_across && !event.ctrl_key()) {
        return;
    }
    // A wheel counts in lines in some browsers.
    let pixels = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { 20.0 };
    let factor = (1.0 - event.delta_y() * pixels / WHEEL).clamp(0.8, 1.25);
    let changed = frame.scale_by(factor, at(event));
    // At the end of the sizes the page goes on.
    if changed || event.ctrl_key() || screen::is_full(frame) {
        event.prevent_default();
    }
}

fn has_focus(frame: &Frame) -> bool {
    document().active_element().is_some_and(|focus| frame.area.contains(Some(&focus)))
}

fn at(event: &MouseEvent) -> [f64; 2] {
    [f64::from(event.client_x()), f64::from(event.client_y())]
}

fn press(frame: Frame, event: &PointerEvent) {
    let shown = || card::shown(&frame).and_then(|card| card.get_attribute("data-step")).unwrap_or_default();
    TAP.set((event.pointer_type() == "touch").then(shown));
    // Fingers scroll by themselves.
    if event.button() == 0 && event.pointer_type() == "mouse" {
        let scrolled = [frame.area.scroll_left(), frame.area.scroll_top()];
        DRAG.set(Some(Drag { frame, from: [event.client_x(), event.client_y()], scrolled, moves: false }));
    } else {
        DRAG.set(None);
    }
}

fn drag(event: &PointerEvent) {
    DRAG.with_borrow_mut(|drag| {
        let Some(drag) = drag.as_mut().filter(|_| event.buttons() & 1 == 1) else { return };
        let [across, down] = [event.client_x() - drag.from[0], event.client_y() - drag.from[1]];
        if !drag.moves && across.abs().max(down.abs()) > STILL {
            drag.moves = true;
            let _ = drag.frame.area.set_pointer_capture(event.pointer_id());
            let _ = drag.frame.root.set_attribute("data-dragged", "");
        }
        if drag.moves {
            drag.frame.area.set_scroll_left(drag.scrolled[0] - across);
            drag.frame.area.set_scroll_top(drag.scrolled[1] - down);
        }
    });
}

/// Ends a drag. The click that follows is told that there was one.
fn release() {
    DRAG.with_borrow(|drag| {
        if let Some(drag) = drag {
            let _ = drag.frame.root.remove_attribute("data-dragged");
        }
    });
}

fn point(frame: &Frame, target: &Element, event: &PointerEvent) {
    let is_dragged = DRAG.with_borrow(|drag| drag.as_ref().is_some_and(|drag| drag.moves))
        && frame.root.has_attribute("data-dragged");
    let can_point = event.pointer_type() != "touch";
    if let Some(part) = card::part(target).filter(|_| can_point && !is_dragged) {
        card::show(frame, &part);
    }
}

fn away(frame: &Frame) {
    if !has_focus(frame) {
        card::hide(frame);
    }
}

fn focused(frame: &Frame, target: &Element) {
    let step = target.query_selector("[data-step]").ok().flatten();
    if let Some(step) = step.filter(|_| target.matches(".whole a").unwrap_or(false)) {
        frame.reveal(&step);
        card::show(frame, &step);
    }
}

fn left(frame: &Frame, event: &Event) {
    let to = event.dyn_ref::<web_sys::FocusEvent>().and_then(web_sys::FocusEvent::related_target);
    let to = to.and_then(|to| to.dyn_into::<Element>().ok());
    if !to.is_some_and(|to| frame.root.contains(Some(&to))) {
        card::hide(frame);
    }
}

/// The two fingers on a picture: their distance and their middle.
fn fingers(event: &TouchEvent) -> Option<(f64, [f64; 2])> {
    let touches = event.touches();
    let finger = |index| touches.get(index).map(|touch| [f64::from(touch.client_x()), f64::from(touch.client_y())]);
    let ([x, y], [to_x, to_y]) = (finger(0)?, finger(1)?);
    Some(((to_x - x).hypot(to_y - y).max(1.0), [f64::midpoint(x, to_x), f64::midpoint(y, to_y)]))
}

fn touch(event: &TouchEvent) {
    PINCH.set(fingers(event).map(|(apart, _)| Pinch { apart }));
}

fn pinch(frame: &Frame, event: &TouchEvent) {
    let (Some((apart, middle)), Some(before)) = (fingers(event), PINCH.with_borrow(|pinch| *pinch)) else { return };
    event.prevent_default();
    if frame.scale_by(apart / before.apart, middle) {
        PINCH.set(Some(Pinch { apart }));
    }
}
