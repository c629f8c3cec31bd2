//! What a draft rests on: assumptions and the day to look at the decision again, in forms as a browser sends them.

use super::*;

const PLACE: &str = "/flows/book/steps/reserve/answers/reply";

async fn assumptions(browser: &Browser) -> Value {
    browser.description().await["assumptions"].clone()
}

/// The form that adds an assumption, filled in.
fn added(page: &str, text: &str, at: &str) -> Form {
    Form::of(page, "add-assumption").with("text", text).with("at", at)
}

#[tokio::test]
async fn assumptions_are_written_changed_and_removed_and_the_report_shows_them() {
    let browser = Browser::with(TICKETS).await;
    let page = browser.page("").await;
    assert!(page.contains("Nothing is written down yet"), "{page}");
    let section = between(&page, "data-live=\"rests\"", "</section>");
    for offered in ["The participant \u{201c}Fan\u{201d}", "The flow \u{201c}Book a ticket\u{201d}", PLACE] {
        assert!(section.contains(offered), "{offered}: {section}");
    }
    let (_, page) = browser.send(&added(&page, "Somebody waits for the seat.", PLACE)).await;
    let (_, page) = browser.send(&added(&page, "One venue for each booking.", "")).await;
    let expected =
        json!([{"text": "Somebody waits for the seat.", "at": PLACE}, {"text": "One venue for each booking."}]);
    assert_eq!(assumptions(&browser).await, expected);

    // What has to stand at the place is chosen among the answers.
    let form = Form::of(&page, "assumption/0");
    assert_eq!((form.value("at"), form.value("is")), (Some(PLACE), Some("")));
    let (_, page) = browser.send(&form.with("is", "answer").with("text", "A person waits.")).await;
    assert_eq!(assumptions(&browser).await[0], json!({"text": "A person waits.", "at": PLACE, "is": "answer"}));
    browser.send(&Form::of(&page, "assumption/0")).await;
    assert_eq!(assumptions(&browser).await[0]["is"], "answer", "a form that is sent as it is shown changes nothing");

    let (_, page) = browser.send(&Form::of(&page, "review").with("review_by", "2027-05-01")).await;
    assert_eq!(browser.description().await["review_by"], "2027-05-01");
    let (_, page) = browser.send(&Form::of(&page, "assumption/1/remove")).await;
    assert!(page.contains("The assumption is removed."), "{page}");
    assert_eq!(assumptions(&browser).await.as_array().unwrap().len(), 1);
    let (_, page) = browser.send(&Form::of(&page, "undo")).await;
    assert_eq!(assumptions(&browser).await[1], json!({"text": "One venue for each booking."}));
    let (_, page) = browser.send(&Form::of(&page, "redo")).await;

    let (_, report) = browser.send(&Form::of(&page, "publish-draft")).await;
    for words in ["A person waits.", "Review due by", "2027-05-01"] {
        assert!(report.contains(words), "{words}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_an_assumption_stands_at_its_field_and_what_was_typed_stays() {
    let browser = Browser::with(TICKETS).await;
    let page = browser.page("").await;
    let refused = browser.refused(&added(&page, " ", PLACE)).await;
    assert!(between(&refused, "id=\"add-assumption/text/wrong\"", "</div>").contains("must not be empty"), "{refused}");
    assert_eq!(Form::of(&refused, "add-assumption").value("at"), Some(PLACE));
    let refused = browser.refused(&Form::of(&page, "review").with("review_by", "2027-02-29")).await;
    assert!(between(&refused, "id=\"review/review_by/wrong\"", "</div>").contains("This is no date"), "{refused}");
    // No page offers such a place.
    let refused = browser.refused(&added(&page, "t", "flows/0")).await;
    assert!(refused.contains("This is no place that a description can have"), "{refused}");
    assert_eq!(Form::of(&refused, "add-assumption").value("text"), Some("t"));
}

#[tokio::test]
async fn two_tabs_change_one_assumption_and_none_takes_back_what_the_other_did() {
    let browser = Browser::with(TICKETS).await;
    for text in ["One.", "Two.", "Three."] {
        let page = browser.page("").await;
        browser.send(&added(&page, text, "")).await;
    }
    // It moves up while another tab shows it at its old place.
    let (one, other) = (browser.page("").await, browser.page("").await);
    browser.send(&Form::of(&one, "assumption/0/remove")).await;
    browser.send(&Form::of(&other, "assumption/2").with("at", PLACE)).await;
    assert_eq!(assumptions(&browser).await, json!([{"text": "Two."}, {"text": "Three.", "at": PLACE}]));

    // Two texts for one.
    let (one, other) = (browser.page("").await, browser.page("").await);
    browser.send(&Form::of(&one, "assumption/0").with("text", "Mine.")).await;
    let refused = post(&browser.service, &Form::of(&other, "assumption/0").with("text", "Yours.")).await;
    assert_eq!(refused.status(), 409);
    let conflict = between(refused.body(), "class=\"conflict\"", "</div>");
    assert!(conflict.contains("Mine.") && conflict.contains("Yours."), "{conflict}");
    let form = Form::of(refused.body(), "assumption/0").with("take.text", "Yours.");
    browser.send(&form).await;
    assert_eq!(assumptions(&browser).await[0]["text"], "Yours.");
    // A place for what got another text meanwhile.
    browser.send(&Form::of(&one, "assumption/0").with("at", "/flows/book")).await;
    assert_eq!(assumptions(&browser).await[0], json!({"text": "Yours.", "at": "/flows/book"}));

    // It is gone: what was typed is there to be added.
    let (one, other) = (browser.page("").await, browser.page("").await);
    browser.send(&Form::of(&one, "assumption/0/remove")).await;
    let refused = browser.refused(&Form::of(&other, "assumption/0").with("text", "Kept.")).await;
    assert!(refused.contains("removed or changed meanwhile"), "{refused}");
    assert_eq!(Form::of(&refused, "add-assumption").value("text"), Some("Kept."));
    assert_eq!(assumptions(&browser).await, json!([{"text": "Three.", "at": PLACE}]));
    browser.refused(&Form::of(&other, "assumption/0/remove")).await;
    browser.send(&Form::of(&refused, "add-assumption")).await;
    assert_eq!(assumptions(&browser).await[1], json!({"text": "Kept.", "at": "/flows/book"}));
}

/// The place of an assumption follows its step, and is told when it is gone.
#[tokio::test]
async fn an_assumption_keeps_its_place_while_the_draft_changes() {
    let browser = Browser::with(TICKETS).await;
    let page = browser.page("").await;
    let (_, page) = browser.send(&added(&page, "Somebody waits.", PLACE)).await;
    browser.send(&Form::of(&page, "assumption/0").with("is", "answer")).await;
    let page = browser.page("/book/reserve").await;
    browser.send(&Form::of(&page, "answers").with("answer.reply", "none")).await;
    assert!(browser.page("").await.contains("It no longer holds."));
    let page = browser.page("/book").await;
    browser.send(&Form::of(&page, "tools/book/reserve").with("edit", "remove_step")).await;
    let page = browser.page("").await;
    assert!(page.contains("(gone)"), "{page}");
    browser.send(&Form::of(&page, "assumption/0")).await;
    assert_eq!(assumptions(&browser).await, json!([{"text": "Somebody waits.", "at": PLACE, "is": "answer"}]));
}

#[tokio::test]
async fn a_large_system_offers_a_bounded_number_of_places() {
    let steps: Vec<Value> = (0..400).map(|at| json!({"id": format!("s{at}"), "action": "Pay"})).collect();
    let assumptions: Vec<Value> =
        (0..30).map(|at| json!({"text": format!("t{at}"), "at": "/flows/f/steps/s399"})).collect();
    let large = json!({"name": "L", "assumptions": assumptions, "flows": [{"id": "f", "steps": steps}]});
    let browser = Browser::with(&large.to_string()).await;
    let page = browser.page("").await;
    let section = between(&page, "data-live=\"rests\"", "</section>");
    assert_eq!(section.matches("<form id=\"assumption/").count(), 2 * 20, "the rest is on the next page");
    assert!(section.matches("<option").count() < 21 * 310, "{}", section.matches("<option").count());
    let form = Form::of(&page, "assumption/0");
    assert_eq!(form.value("at"), Some("/flows/f/steps/s399"), "its own place is offered all the same");
    assert!(browser.page("?page=2").await.contains("id=\"assumption/29\""));
}
