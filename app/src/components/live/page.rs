//! Makes the current page like the page that the server answered, without disturbing the person.
//!
//! Parts carry the attribute `data-live` with a name that is unique on a page. Within a part only what differs is
//! changed: an element that is on both pages stays the same element. So the focus, open folds, unsent input and what is
//! scrolled stay, and nothing moves that does not have to.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, FocusOptions, HtmlDetailsElement, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, Node, NodeList,
};

/// Elements that hold what a person chose or typed.
const FIELDS: &str = "input, select, textarea";

/// The main heading of a page.
pub(super) fn title(page: &Document) -> String {
    text(page, "h1").unwrap_or_else(|| "the server said no".to_owned())
}

fn text(page: &Document, selector: &str) -> Option<String> {
    page.query_selector(selector).ok()??.text_content()
}

/// A form that was sent, with what its fields held then. What somebody typed since stays.
pub(in crate::components) struct SentForm {
    pub(super) id: String,
    /// The id and the value of each field that is typed into.
    fields: Vec<(String, String)>,
}

impl SentForm {
    /// Notes what the form holds now.
    pub(in crate::components) fn of(form: &Element) -> Self {
        let fields = typed_into(form).filter_map(|field| Some((field.id(), Typed::of(&field)?.value())));
        Self { id: form.id(), fields: fields.collect() }
    }

    /// Whether a field of this form still holds what was sent.
    fn holds(&self, id: &str, value: &str) -> bool {
        self.fields.iter().any(|(known, sent)| known == id && sent == value)
    }
}

/// Changes every part that differs and returns a text to announce, which may be empty. Parts inside the forms
/// `changing` stay as they are, because they hold newer changes. `sent` is the form that was answered.
pub(super) fn take_over(page: &Document, changing: &[&str], sent: &SentForm) -> String {
    let here = document();
    let before = says(&here);
    let focus = here.active_element();
    let height = focus.as_ref().map(|focus| focus.get_bounding_client_rect().top());
    for late in elements::<_, Element>(here.query_selector_all("[data-late]")) {
        late.remove();
    }
    for form in changing {
        see(&here, page, form);
    }
    for part in elements(page.query_selector_all("[data-live]")) {
        let part: Element = part;
        let name = part.get_attribute("data-live").unwrap_or_default();
        let Ok(Some(old)) = here.query_selector(&format!("[data-live=\"{name}\"]")) else { continue };
        let form = old.closest("form").ok().flatten().map(|form| form.id());
        if !form.is_some_and(|form| changing.contains(&form.as_str())) {
            become_like(&old, &part, sent);
        }
    }
    here.set_title(&page.title());
    if let (Some(focus), Some(height)) = (focus, height) {
        refocus(&here, &focus, height);
    }
    show_new(&here);
    match (says(&here), text(&here, ".notice p")) {
        (_, Some(notice)) => notice,
        (after, None) if after != before => after.map(|after| format!("Now {after}.")).unwrap_or_default(),
        _ => String::new(),
    }
}

/// Notes in a form that stays as it is what the server has now, so that its next state is no conflict with its last.
fn see(here: &Document, page: &Document, form: &str) {
    let form = |of: &Document| of.get_element_by_id(form);
    let (Some(old), Some(new)) = (form(here), form(page)) else { return };
    for was in elements::<_, Element>(old.query_selector_all("[name^='was.']")) {
        was.remove();
    }
    for was in elements::<_, Element>(new.query_selector_all("[name^='was.']")) {
        if let Ok(Ok(late)) = was.clone_node().map(JsCast::dyn_into::<Element>) {
            let _ = late.set_attribute("data-late", "");
            let _ = old.append_child(&late);
        }
    }
}

/// The advice as text, as the page states it for screen readers.
fn says(page: &Document) -> Option<String> {
    page.query_selector("[data-says]").ok()??.get_attribute("data-says")
}

