//! Several people change one draft at the same time, and undo and redo changes. Forms are sent as without a script.

use serde_json::{Value, json};

use super::{Browser, TICKETS, between, form::Form, is_sound, post};

#[tokio::test]
async fn an_answer_takes_back_no_answer_that_was_given_meanwhile() {
    let browser = Browser::with(TICKETS).await;
    let (one, other) = (browser.page("/book/mail").await, browser.page("/book/mail").await);
    browser.send(&Form::of(&one, "answers").with("answer.reply", "none")).await;
    browser.send(&Form::of(&other, "answers").with("answer.failure_tolerance", "retry_later")).await;
    let answers = browser.description().await["flows"][0]["steps"][1]["answers"].clone();
    assert_eq!(answers, json!({"reply": "none", "failure_tolerance": "retry_later"}));
}

#[tokio::test]
async fn two_answers_to_one_question_are_both_shown_and_either_can_be_taken() {
    for (take, kept) in [("answer", "answer"), ("none", "none")] {
        let browser = Browser::with(TICKETS).await;
        let (one, other) = (browser.page("/book/mail").await, browser.page("/book/mail").await);
        browser.send(&Form::of(&one, "answers").with("answer.reply", "none")).await;
        let refused = Form::of(&other, "answers").with("answer.reply", "answer");
        let refused = post(&browser.service, &refused.with("answer.failure_tolerance", "retry_later")).await;
        assert_eq!(refused.status(), 409);
        let page = refused.into_body();
        is_sound(&page);
        let conflict = between(&page, "class=\"conflict\"", "</div>");
        assert!(conflict.contains("Theirs") && conflict.contains("Nobody waits"), "{conflict}");
        assert!(conflict.contains("Mine") && conflict.contains("The caller needs the result"), "{conflict}");
        let form = Form::of(&page, "answers");
        assert_eq!(form.value("answer.reply"), Some("answer"), "what was chosen is kept");
        assert_eq!(form.value("answer.failure_tolerance"), Some("retry_later"), "and so is everything else");
        assert!(form.buttons.contains(&("take.answer.reply".to_owned(), take.to_owned())));
        browser.send(&form.with("take.answer.reply", take)).await;
        let answers = browser.description().await["flows"][0]["steps"][1]["answers"].clone();
        assert_eq!(answers, json!({"reply": kept, "failure_tolerance": "retry_later"}));
    }
}

#[tokio::test]
async fn two_people_change_different_fields_of_one_step() {
    let browser = Browser::with(TICKETS).await;
    let (one, other) = (browser.page("/book").await, browser.page("/book").await);
    browser.send(&Form::of(&one, "row/book/mail").with("action", "Mail the ticket")).await;
    browser.send(&Form::of(&one, "tools/book/mail").with("edit", "raise_step")).await;
    browser.send(&Form::of(&other, "row/book/mail").with("to", "post office")).await;
    let step = browser.description().await["flows"][0]["steps"][0].clone();
    assert_eq!((&step["action"], &step["to"]), (&json!("Mail the ticket"), &json!(["post-office"])));
    let refused = post(&browser.service, &Form::of(&other, "row/book/mail").with("action", "Send a letter")).await;
    assert_eq!(refused.status(), 409);
    let conflict = between(refused.body(), "class=\"conflict\"", "</div>");
    assert!(conflict.contains("Mail the ticket") && conflict.contains("Send a letter"), "{conflict}");
}

#[tokio::test]
async fn fifty_changes_are_undone_one_by_one_and_done_again() {
    let browser = Browser::with(TICKETS).await;
    let mut page = browser.page("").await;
    for number in 1..=55 {
        page = browser.send(&Form::of(&page, "change").with("name", &format!("Tickets {number}"))).await.1;
    }
    let name = async || browser.description().await["name"].as_str().unwrap().to_owned();
    for number in (1..55).rev() {
        page = browser.send(&Form::of(&page, "undo")).await.1;
        assert_eq!(name().await, format!("Tickets {number}"));
    }
    page = browser.send(&Form::of(&page, "undo")).await.1;
    assert_eq!(name().await, "Tickets");
    assert!(between(&page, "id=\"undo/button\"", ">").contains("disabled"), "there is nothing more to undo");
    for number in 1..=55 {
        page = browser.send(&Form::of(&page, "redo")).await.1;
        assert_eq!(name().await, format!("Tickets {number}"));
    }
    assert!(between(&page, "id=\"redo/button\"", ">").contains("disabled"));
    page = browser.send(&Form::of(&page, "undo")).await.1;
    page = browser.send(&Form::of(&page, "change").with("name", "Concerts")).await.1;
    assert!(between(&page, "id=\"redo/button\"", ">").contains("disabled"), "another change goes another way");
}

