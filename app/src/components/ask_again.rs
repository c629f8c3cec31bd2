//! Answers a form without its button: whenever a field changes, the page that the form leads to is asked for, and the
//! parts that are shown become like those of that page.
//!
//! Only forms that change nothing are answered so: what their fields hold is in the address, which follows. Parts carry
//! the attribute `data-live` with a name that is unique on a page; the form's own fields stay as they are.

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
    use web_sys::{
        Document, DomParser, Element, FormData, HtmlInputElement, Response, SupportedType, UrlSearchParams,
        js_sys::Array,
    };

    use crate::components::live::page;

    pub(super) fn start(form: &str, said: RwSignal<String>) {
        let Some(form) = document().get_element_by_id(form) else { return };
        let asking = Rc::new(Asking {
            button: form.query_selector("button:not([type=button])").ok().flatten(),
            form,
            said,
            under_way: Cell::new(false),
            is_old: Cell::new(false),
        });
        asking.hide_button(true);
        let heard = Rc::clone(&asking);
        let hear: Closure<dyn Fn()> = Closure::new(move || heard.ask());
        let _ = asking.form.add_event_listener_with_callback("input", hear.as_ref().unchecked_ref());
        hear.forget();
        // The page is visible earlier than its script.
        if page::elements(asking.form.query_selector_all("input")).iter().any(is_changed) {
            asking.ask();
        }
    }

    /// Whether a field no longer holds what the page was sent with.
    fn is_changed(field: &HtmlInputElement) -> bool {
        match field.type_().as_str() {
            "radio" | "checkbox" => field.checked() != field.default_checked(),
            _ => field.value() != field.default_value(),
        }
    }

    /// A form, and whether its answer is on the way. There is one request at a time: while somebody types or draws a
    /// slider, the next one takes what the form holds when the last one is answered.
    struct Asking {
        form: Element,
        button: Option<Element>,
        said: RwSignal<String>,
        under_way: Cell<bool>,
        /// Whether the form changed since it was sent.
        is_old: Cell<bool>,
    }

    impl Asking {
        fn hide_button(&self, hidden: bool) {
            if let Some(button) = &self.button {
                let _ = button.toggle_attribute_with_force("hidden", hidden);
            }
        }

        fn ask(self: &Rc<Self>) {
            self.is_old.set(true);
            if self.under_way.replace(true) {
                return;
            }
            let asking = Rc::clone(self);
            spawn_local(async move {
                while asking.is_old.replace(false) {
                    asking.answer_once().await;
                }
                asking.under_way.set(false);
            });
        }

        async fn answer_once(&self) {
            let Ok((address, page)) = answer(&self.form).await else {
                self.hide_button(false);
                self.said.set("The server cannot be reached.".to_owned());
                return;
            };
            self.take_over(&page);
            let history = window().history();
            let _ = history.map(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
            self.said.set(text(&page, "[data-says]"));
        }

        fn take_over(&self, page: &Document) {
            let sent = page::SentForm::of(&self.form);
            for part in page::elements::<_, Element>(document().query_selector_all("[data-live]")) {
                let name = part.get_attribute("data-live").unwrap_or_default();
                if let Ok(Some(new)) = page.query_selector(&format!("[data-live=\"{name}\"]")) {
                    page::become_like(&part, &new, &sent);
                }
            }
        }
    }

    /// The address with what the form's fields hold, and the page there. An empty field is left out.
    async fn answer(form: &Element) -> Result<(String, Document), JsValue> {
        let fields = UrlSearchParams::new()?;
        for field in FormData::new_with_form(form.unchecked_ref())?.entries() {
            let [name, value] = [0, 1].map(|at| Array::from(&field.clone().unwrap_or_default()).get(at).as_string());
            if let (Some(name), Some(value)) = (name, value.filter(|value| !value.is_empty())) {
                fields.append(&name, &value);
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

    fn text(page: &Document, selector: &str) -> String {
        let found = page.query_selector(selector).ok().flatten();
        found.and_then(|found| found.text_content()).unwrap_or_default()
    }
}
