//! Puts the text of a file that is chosen, or dropped on the field, into the field, where it can be seen and changed
//! before it is sent.
//!
//! Without a script the file itself is sent with the form, and the server reads it. So is an archive, which is no
//! text.

#![expect(missing_docs, reason = "`#[island]` writes a struct of the properties without a doc")]

use leptos::prelude::*;

/// Reads files that are chosen in the field `file` into the field `field`, both by id, and says what came of it.
#[island]
pub fn FromFile(file: String, field: String) -> impl IntoView {
    let said = RwSignal::new(String::new());
    Effect::new(move || listen(&file, &field, said));
    view! { <p class="soft from-file-said" role="status">{said}</p> }
}

#[cfg(not(feature = "hydrate"))]
fn listen(_file: &str, _field: &str, _said: RwSignal<String>) {}

#[cfg(feature = "hydrate")]
fn listen(file: &str, field: &str, said: RwSignal<String>) {
    use wasm_bindgen::{JsCast, closure::Closure};
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{DragEvent, HtmlInputElement, HtmlTextAreaElement};

    let find = |id: &str| document().get_element_by_id(id);
    let Some(file) = find(file).and_then(|file| file.dyn_into::<HtmlInputElement>().ok()) else { return };
    let Some(field) = find(field).and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) else { return };
    let chosen = file.clone();
    let written = field.clone();
    let take = move || {
        let Some(brought) = chosen.files().and_then(|files| files.get(0)) else { return };
        if brought.name().to_ascii_lowercase().ends_with(".zip") {
            said.set(format!("\u{201c}{}\u{201d} is unpacked when it is read.", brought.name()));
            return;
        }
        let (chosen, field) = (chosen.clone(), written.clone());
        spawn_local(async move {
            let text = JsFuture::from(brought.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
            // The browser writes this mark for every byte that is no text.
            if text.contains(['\u{fffd}', '\0']) {
                said.set(format!("\u{201c}{}\u{201d} is not a text.", brought.name()));
            } else {
                field.set_value(&text);
                let _ = field.focus();
                said.set(format!("The text of \u{201c}{}\u{201d} is in the field.", brought.name()));
            }
            // Only the field is sent, as it was mended.
            chosen.set_value("");
        });
    };
    // A file may have been chosen before the script was there.
    take();
    let taken = take.clone();
    let hear: Closure<dyn Fn()> = Closure::new(take);
    let _ = file.add_event_listener_with_callback("change", hear.as_ref().unchecked_ref());
    hear.forget();
    // Without this the browser would leave the page for the dropped file.
    let drop: Closure<dyn Fn(DragEvent)> = Closure::new(move |event: DragEvent| {
        if let Some(files) =
            event.data_transfer().and_then(|brought| brought.files()).filter(|files| files.length() > 0)
        {
            event.prevent_default();
            file.set_files(Some(&files));
            taken();
        }
    });
    let _ = field.add_event_listener_with_callback("drop", drop.as_ref().unchecked_ref());
    drop.forget();
}
