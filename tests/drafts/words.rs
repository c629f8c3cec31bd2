//! Free text on the start page: it makes a draft with a bench, on which the person mends what was read.

use serde_json::{Value, json};

use super::form::Form;
use super::{Browser, between, is_sound, post};
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
    let answer = post(&service, &text_form("/drafts", text)).await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    let id = header(&answer, "location").strip_prefix("/reading/").expect("it leads to the bench").to_owned();
    Browser { service, draft: format!("/d/{id}") }
}

#[tokio::test]
async fn a_text_becomes_a_draft_that_shows_how_it_was_read() {
    let browser = begun(TEXT).await;
    let page = browser.bench().await;
    for part in ["<mark>mail</mark>", "sale", "retried later", "Looks right: go on"] {
        assert!(page.contains(part), "{part} is not on {page}");
    }
    assert!(!page.contains("<b>sale"), "{page}");
    assert_eq!(Form::of(&page, "again").value("text"), Some(TEXT), "the text stands in the form");
    let system = browser.page("").await;
    let words = format!("href=\"{}\"", browser.bench_address());
    assert!(system.contains(&words), "the way back: {system}");
    let main = |page: &str| between(page, "<main", "</main>").to_owned();
    assert_eq!(main(&browser.bench().await), main(&page), "going back changes nothing");
    let described = Browser::with(super::TICKETS).await;
    assert_eq!(described.get(&described.bench_address()).await.status(), 404, "it was read from no text");
    assert!(!described.page("").await.contains("/reading/"));
}

#[tokio::test]
async fn a_text_without_steps_stays_in_its_field_beside_a_friendly_word() {
    let service = service();
    for text in ["1 2 3", "Lorem ipsum dolor sit amet"] {
        let answer = post(&service, &text_form("/drafts", text)).await;
        assert_eq!(answer.status(), 422);
        let page = answer.into_body();
        is_sound(&page);
        for part in ["Found no steps, because", "as you would tell a colleague", "For example", text] {
            assert!(page.contains(part), "{part} is not on {page}");
        }
    }
}

#[tokio::test]
async fn a_list_that_says_who_asks_whom_has_a_bench_as_well() {
    let service = service();
    let list = "# Buy\n- Fan -> Shop: Order the shirt\n- Shop -> Bank: Charge the card";
    let answer = post(&service, &text_form("/drafts", list).with("name", "Shirts")).await;
    let browser = Browser { service, draft: header(&answer, "location").replace("/reading/", "/d/") };
    let page = browser.bench().await;
    let second = between(&page, "id=\"sentence/2\"", "</li>");
    assert!(second.contains("<b class=\"no sync\">2</b>") && second.contains("Charge the card"), "{second}");
    assert_eq!(browser.description().await["name"], "Shirts");
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
    assert!(page.contains("\u{201c}Mail the ticket\u{201d}"), "the words that gave it: {page}");
    assert!(page.contains("class=\"inferred\""), "{page}");

    let form = Form::of(&page, "answers");
    assert_eq!(form.value("answer.reply"), Some("*"), "as it was read");
    browser.send(&form).await;
    let kept = browser.description().await;
    assert_eq!(step(&kept)["inferred"], step(&description)["inferred"], "nothing was said");
    assert_eq!(step(&kept)["answers"], Value::Null);

    let (_, page) = browser.send(&form.with("answer.reply", "none")).await;
    let confirmed = browser.description().await;
    assert_eq!(step(&confirmed)["answers"], json!({"reply": "none"}));
    assert_eq!(step(&confirmed)["inferred"]["reply"], Value::Null);

    let form = Form::of(&page, "answers").with("answer.reply", "").with("answer.failure_tolerance", "");
    browser.send(&form).await;
    let open = browser.description().await;
    assert_eq!(step(&open)["answers"], Value::Null);
    assert_eq!(step(&open)["inferred"]["failure_tolerance"], Value::Null, "the words are not taken for it");
}