#[tokio::test]
async fn nobody_undoes_what_they_have_not_seen() {
    let browser = Browser::with(TICKETS).await;
    let page = browser.page("").await;
    let (_, mine) = browser.send(&Form::of(&page, "change").with("name", "Mine")).await;
    browser.send(&Form::of(&mine, "change").with("name", "Theirs")).await;
    let (_, page) = browser.send(&Form::of(&mine, "undo")).await;
    assert_eq!(browser.description().await["name"], "Theirs");
    assert!(page.contains("nothing was taken back"), "{page}");
    browser.send(&Form::of(&page, "undo")).await;
    assert_eq!(browser.description().await["name"], "Mine");
}

#[tokio::test]
async fn a_form_that_changes_nothing_leaves_nothing_to_undo() {
    let browser = Browser::with("name: Shop\nflows: [{steps: [{action: Pay}]}]").await;
    let page = browser.page("").await;
    let (_, page) = browser.send(&Form::of(&page, "change")).await;
    assert!(!page.contains("id=\"undo/button\""), "{page}");
}

#[tokio::test]
async fn all_answers_are_given_in_a_table_and_by_pasted_rows() {
    let browser = Browser::with(TICKETS).await;
    let address = browser.draft.replace("/d/", "/grid/") + "/book";
    let page = browser.get(&address).await.into_body();
    is_sound(&page);
    let grid = Form::of(&page, "grid");
    assert_eq!(grid.value("cell.reply/reserve"), Some("answer"));
    let (back, page) = browser.send(&grid.with("cell.reply/mail", "none")).await;
    assert_eq!(back, address);
    let answers = async |step: usize| browser.description().await["flows"][0]["steps"][step]["answers"].clone();
    assert_eq!(answers(1).await, json!({"reply": "none"}));

    let rows = "Step\treply\tfailure_tolerance\n1\t?\tretry_later\nSend the e-mail\t\tretrylater\nnobody\t1";
    let refused = browser.refused(&Form::of(&page, "paste").with("rows", rows)).await;
    assert_eq!(Form::of(&refused, "paste").value("rows"), Some(rows), "nothing of it is lost");
    assert!(refused.contains("Row 3, column 3: ") && refused.contains("Row 4, column 1: "), "{refused}");
    let rows = "Step\treply\tfailure_tolerance\n1\t?\tretry_later\nSend the e-mail\t\tretry_later\n";
    browser.send(&Form::of(&refused, "paste").with("rows", rows)).await;
    assert_eq!(answers(0).await, json!({"failure_tolerance": "retry_later", "invariant": "exclusive_booking"}));
    assert_eq!(answers(1).await, json!({"failure_tolerance": "retry_later", "reply": "none"}));
    assert_eq!(browser.get(&(browser.draft.replace("/d/", "/grid/") + "/nothing")).await.status(), 404);
}

#[tokio::test]
async fn the_questions_are_asked_one_at_a_time_and_one_can_go_back_and_past_them() {
    let browser = Browser::with(TICKETS).await;
    let address = browser.draft.replace("/d/", "/ask/");
    let page = browser.get(&address).await.into_body();
    is_sound(&page);
    let asked = |page: &str| {
        let form = Form::of(page, "answers");
        (form.value("step").unwrap().to_owned(), form.value("asked").unwrap().to_owned())
    };
    let first = asked(&page);
    assert_eq!(page.matches("<fieldset").count(), 1, "one question");
    let skip = between(&page, "id=\"asking/skip\" href=\"", "\"").replace("&amp;", "&");
    let second_page = browser.get(&skip).await.into_body();
    assert_ne!(asked(&second_page), first);
    let back = between(&second_page, "id=\"asking/back\" href=\"", "\"").replace("&amp;", "&");
    assert_eq!(asked(&browser.get(&back).await.into_body()), first);

    let mut page = page;
    let mut seen = Vec::new();
    while page.contains("id=\"asking/next\"") {
        let question = asked(&page);
        assert!(!seen.contains(&question), "{question:?} is asked twice");
        seen.push(question);
        assert!(seen.len() < 100);
        page = browser.send(&Form::of(&page, "answers").with("then", "next")).await.1;
    }
    assert!(page.contains("That is all that needs to be asked"), "{page}");
    assert!(seen.iter().any(|(step, _)| step == "mail") && seen.len() > 2, "{seen:?}");
    assert_eq!(browser.description().await["flows"][0]["steps"][1]["answers"], Value::Null, "nothing was answered");
}

#[tokio::test]
async fn a_flow_with_the_name_of_its_system_is_said_to_be_one_on_the_way_back() {
    let browser = Browser::with(&TICKETS.replace("Book a ticket", "Tickets")).await;
    let trail = between(&browser.page("/book/mail").await, "data-live=\"trail\"", "</nav>").to_owned();
    assert_eq!(trail.matches("Tickets").count(), 1, "{trail}");
    assert!(trail.contains(">Steps</a>"), "{trail}");
}
