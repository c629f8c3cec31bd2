//! The form that makes a call of the API and shows the answer.

#![expect(missing_docs, reason = "`#[island]` writes a struct of the properties without a doc")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A parameter of a call, for which the form has a field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// `path`, `query` or `header`.
    pub place: String,
    /// What stands in the field at first.
    pub value: String,
}

/// The answer to a call.
#[derive(Clone, Debug)]
struct Answered {
    /// The status and the headers, a line each.
    head: String,
    body: String,
}

/// The form of a call: a field for each parameter, a field for the body, a button that sends, and the answer below it.
/// The ids of the fields begin with `id`, which no other form of the page has.
#[island]
pub fn TryCall(
    id: String,
    method: String,
    /// The path, with the names of variable parts in braces.
    path: String,
    fields: Vec<Field>,
    /// The media type of the body; empty if there is none.
    media_type: String,
    /// What stands in the body at first.
    body: String,
) -> impl IntoView {
    let is_ready = RwSignal::new(false);
    Effect::new(move || is_ready.set(true));
    let answered = RwSignal::new(None::<Answered>);
    let has_body = !media_type.is_empty();
    let inputs: Vec<_> = fields
        .iter()
        .map(|Field { name, value, .. }| {
            let field = format!("{id}-{name}");
            view! {
                <div class="field">
                    <label for=field.clone()><code>{name.clone()}</code></label>
                    <input id=field value=value.clone() autocomplete="off" spellcheck="false"/>
                </div>
            }
        })
        .collect();
    let (field, form) = (format!("{id}-body"), media_type.clone());
    let lines = body.lines().count().clamp(3, 24).to_string();
    // The browser drops the first end of line in a field.
    let mut text = body;
    text.insert(0, '\n');
    let text = has_body.then(move || {
        view! {
            <div class="field">
                <label for=field.clone()>"Body, as "<code>{form}</code></label>
                <textarea id=field class="source" rows=lines spellcheck="false">{text}</textarea>
            </div>
        }
    });
    let label = format!("Send {method} {path}");
    let send = move |_| browser::send(&id, &method, &path, &fields, &media_type, answered);
    view! {
        {inputs}
        {text}
        <p class="row"><button type="button" disabled=move || !is_ready.get() on:click=send>{label}</button></p>
        <div role="status" class="answered">
            {move || answered.get().map(|Answered { head, body }| view! {
                <pre tabindex="0" aria-label="Status and headers"><code>{head}</code></pre>
                <pre tabindex="0" aria-label="Body of the answer"><code>{body}</code></pre>
            })}
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{Headers, HtmlInputElement, HtmlTextAreaElement, RequestInit, Response, UrlSearchParams};

    use super::{Answered, Field};

    /// The headers of an answer that say something about it.
    const TOLD: [&str; 7] =
        ["content-type", "content-disposition", "location", "etag", "retry-after", "cache-control", "x-request-id"];

    /// Number of characters of an answer that are shown. The longest answers would slow the browser down.
    const SHOWN: usize = 100_000;

    pub(super) fn send(
        id: &str,
        method: &str,
        path: &str,
        fields: &[Field],
        media_type: &str,
        answered: RwSignal<Option<Answered>>,
    ) {
        let Ok((address, request)) = request(id, method, path, fields, media_type) else { return };
        spawn_local(async move {
            let told = call(&address, &request).await.unwrap_or_else(|_| Answered {
                head: "No answer".to_owned(),
                body: "The server could not be reached, or the call cannot be written.".to_owned(),
            });
            answered.set(Some(told));
        });
    }

    /// The address and the request that the fields of the form make.
    fn request(
        id: &str,
        method: &str,
        path: &str,
        fields: &[Field],
        media_type: &str,
    ) -> Result<(String, RequestInit), JsValue> {
        let (mut address, query, headers) = (path.to_owned(), UrlSearchParams::new()?, Headers::new()?);
        for Field { name, place, .. } in fields {
            let field = document().get_element_by_id(&format!("{id}-{name}")).ok_or(JsValue::NULL)?;
            let value = field.unchecked_into::<HtmlInputElement>().value();
            match place.as_str() {
                "path" => {
                    let encoded = UrlSearchParams::new()?;
                    encoded.append("", &value);
                    // What a query writes as a plus, a path would keep as one.
                    let encoded = encoded.to_string().as_string().unwrap_or_default().replace('+', "%20");
                    address = address.replace(&format!("{{{name}}}"), encoded.trim_start_matches('='));
                }
                _ if value.is_empty() => {}
                "query" => query.append(name, &value),
                _ => headers.set(name, &value)?,
            }
        }
        let query = query.to_string().as_string().unwrap_or_default();
        if !query.is_empty() {
            address = format!("{address}?{query}");
        }
        let request = RequestInit::new();
        request.set_method(method);
        if !media_type.is_empty() {
            headers.set("content-type", media_type)?;
            let body = document().get_element_by_id(&format!("{id}-body")).ok_or(JsValue::NULL)?;
            request.set_body(&body.unchecked_into::<HtmlTextAreaElement>().value().into());
        }
        request.set_headers(&headers);
        Ok((address, request))
    }

    async fn call(address: &str, request: &RequestInit) -> Result<Answered, JsValue> {
        let response = JsFuture::from(window().fetch_with_str_and_init(address, request)).await?;
        let response: Response = response.dyn_into()?;
        let mut head = vec![format!("{} {}", response.status(), response.status_text())];
        for name in TOLD {
            if let Ok(Some(value)) = response.headers().get(name) {
                head.push(format!("{name}: {value}"));
            }
        }
        let head = head.join("\n");
        let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
        let is_binary = response.headers().get("content-type").ok().flatten().is_some_and(|form| form == "image/png");
        let body = match text.char_indices().nth(SHOWN) {
            _ if is_binary => "(a picture)".to_owned(),
            Some((end, _)) => format!("{}\n… and more", &text[..end]),
            None => text,
        };
        Ok(Answered { head, body })
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    use leptos::prelude::RwSignal;

    use super::{Answered, Field};

    pub(super) fn send(
        _id: &str,
        _method: &str,
        _path: &str,
        _fields: &[Field],
        _media_type: &str,
        _answered: RwSignal<Option<Answered>>,
    ) {
    }
}