/// Changes an element until it is like another one of the same name.
pub(in crate::components) fn become_like(old: &Element, new: &Element, sent: &SentForm) {
    if old.is_equal_node(Some(new)) {
        let fields = |of: &Element| elements(of.query_selector_all(FIELDS)).into_iter().collect::<Vec<Element>>();
        for (old, new) in fields(old).iter().zip(&fields(new)) {
            field(old, new, sent);
        }
        return;
    }
    // An island's element belongs to its script, and a picture is drawn anew as a whole.
    let is_whole = matches!(old.local_name().as_str(), "leptos-island" | "svg");
    if is_whole {
        if old.local_name() == "svg" && !old.is_equal_node(Some(new)) {
            let _ = old.replace_with_with_node_1(new);
        }
        return;
    }
    attributes(old, new);
    children(old, new, sent);
    if old.matches(FIELDS).unwrap_or_default() {
        field(old, new, sent);
    }
}

/// Gives a field the value that the server has, unless something newer was typed into it.
fn field(old: &Element, new: &Element, sent: &SentForm) {
    match (Typed::of(old), Typed::of(new)) {
        (Some(old_field), Some(new_field)) if !old_field.is_newer(old, sent) => old_field.set(&new_field.value()),
        (Some(_), _) => {}
        _ => choice(old, new),
    }
}

/// Sets which box is ticked, or what is selected, as the server has it.
fn choice(old: &Element, new: &Element) {
    if let (Some(old), Some(new)) = (old.dyn_ref::<HtmlInputElement>(), new.dyn_ref::<HtmlInputElement>()) {
        if matches!(old.type_().as_str(), "radio" | "checkbox") && old.checked() != new.checked() {
            old.set_checked(new.checked());
        }
    } else if let (Some(old), Some(new)) = (old.dyn_ref::<HtmlSelectElement>(), new.dyn_ref::<HtmlSelectElement>())
        && old.value() != new.value()
    {
        old.set_value(&new.value());
    }
}

fn attributes(old: &Element, new: &Element) {
    let is_fold = old.dyn_ref::<HtmlDetailsElement>();
    if let Some(fold) = is_fold
        && new.has_attribute("data-open")
        && !old.has_attribute("data-open")
    {
        fold.set_open(true);
    }
    // Whether a fold is open is the person's affair.
    let is_kept = |name: &str| is_fold.is_some() && name == "open";
    let names =
        |of: &Element| -> Vec<String> { of.get_attribute_names().iter().filter_map(|name| name.as_string()).collect() };
    for name in names(old) {
        if !is_kept(&name) && !new.has_attribute(&name) {
            let _ = old.remove_attribute(&name);
        }
    }
    for name in names(new).into_iter().filter(|name| !is_kept(name)) {
        let value = new.get_attribute(&name).unwrap_or_default();
        if old.get_attribute(&name).as_ref() != Some(&value) {
            let _ = old.set_attribute(&name, &value);
        }
    }
}

/// Makes the children of an element like those of another one. A child is found again by its id; one without an id by
/// its place and its kind.
fn children(old: &Element, new: &Element, sent: &SentForm) {
    let mut here = old.first_child();
    let mut wanted = new.first_child();
    while let Some(next) = wanted {
        wanted = next.next_sibling();
        let found = found_again(here.as_ref(), &next);
        if let Some(found) = found {
            if here.as_ref() == Some(&found) {
                here = found.next_sibling();
            } else {
                let _ = old.insert_before(&found, here.as_ref());
            }
            match (found.dyn_ref::<Element>(), next.dyn_ref::<Element>()) {
                (Some(found), Some(next)) => become_like(found, next, sent),
                _ if found.node_value() != next.node_value() => found.set_node_value(next.node_value().as_deref()),
                _ => {}
            }
        } else {
            let _ = old.insert_before(&next, here.as_ref());
        }
    }
    while let Some(rest) = here {
        here = rest.next_sibling();
        let _ = old.remove_child(&rest);
    }
}

