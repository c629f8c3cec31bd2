//! The box of a picture: which part of the picture it shows, and how large.
//!
//! The browser scrolls; this module sets the size of the drawing and where the box is scrolled to. The size of the
//! box itself stays as it is, so that the page does not move.

use std::cell::RefCell;

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// How large a drawing is shown.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Size {
    /// As the style sheet has it: as wide as the box, as far as it can be read then.
    Page,
    /// So that all of it is in the box.
    Whole,
    /// This many times its own size.
    Times(f64),
}

/// Up to how many times its own size a drawing is shown.
const LARGEST: f64 = 3.0;
/// How many times its own size a drawing can still be read.
const LEGIBLE: f64 = 0.7;
/// What one press of a button or a key changes the size by.
const STRIDE: f64 = 1.25;
/// How far from the box's border a step that is brought into view stands, in pixels.
const MARGIN: f64 = 24.0;

/// What of a drawing is shown. It outlives the box, which a live page replaces.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    size: Size,
    left: i32,
    top: i32,
    /// Whether the step that one works on is in view.
    current: bool,
}

thread_local! {
    /// What each box of the page shows, by the box's id.
    static SHOWN: RefCell<Vec<(String, Shown)>> = const { RefCell::new(Vec::new()) };
}

/// A picture with its box and its buttons.
#[derive(Clone, PartialEq)]
pub(super) struct Frame {
    /// The element that holds everything about the picture.
    pub(super) root: Element,
    /// The box, which scrolls.
    pub(super) area: HtmlElement,
}

