//! Answers a form without its button: whenever an answer changes, the page that the form leads to is asked for, and its
//! parts take the place of those that are shown.
//!
//! Only forms that change nothing are answered so: their answers are in the address, which follows. Parts carry the
//! attribute `data-live` with a name that is unique on a page; the form's own fields stay as they are.

#![expect(missing_docs, reason = "`#[island]` writes a struct of the properties without a doc")]

use leptos::prelude::*;

/// Answers the form with this id, and says so to those who listen.
#[island]
pub fn AskAgain(form: String) -> impl IntoView {
    let said = RwSignal::new(String::new());
    Effect::new(move || start(&form, said));
    view! { <p class="unseen" role="status">{said}</p> }
}

#[cfg(feature = "hydrate")]
use browser::start;

/// On the server there is nothing to hear.
#[cfg(not(feature = "hydrate"))]
fn start(_form: &str, _said: RwSignal<String>) {}

#[cfg(feature = "hydrate")]
mod browser {
    use std::{cell::Cell, rc::Rc};

    use leptos::prelude::{RwSignal, Set, document, window};
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{Document, DomParser, Element, HtmlInputElement, Response, SupportedType, UrlSearchParams};

    pub(super) fn start(form: &str, said: RwSignal<String>) {
        let Some(form) = document().get_element_by_id(form) else { return };
        let button = form.query_selector("button:not([type=button])").ok().flatten();
        let hide = move |hidden: bool| {
            if let Some(button) = &button {
                let _ = button.toggle_attribute_with_force("hidden", hidden);
            }
        };
        hide(true);
        let latest = Rc::new(Cell::new(0_u32));
        let listened = form.clone();
        let ask = move || {
            let (form, hide, latest) = (listened.clone(), hide.clone(), Rc::clone(&latest));
            let number = latest.get().wrapping_add(1);
            latest.set(number);
            spawn_local(async move {
                let answered = answer(&form).await;
                if latest.get() != number {
                    return;
                }
                if let Ok((address, page)) = answered {
                    take_over(&page);
                    let history = window().history();
                    let _ = history.map(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
                    said.set(text(&page, "[data-says]"));
                } else {
                    hide(false);
                    said.set("The server cannot be reached.".to_owned());
                }
            });
        };
        // The page is visible earlier than its script.
        if form.query_selector("input:checked:not([checked])").is_ok_and(|changed| changed.is_some()) {
            ask();
        }
        let hear: Closure<dyn Fn()> = Closure::new(ask);
        let _ = form.add_event_listener_with_callback("change", hear.as_ref().unchecked_ref());
        hear.forget();
    }

    /// The address with the form's answers, and the page there.
    async fn answer(form: &Element) -> Result<(String, Document), JsValue> {
        let fields = UrlSearchParams::new()?;
        for field in elements(form, "input:checked") {
            let field: HtmlInputElement = field.unchecked_into();
            if !field.value().is_empty() {
                fields.append(&field.name(), &field.value());
            }
        }
        let address = form.get_attribute("action").unwrap_or_default();
        let fields = String::from(fields.to_string());
        let address = if fields.is_empty() { address } else { format!("{address}?{fields}") };
        let response: Response = JsFuture::from(window().fetch_with_str(&address)).await?.dyn_into()?;
        if !response.ok() {
            return Err(JsValue::NULL);
        }
        let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
        Ok((address, DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)?))
    }

    fn take_over(page: &Document) {
        let Some(body) = document().body() else { return };
        for part in elements(&body, "[data-live]") {
            let name = part.get_attribute("data-live").unwrap_or_default();
            if let Ok(Some(new)) = page.query_selector(&format!("[data-live=\"{name}\"]")) {
                let _ = part.replace_with_with_node_1(&new);
            }
        }
    }

    fn text(page: &Document, selector: &str) -> String {
        let found = page.query_selector(selector).ok().flatten();
        found.and_then(|found| found.text_content()).unwrap_or_default()
    }

    fn elements(within: &Element, selector: &str) -> Vec<Element> {
        let Ok(list) = within.query_selector_all(selector) else { return Vec::new() };
        (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
    }
}