/// The node, from `here` on, that `wanted` is the new state of.
fn found_again(here: Option<&Node>, wanted: &Node) -> Option<Node> {
    let Some(element) = wanted.dyn_ref::<Element>() else {
        return here.filter(|here| here.node_type() == wanted.node_type()).cloned();
    };
    let id = element.id();
    let is_it = |node: &Node| {
        let other = node.dyn_ref::<Element>();
        other.is_some_and(|other| other.id() == id && other.local_name() == element.local_name())
    };
    if id.is_empty() {
        return here.filter(|here| is_it(here)).cloned();
    }
    let mut candidate = here.cloned();
    while let Some(node) = candidate {
        if is_it(&node) {
            return Some(node);
        }
        candidate = node.next_sibling();
    }
    None
}

fn typed_into(element: &Element) -> impl Iterator<Item = Element> {
    elements(element.query_selector_all("input[type=text], textarea")).into_iter()
}

/// A field that a person types into.
enum Typed {
    Line(HtmlInputElement),
    Lines(HtmlTextAreaElement),
}

impl Typed {
    fn of(field: &Element) -> Option<Self> {
        if let Some(line) = field.dyn_ref::<HtmlInputElement>() {
            return (line.type_() == "text").then(|| Self::Line(line.clone()));
        }
        field.dyn_ref::<HtmlTextAreaElement>().map(|lines| Self::Lines(lines.clone()))
    }

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

    fn set(&self, value: &str) {
        if self.value() == value {
            return;
        }
        match self {
            Self::Line(line) => line.set_value(value),
            Self::Lines(lines) => lines.set_value(value),
        }
    }

    /// Whether it holds something that was typed and not sent yet.
    fn is_newer(&self, field: &Element, sent: &SentForm) -> bool {
        if self.form() == sent.id {
            return !sent.holds(&field.id(), &self.value());
        }
        match self {
            Self::Line(line) => line.value() != line.default_value(),
            Self::Lines(lines) => lines.default_value().is_ok_and(|before| lines.value() != before),
        }
    }
}

/// Keeps the focus where it was, at the same height; if its element is gone, sets it on the first fault or conflict,
/// else on what stands beside it, else on the button that undoes the change, else on the page's heading.
fn refocus(here: &Document, focus: &Element, height: f64) {
    let find = |selector: &str| here.query_selector(selector).ok().flatten();
    let wrong = find(".conflict button").or_else(|| find("[aria-invalid=true]"));
    let same = || if focus.is_connected() { Some(focus.clone()) } else { here.get_element_by_id(&focus.id()) };
    let is_usable = |found: &Element| !found.has_attribute("disabled");
    let beside =
        |found: &Element| found.closest("form").ok().flatten()?.query_selector("button:enabled").ok().flatten();
    let same = same().and_then(|found| if is_usable(&found) { Some(found) } else { beside(&found) });
    let undo = || here.get_element_by_id("undo/button").filter(is_usable);
    let target = wrong.or(same).or_else(undo).or_else(|| find("h1[tabindex]"));
    let Some(target) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
    if here.active_element().as_ref() != Some(target.unchecked_ref()) {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        let _ = target.focus_with_options(&still);
    }
    if target.id() == focus.id() {
        window().scroll_by_with_x_and_y(0.0, target.get_bounding_client_rect().top() - height);
    } else {
        nearest(&target);
    }
}

/// Brings what was just added into view.
fn show_new(here: &Document) {
    if let Ok(Some(new)) = here.query_selector("[data-new]") {
        nearest(&new);
    }
}

fn nearest(element: &Element) {
    let how = web_sys::ScrollIntoViewOptions::new();
    how.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&how);
}

/// What was found, of those of this type.
pub(in crate::components) fn elements<E, T: JsCast>(list: Result<NodeList, E>) -> Vec<T> {
    let Ok(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}