/// A rectangle in the window, in pixels.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    pub(super) fn of(element: &Element) -> Self {
        let area = element.get_bounding_client_rect();
        Self { left: area.left(), top: area.top(), right: area.right(), bottom: area.bottom() }
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn middle(self) -> [f64; 2] {
        [f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom)]
    }

    /// Whether the two have a part in common.
    pub(super) fn meets(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// The nearest whole number of pixels.
#[expect(clippy::cast_possible_truncation, reason = "no window has more pixels")]
pub(super) fn pixels(length: f64) -> i32 {
    length.round() as i32
}

impl Frame {
    /// The picture that an element belongs to.
    pub(super) fn around(element: &Element) -> Option<Self> {
        let root = element.closest(".canvas").ok()??;
        let area = root.query_selector(".scroller").ok()??.dyn_into().ok()?;
        Some(Self { root, area })
    }

    /// Every picture of the page.
    pub(super) fn all() -> Vec<Self> {
        let all = document().query_selector_all(".canvas");
        elements(all).iter().filter_map(Self::around).collect()
    }

    pub(super) fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).ok()?
    }

    /// The drawings of the picture, one for each form, of which the style sheet shows one.
    fn drawings(&self) -> Vec<Element> {
        elements(self.root.query_selector_all(".whole > svg"))
    }

    /// The drawing that is seen; `None` if the picture is folded away.
    fn drawing(&self) -> Option<Element> {
        self.drawings().into_iter().find(|drawing| Area::of(drawing).width() > 0.0)
    }

    /// An element of the form that is seen.
    pub(super) fn find_drawn(&self, selector: &str) -> Option<Element> {
        self.drawing()?.closest(".drawn").ok()??.query_selector(selector).ok()?
    }

    /// How many times its own size the drawing is shown.
    fn times(drawing: &Element) -> f64 {
        natural(drawing).map_or(1.0, |[width, _]| Area::of(drawing).width() / width)
    }

    /// At how many times its own size all of the drawing is in the box. It is never enlarged for that.
    fn whole(&self, drawing: &Element) -> f64 {
        let [width, height] = natural(drawing).unwrap_or([1.0, 1.0]);
        let (wide, high) = (f64::from(self.area.client_width()), f64::from(self.area.client_height()));
        (wide / width).min(high / height).min(1.0)
    }

    /// The size that shows all of the drawing, if that is large enough to be read.
    pub(super) fn overview(&self) -> Size {
        let is_legible = self.drawing().is_none_or(|drawing| self.whole(&drawing) >= LEGIBLE);
        if is_legible { Size::Whole } else { Size::Page }
    }

    /// Shows the drawing larger or smaller by one stride, and stops at its own size.
    pub(super) fn step(&self, larger: bool, at: [f64; 2]) {
        let Some(drawing) = self.drawing() else { return };
        let now = Self::times(&drawing);
        let next = if larger { now * STRIDE } else { now / STRIDE };
        let passes = (now - 1.0) * (next - 1.0) < -1e-6;
        self.scale(if passes { 1.0 } else { next }, at);
    }

    /// Changes the size by a factor, and keeps what is at a point of the window where it is. Returns whether anything
    /// changed: a drawing does not become smaller than its box.
    pub(super) fn scale_by(&self, factor: f64, at: [f64; 2]) -> bool {
        let Some(drawing) = self.drawing() else { return false };
        self.scale(Self::times(&drawing) * factor, at)
    }

    /// Shows the drawing `times` its own size, as far as that makes sense.
    pub(super) fn scale(&self, times: f64, at: [f64; 2]) -> bool {
        let Some(drawing) = self.drawing() else { return false };
        let now = Self::times(&drawing);
        let times = times.clamp(self.whole(&drawing).min(now), LARGEST);
        let changes = (times - now).abs() > 1e-3;
        if changes {
            self.show(Size::Times(times), at);
        }
        changes
    }

    /// Shows the drawing in a size, and keeps what is at a point of the window where it is, if it can.
    pub(super) fn show(&self, size: Size, at: [f64; 2]) {
        let Some(drawing) = self.drawing() else { return };
        let (before, old) = (Area::of(&drawing), Self::times(&drawing));
        let (left, top) = (self.area.scroll_left(), self.area.scroll_top());
        self.lay(size);
        self.area.set_scroll_left(left);
        self.area.set_scroll_top(top);
        let (after, new) = (Area::of(&drawing), Self::times(&drawing));
        let moved = |before: f64, after: f64, at: f64| pixels(after + (at - before) / old * new - at);
        self.area.set_scroll_left(self.area.scroll_left() + moved(before.left, after.left, at[0]));
        self.area.set_scroll_top(self.area.scroll_top() + moved(before.top, after.top, at[1]));
        self.remember(size);
        self.say();
    }

    /// Says the size to those who listen.
    fn say(&self) {
        let size = self.find(".size").and_then(|size| size.text_content()).unwrap_or_default();
        if let Some(output) = self.find("output") {
            output.set_text_content(Some(&format!("The picture is shown at {size}")));
        }
    }

    /// Gives the drawings their size.
    fn lay(&self, size: Size) {
        let _ = self.root.remove_attribute("data-sized");
        for drawing in self.drawings() {
            if let Some(natural) = natural(&drawing) {
                set_size(&drawing, natural);
            }
        }
        let Some(drawing) = self.drawing().filter(|_| size != Size::Page) else { return };
        // The box keeps the height that it has on the page, however large the drawing in it becomes.
        let height = format!("{}px", pixels(Area::of(&self.area).height()));
        let _ = self.area.style().set_property("--box", &height);
        let times = if let Size::Times(times) = size { times } else { self.whole(&drawing) };
        for drawing in self.drawings() {
            if let Some([width, height]) = natural(&drawing) {
                set_size(&drawing, [width * times, height * times]);
            }
        }
        let _ = self.root.set_attribute("data-sized", "");
    }

    /// The size that was asked for last.
    pub(super) fn size(&self) -> Size {
        self.shown().map_or(Size::Page, |shown| shown.size)
    }

    pub(super) fn shown(&self) -> Option<Shown> {
        let id = self.area.id();
        SHOWN.with_borrow(|all| all.iter().find(|(of, _)| *of == id).map(|(_, shown)| *shown))
    }

    /// Notes what is shown, and writes it down: the size in figures, and on which sides there is more.
    pub(super) fn remember(&self, size: Size) {
        let Some(drawing) = self.drawing() else { return };
        let shown = Shown {
            size,
            left: self.area.scroll_left(),
            top: self.area.scroll_top(),
            current: self.current().is_none_or(|step| Area::of(&step).meets(Area::of(&self.area))),
        };
        let id = self.area.id();
        SHOWN.with_borrow_mut(|all| {
            all.retain(|(of, _)| *of != id);
            all.push((id, shown));
        });
        let percent = format!("{} %", pixels(Self::times(&drawing) * 100.0));
        if let Some(figure) = self.find(".size").filter(|figure| figure.text_content().as_ref() != Some(&percent)) {
            figure.set_text_content(Some(&percent));
        }
        let beyond = |scrolled: i32, seen: i32, all: i32| (scrolled > 1, scrolled + seen < all - 1);
        let (left, right) = beyond(shown.left, self.area.client_width(), self.area.scroll_width());
        let (up, down) = beyond(shown.top, self.area.client_height(), self.area.scroll_height());
        let sides = [(left, "left"), (right, "right"), (up, "up"), (down, "down")];
        let more: Vec<&str> = sides.into_iter().filter(|(more, _)| *more).map(|(_, side)| side).collect();
        let _ = self.root.set_attribute("data-more", &more.join(" "));
    }

    /// Shows again what was shown in the box that this one replaces. If the step that one works on was in view, it is
    /// in view now, too. A box that is new shows that step.
    pub(super) fn resume(&self, shown: Option<Shown>) {
        let size = shown.map_or(Size::Page, |shown| shown.size);
        if let Some(shown) = shown {
            self.lay(size);
            self.area.set_scroll_left(shown.left);
            self.area.set_scroll_top(shown.top);
        }
        if let Some(step) = self.current().filter(|_| shown.is_none_or(|shown| shown.current)) {
            self.reveal(&step);
        }
        self.remember(size);
    }

    /// Fits the drawing again after its box changed.
    pub(super) fn refit(&self) {
        let size = self.size();
        let (left, top) = (self.area.scroll_left(), self.area.scroll_top());
        if size != Size::Page {
            self.lay(size);
            self.area.set_scroll_left(left);
            self.area.set_scroll_top(top);
        }
        self.remember(size);
    }

    /// The step that one works on.
    pub(super) fn current(&self) -> Option<Element> {
        self.find_drawn(".whole a[aria-current]")
    }

    /// The step that people look at, if it is in view: the one with the focus, else the one that they work on.
    pub(super) fn looked_at(&self) -> Option<Element> {
        let area = Area::of(&self.area);
        let in_view = |step: &Element| Area::of(step).meets(area);
        self.find_drawn(".whole a:focus").filter(in_view).or_else(|| self.current().filter(in_view))
    }

    /// Scrolls the box until an element of the drawing is in view, beside the names of the lanes.
    pub(super) fn reveal(&self, element: &Element) {
        let (area, target) = (Area::of(&self.area), Area::of(element));
        let names = self.find_drawn(".names > svg").map(|names| Area::of(&names));
        let names = names.filter(|names| names.left < area.left + 1.0).map_or(0.0, |names| names.right - area.left);
        let left = area.left + names.clamp(0.0, area.width() / 2.0);
        let by = |least: f64, most: f64, from: f64, to: f64| {
            if from < least || to - from > most - least {
                pixels(from - least)
            } else if to > most {
                pixels(to - most)
            } else {
                0
            }
        };
        let across = by(left + MARGIN, area.right - MARGIN, target.left, target.right);
        let down = by(area.top + MARGIN, area.bottom - MARGIN, target.top, target.bottom);
        self.area.set_scroll_left(self.area.scroll_left() + across);
        self.area.set_scroll_top(self.area.scroll_top() + down);
    }
}

/// A drawing's own width and height, pixels.
fn natural(drawing: &Element) -> Option<[f64; 2]> {
    let whole = drawing.get_attribute("viewBox")?;
    let mut sizes = whole.split(' ').skip(2).map(|size| size.parse::<u32>().map(f64::from));
    Some([sizes.next()?.ok()?, sizes.next()?.ok()?])
}

fn set_size(drawing: &Element, [width, height]: [f64; 2]) {
    let _ = drawing.set_attribute("width", &pixels(width).to_string());
    let _ = drawing.set_attribute("height", &pixels(height).to_string());
}

/// The elements of a list; none if the list could not be made.
pub(super) fn elements<E>(list: Result<web_sys::NodeList, E>) -> Vec<Element> {
    let Ok(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}
