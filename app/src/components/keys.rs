//! The keys that work on a page: the list of them, and the island that hears those of every page.
//!
//! A page that has keys of its own hears them itself and adds them to the list with `Page::with_keys`.

use leptos::prelude::*;

/// A key as it is written on keyboards, and what it does, as the list says it.
pub type Key = (&'static str, &'static str);

/// The keys of every page.
pub const EVERYWHERE: [Key; 3] =
    [("/", "Search the rules and words"), ("?", "Show or hide these keys"), ("Ctrl Enter", "Send what you write")];

/// The list of keys, which opens over the page. The button with the id `keys-button` opens it, too.
#[cfg(feature = "ssr")]
pub fn list(of_page: &[Key]) -> AnyView {
    let items: Vec<_> = of_page
        .iter()
        .chain(&EVERYWHERE)
        .map(|(key, what)| {
            let parts: Vec<_> = key.split(' ').map(|part| view! { <kbd>{part.to_owned()}</kbd>" " }).collect();
            view! { <div><dt>{parts}</dt><dd>{*what}</dd></div> }
        })
        .collect();
    view! {
        <div id="keys" class="keys" popover="auto" role="dialog" aria-labelledby="keys-title">
            <h2 id="keys-title">"Keys"</h2>
            <dl>{items}</dl>
            <button type="button" class="quiet" popovertarget="keys" popovertargetaction="hide">"Close"</button>
        </div>
    }
    .into_any()
}

/// Hears the keys of every page. It shows nothing.
#[island]
pub fn Keys() -> impl IntoView {
    Effect::new(listen);
}

#[cfg(not(feature = "hydrate"))]
fn listen() {}

#[cfg(feature = "hydrate")]
fn listen() {
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::KeyboardEvent;

    let hear: Closure<dyn Fn(KeyboardEvent)> = Closure::new(|event: KeyboardEvent| {
        if browser::does(&event) {
            event.prevent_default();
        }
    });
    let _ = document().add_event_listener_with_callback("keydown", hear.as_ref().unchecked_ref());
    hear.forget();
    // This is the last island of every page, so all of them hear by now. Programs that drive a browser wait for it.
    if let Some(page) = document().document_element() {
        let _ = page.set_attribute("data-awake", "");
    }
}

/// What the keys of all pages share, those that a page hears itself, too.
#[cfg(feature = "hydrate")]
pub(super) mod browser {
    use leptos::prelude::document;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlElement, HtmlFormElement, HtmlInputElement, KeyboardEvent};

    /// Whether a person writes into an element. There, a letter is a letter.
    pub(in crate::components) fn is_written_into(at: &Element) -> bool {
        let fields = "textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]";
        at.matches(fields).unwrap_or(true)
    }

    /// Does what a key stands for. Returns whether it stands for anything here.
    pub(super) fn does(event: &KeyboardEvent) -> bool {
        if event.default_prevented() || event.is_composing() {
            return false;
        }
        let at = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            return at.is_some_and(|at| send(&at));
        }
        let writes = at.is_some_and(|at| is_written_into(&at));
        if writes || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        match event.key().as_str() {
            "/" => search(),
            "?" => press("keys-button"),
            _ => false,
        }
    }

    /// Sends the form of a field for several lines, as its first button does.
    fn send(at: &Element) -> bool {
        if !at.matches("textarea").unwrap_or(false) {
            return false;
        }
        let form = at.closest("form").ok().flatten().and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form else { return false };
        let button = form.query_selector("button:not([type=button])").ok().flatten();
        let button = button.and_then(|button| button.dyn_into::<HtmlElement>().ok());
        form.request_submit_with_submitter(button.as_ref()).is_ok()
    }

    /// Moves the focus to the search field, which a narrow window keeps in the menu.
    fn search() -> bool {
        let field = document().get_element_by_id("search");
        let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else { return false };
        if field.offset_width() == 0 {
            press("menu-button");
        }
        field.select();
        field.focus().is_ok()
    }

    /// Presses the button with this id. Returns whether it is there and enabled.
    pub(in crate::components) fn press(id: &str) -> bool {
        let button = document().get_element_by_id(id).and_then(|button| button.dyn_into::<HtmlElement>().ok());
        button.filter(|button| !button.has_attribute("disabled")).as_ref().map(HtmlElement::click).is_some()
    }
}
