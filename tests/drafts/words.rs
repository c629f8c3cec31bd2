//! Free text on the start page: the page shows how it is read, the person corrects it and goes on to the questions.

use serde_json::{Value, json};

use super::form::Form;
use super::{Browser, is_sound, post};
use crate::house::{header, service};

const TEXT: &str =
    "Ticket <b>sale</b>:\n- reserve the seat, never twice\n- blorp\n- mail the ticket; this can be retried later\n";

fn text_form(action: &str, text: &str) -> Form {
    let form = Form { action: action.to_owned(), fields: Vec::new(), buttons: Vec::new() };
    form.with("name", "").with("steps", text)
}

/// The draft that a browser gets when it continues with a text.
async fn begun(text: &str) -> Browser {
    let service = service();
    let answer = post(&service, &text_form("/drafts", text).with("shown", "yes")).await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    let draft = header(&answer, "location").to_owned();
    Browser { service, draft }
}

#[tokio::test]
async fn a_text_is_shown_as_it_is_read_and_can_be_corrected() {
    let service = service();
    let answer = post(&service, &text_form("/reading", TEXT)).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "cache-control")), (200, "no-store"));
    let page = answer.into_body();
    is_sound(&page);
    for part in [
        "<mark class=\"answer\">mail</mark>",
        "<mark class=\"answer\">retried later</mark>",
        "sale",
        "can be retried later",
        "Read it again",
        "formaction=\"/reading\"",
        "name=\"shown\" value=\"yes\"",
    ] {
        assert!(page.contains(part), "{part} is not on {page}");
    }
    assert!(!page.contains("<b>sale"), "{page}");
    let forms = Form::all(&page);
    let again = forms.iter().find(|form| form.action == "/drafts").unwrap();
    assert_eq!(again.value("steps"), Some(TEXT), "the text stands in the form");
}

#[tokio::test]
async fn what_was_left_over_is_shown_before_anybody_goes_on() {
    let service = service();
    let text = "- reserve the seat\n- mail the ticket. Gnarf gnarf gnarf.";
    let answer = post(&service, &text_form("/drafts", text)).await;
    assert_eq!(answer.status(), 200, "{}", answer.body());
    assert!(answer.body().contains("<mark class=\"left-over\">"), "{}", answer.body());
    let answer = post(&service, &text_form("/drafts", text).with("shown", "yes")).await;
    assert_eq!(answer.status(), 303);
    let answer = post(&service, &text_form("/drafts", "- reserve the seat\n- mail the ticket")).await;
    assert_eq!(answer.status(), 303, "nothing to show: {}", answer.body());
    let answer = post(&service, &text_form("/drafts", "1 2 3")).await;
    assert_eq!(answer.status(), 422);
    assert!(answer.body().contains("Found no steps, because"), "{}", answer.body());
}

#[tokio::test]
async fn an_answer_out_of_words_looks_different_and_becomes_stated_when_it_is_confirmed() {
    let browser = begun(TEXT).await;
    let description = browser.description().await;
    let flow = description["flows"][0]["id"].as_str().unwrap().to_owned();
    let index = description["flows"][0]["steps"].as_array().unwrap().len() - 1;
    let step = |description: &Value| description["flows"][0]["steps"][index].clone();
    assert_eq!(step(&description)["inferred"]["reply"], "none");
    let place = format!("/{flow}/{}", step(&description)["id"].as_str().unwrap());
    let page = browser.page(&place).await;
    assert!(page.contains("As the words say: Nobody waits"), "{page}");
    assert!(page.contains("\u{201c}Mail\u{201d}"), "the words that gave it: {page}");
    assert!(page.contains("class=\"inferred\""), "{page}");

    let form = Form::of(&page, "answers");
    assert_eq!(form.value("answer.reply"), Some("*"), "as it was read");
    browser.send(&form).await;
    let kept = browser.description().await;
    assert_eq!(step(&kept)["inferred"], step(&description)["inferred"], "nothing was said");
    assert_eq!(step(&kept)["answers"], Value::Null);

    browser.send(&form.clone().with("answer.reply", "none")).await;
    let confirmed = browser.description().await;
    assert_eq!(step(&confirmed)["answers"], json!({"reply": "none"}));
    assert_eq!(step(&confirmed)["inferred"]["reply"], Value::Null);

    browser.send(&form.with("answer.reply", "").with("answer.failure_tolerance", "")).await;
    let open = browser.description().await;
    assert_eq!(step(&open)["answers"], Value::Null);
    assert_eq!(step(&open)["inferred"]["failure_tolerance"], Value::Null, "the words are not taken for it");
}
