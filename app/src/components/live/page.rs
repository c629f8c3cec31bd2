//! Replaces parts of the current page with those of the page that the server answered, without disturbing the person.
//!
//! Parts carry the attribute `data-live` with a name that is unique on a page. Open folds stay open, unsent
//! input stays, and the focus stays on the same element at the same height.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, FocusOptions, HtmlDetailsElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement, NodeList,
};

/// Marks a field that holds what was typed before its part of the page was replaced.
const KEPT: &str = "data-kept";

/// Whether a field holds such input that was not sent yet.
pub(super) fn holds_kept(field: &Element) -> bool {
    field.has_attribute(KEPT)
}

/// Notes that a form is sent with everything that is in it.
pub(super) fn is_sent(form: &Element) {
    for field in elements(form.query_selector_all("[data-kept]")) {
        let field: Element = field;
        let _ = field.remove_attribute(KEPT);
    }
}

/// The main heading of a page.
pub(super) fn title(page: &Document) -> String {
    text(page, "h1").unwrap_or_else(|| "the server said no".to_owned())
}

fn text(page: &Document, selector: &str) -> Option<String> {
    page.query_selector(selector).ok()??.text_content()
}

/// Replaces every part that changed and returns a text to announce, which may be empty. Parts inside the
/// forms `changing` stay as they are, because they hold newer changes. `sent` is the id of the form that was answered.
pub(super) fn take_over(page: &Document, changing: &[&str], sent: &str) -> String {
    let here = document();
    let before = says(&here);
    let focus = here.active_element();
    let height = focus.as_ref().map(|focus| focus.get_bounding_client_rect().top());
    for part in elements(page.query_selector_all("[data-live]")) {
        let name = part.get_attribute("data-live").unwrap_or_default();
        let Ok(Some(old)) = here.query_selector(&format!("[data-live=\"{name}\"]")) else { continue };
        let form = old.closest("form").ok().flatten().map(|form| form.id());
        let is_changing = form.is_some_and(|form| changing.contains(&form.as_str()));
        if is_changing || old.is_equal_node(Some(&part)) {
            continue;
        }
        keep_open(&old, &part);
        keep_typed(&old, &part, sent);
        let _ = old.replace_with_with_node_1(&part);
    }
    here.set_title(&page.title());
    if let (Some(focus), Some(height)) = (focus, height) {
        refocus(&here, &focus, height);
    }
    match (says(&here), text(&here, ".notice p")) {
        (_, Some(notice)) => notice,
        (after, None) if after != before => after.map(|after| format!("Now {after}.")).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The advice as text, as the page states it for screen readers.
fn says(page: &Document) -> Option<String> {
    page.query_selector("[data-says]").ok()??.get_attribute("data-says")
}

/// Keeps open folds open, and opens those that the server newly opens.
fn keep_open(old: &Element, new: &Element) {
    for fold in all(new, "details[id]") {
        let Some(fold) = fold.dyn_ref::<HtmlDetailsElement>() else { continue };
        let Some(before) = all(old, "details[id]").into_iter().find(|before| before.id() == fold.id()) else {
            continue;
        };
        let Some(before) = before.dyn_ref::<HtmlDetailsElement>() else { continue };
        let opened = fold.has_attribute("data-open") && !before.has_attribute("data-open");
        fold.set_open(before.open() || opened);
    }
}

/// Keeps the input of forms that were not sent.
fn keep_typed(old: &Element, new: &Element, sent: &str) {
    for field in all(new, "input[type=text], textarea") {
        let before = all(old, "input[type=text], textarea").into_iter().find(|before| before.id() == field.id());
        let (Some(field), Some(before)) = (Typed::of(field), before.and_then(Typed::of)) else { continue };
        if before.form().as_str() != sent && before.is_changed() {
            field.keep(&before.value());
        }
    }
}

/// A field that a person types into.
enum Typed {
    Line(HtmlInputElement),
    Lines(HtmlTextAreaElement),
}

impl Typed {
    fn of(field: Element) -> Option<Self> {
        match field.dyn_into() {
            Ok(line) => Some(Self::Line(line)),
            Err(field) => field.dyn_into().ok().map(Self::Lines),
        }
    }

    /// Id of its form; empty if it has none.
    fn form(&self) -> String {
        let form = match self {
            Self::Line(line) => line.form(),
            Self::Lines(lines) => lines.form(),
        };
        form.map(|form| form.id()).unwrap_or_default()
    }

    fn value(&self) -> String {
        match self {
            Self::Line(line) => line.value(),
            Self::Lines(lines) => lines.value(),
        }
    }

    /// Whether somebody typed something else than what the page came with.
    fn is_changed(&self) -> bool {
        match self {
            Self::Line(line) => line.value() != line.default_value(),
            Self::Lines(lines) => lines.default_value().is_ok_and(|before| lines.value() != before),
        }
    }

    /// Takes over what was typed into the field that stood here. The browser does not count that as a change of
    /// this field, so it is marked, to be sent when it is left.
    fn keep(&self, value: &str) {
        let element: &Element = match self {
            Self::Line(line) => {
                line.set_value(value);
                line
            }
            Self::Lines(lines) => {
                lines.set_value(value);
                lines
            }
        };
        let _ = element.set_attribute(KEPT, "");
    }
}

/// Sets the focus again: on the first field with a fault, else on the same element at the same height, else
/// on the button that undoes the change.
fn refocus(here: &Document, focus: &Element, height: f64) {
    let find = |selector: &str| here.query_selector(selector).ok().flatten();
    let wrong = find("[aria-invalid=true]");
    let same = || if focus.is_connected() { Some(focus.clone()) } else { here.get_element_by_id(&focus.id()) };
    let usable = |found: &Element| !found.has_attribute("disabled");
    let beside =
        |found: &Element| found.closest("form").ok().flatten()?.query_selector("button:enabled").ok().flatten();
    let target = wrong.or_else(|| match same() {
        Some(found) if usable(&found) => Some(found),
        Some(found) => beside(&found),
        None => here.get_element_by_id("undo/button"),
    });
    let Some(target) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
    if here.active_element().as_ref() != Some(target.unchecked_ref()) {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        let _ = target.focus_with_options(&still);
    }
    if target.id() == focus.id() {
        window().scroll_by_with_x_and_y(0.0, target.get_bounding_client_rect().top() - height);
    } else {
        target.scroll_into_view_with_bool(false);
    }
}

/// The element itself, if the selector matches it, and all descendants that match.
fn all(element: &Element, selector: &str) -> Vec<Element> {
    let itself = element.matches(selector).is_ok_and(|it_is| it_is).then(|| element.clone());
    itself.into_iter().chain(elements(element.query_selector_all(selector))).collect()
}

fn elements<E>(list: Result<NodeList, E>) -> Vec<Element> {
    let Ok(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}
