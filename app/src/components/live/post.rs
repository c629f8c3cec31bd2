//! Sends changed forms one after the other, in the order of the changes.
//!
//! A form that is sent on every change is read when its turn comes, so only its newest state is sent. A form
//! that could not be sent stays first in the queue until the person tries again.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use leptos::prelude::{RwSignal, Set, document, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortSignal, Document, DomParser, Element, Event, FormData, Headers, HtmlFormElement, RequestInit, Response,
    SubmitEvent, SupportedType, Url, UrlSearchParams,
};

use super::{SaveState, page};

/// Time limit for an answer, in milliseconds.
const PATIENCE: u32 = 20_000;

/// A form that is to be sent.
#[derive(Clone, PartialEq, Eq)]
struct QueuedForm {
    /// Id of the form.
    form: String,
    /// Name and value of the pressed button; `None` for a form that is sent on every change.
    pressed: Option<(String, String)>,
}

/// The queue of forms to send, and the message shown about it.
struct Row {
    waiting: RefCell<VecDeque<QueuedForm>>,
    /// Whether the first form of the queue is being sent.
    busy: RefCell<bool>,
    save_state: RwSignal<SaveState>,
}

thread_local! {
    static ROW: RefCell<Option<Rc<Row>>> = const { RefCell::new(None) };
}

/// Starts to listen to the page's forms.
pub(super) fn start(save_state: RwSignal<SaveState>) {
    let row = Rc::new(Row { waiting: RefCell::default(), busy: RefCell::new(false), save_state });
    ROW.set(Some(Rc::clone(&row)));

    let changed = Rc::clone(&row);
    listen("change", move |event: Event| {
        if let Some(form) = form_of(&event, "change") {
            changed.add(QueuedForm { form: form.id(), pressed: None });
        }
    });
    let submitted = Rc::clone(&row);
    listen("submit", move |event: Event| {
        if let Some(form) = form_of(&event, "change").or_else(|| form_of(&event, "submit")) {
            event.prevent_default();
            let button = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
            let attribute = |name| button.as_ref().and_then(|button| button.get_attribute(name));
            let pressed = (attribute("name").unwrap_or_default(), attribute("value").unwrap_or_default());
            submitted.add(QueuedForm { form: form.id(), pressed: Some(pressed) });
        }
    });
    if let Some(form) = changed_before() {
        row.add(QueuedForm { form, pressed: None });
    }
    // The browser warns before it leaves a page with unsaved changes.
    let leaving: Closure<dyn Fn(Event)> = Closure::new(move |event: Event| {
        if !row.waiting.borrow().is_empty() {
            event.prevent_default();
        }
    });
    let _ = window().add_event_listener_with_callback("beforeunload", leaving.as_ref().unchecked_ref());
    leaving.forget();
}

/// Id of the form that was changed before the script was ready. The page is visible earlier than its script.
fn changed_before() -> Option<String> {
    let chosen = "form[data-sent=change] input:checked:not([checked])";
    let input = document().query_selector(chosen).ok()??;
    Some(input.closest("form").ok()??.id())
}

/// Retries the forms that could not be sent.
pub(super) fn again() {
    if let Some(row) = ROW.with_borrow(Clone::clone) {
        row.go();
    }
}

/// Hears every event with this name on the page.
pub(super) fn listen(name: &str, hear: impl Fn(Event) + 'static) {
    let hear: Closure<dyn Fn(Event)> = Closure::new(hear);
    let _ = document().add_event_listener_with_callback(name, hear.as_ref().unchecked_ref());
    hear.forget();
}

/// The form of an event, if it is one that is sent on this kind of event.
fn form_of(event: &Event, sent: &str) -> Option<HtmlFormElement> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(&format!("form[data-sent={sent}]")).ok()??.dyn_into().ok()
}

impl Row {
    fn add(self: &Rc<Self>, queued: QueuedForm) {
        let busy = usize::from(*self.busy.borrow());
        let is_in_row = self.waiting.borrow().iter().skip(busy).any(|other| *other == queued);
        // Pressing a button twice means doing it twice, so a button's form is always queued.
        if queued.pressed.is_some() || !is_in_row {
            self.waiting.borrow_mut().push_back(queued);
        }
        self.go();
    }

    fn go(self: &Rc<Self>) {
        if !self.busy.replace(true) {
            let row = Rc::clone(self);
            spawn_local(async move {
                row.send_all().await;
                row.busy.replace(false);
            });
        }
    }

    /// Sends until the queue is empty or a request fails.
    async fn send_all(&self) {
        loop {
            let Some(queued) = self.waiting.borrow().front().cloned() else { return };
            self.save_state.set(SaveState::Saving);
            let Ok(answer) = send(&queued).await else {
                self.save_state.set(SaveState::NotSaved("the server cannot be reached.".to_owned()));
                return;
            };
            if !matches!(answer.status, 200 | 409 | 422) {
                self.save_state.set(SaveState::NotSaved(format!("{}.", page::title(&answer.page))));
                return;
            }
            self.waiting.borrow_mut().pop_front();
            if answer.leads_elsewhere() {
                if self.waiting.borrow().is_empty() {
                    let _ = window().location().assign(answer.url.as_deref().unwrap_or_default());
                    return;
                }
                continue;
            }
            // Replacing a part takes the focus from its fields, and leaving a field may queue its form.
            let waiting = self.waiting.borrow().clone();
            let changing: Vec<&str> =
                waiting.iter().filter(|queued| queued.pressed.is_none()).map(|queued| queued.form.as_str()).collect();
            let news = page::take_over(&answer.page, &changing, &answer.sent);
            self.save_state.set(match answer.status {
                200 => SaveState::Saved(news),
                409 => SaveState::Overtaken,
                _ => SaveState::ToMend,
            });
        }
    }
}

/// The server's answer.
struct Answer {
    status: u16,
    /// The address after redirects; none if the form's own page was answered.
    url: Option<String>,
    page: Document,
    sent: page::SentForm,
}

impl Answer {
    /// Whether the person goes on to another page. The place of a question that is asked by itself stands in the
    /// query of its address.
    fn leads_elsewhere(&self) -> bool {
        let Some(url) = self.url.as_ref().filter(|_| self.status == 200).and_then(|url| Url::new(url).ok()) else {
            return false;
        };
        let here = window().location();
        let is_asking = url.search_params().has("trail");
        url.pathname() != here.pathname().unwrap_or_default() || (is_asking && Ok(url.search()) != here.search())
    }
}

async fn send(queued: &QueuedForm) -> Result<Answer, JsValue> {
    let form = document().get_element_by_id(&queued.form).ok_or(JsValue::NULL)?;
    let sent = page::SentForm::of(&form);
    // The attribute and not the property, because a field named `action` would hide the property.
    let action = form.get_attribute("action").unwrap_or_default();
    let fields = FormData::new_with_form(form.unchecked_ref())?;
    if let Some((name, value)) = queued.pressed.as_ref().filter(|(name, _)| !name.is_empty()) {
        fields.append_with_str(name, value)?;
    }
    let headers = Headers::new()?;
    headers.set("accept", "text/html")?;
    headers.set("x-live", "yes")?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(&UrlSearchParams::new_with_str_sequence_sequence(&fields)?.into());
    request.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    let response = JsFuture::from(window().fetch_with_str_and_init(&action, &request)).await?;
    let response: Response = response.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let page = DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)?;
    let url = response.redirected().then(|| response.url());
    Ok(Answer { status: response.status(), url, page, sent })
}
