//! Conditions, times and hearers of steps in the forms of a draft, and in words on every page.

use super::*;

/// A description that says all that the forms can say.
const ORDERS: &str = r#"{"name": "Orders",
    "participants": [
        {"id": "prices", "name": "Prices", "kind": "service"},
        {"id": "shown", "name": "Shown prices", "kind": "cache", "of": "prices"},
        {"id": "buyer", "name": "Buyer", "kind": "person"},
        {"id": "statistics", "name": "Statistics", "kind": "service"}],
    "flows": [{"id": "buy", "name": "Buy", "actor": "buyer", "trigger": {"every": "P1D"}, "steps": [
        {"id": "hold", "action": "Hold the goods", "from": "buyer", "to": ["stock"], "entity": "goods",
         "tells": ["statistics"], "answers": {"reply": "answer"}},
        {"id": "charge", "action": "Charge the card", "from": "stock", "to": ["payment"], "entity": "card",
         "within": "PT15S", "answers": {"reply": "outcome_later"}},
        {"id": "free", "action": "Free the goods", "from": "stock", "to": ["stock"], "after": ["hold", "charge"],
         "join": "any", "when": {"step": "charge", "outcome": "refused", "text": "it rains"},
         "starts": {"after": "P1DT12H"}, "within": "PT90S", "undoes": "hold", "repeats": "order line",
         "entity": "goods", "order_by": "shelf"},
        {"id": "call", "action": "Call the bank", "from": "stock", "to": ["bank"],
         "when": {"step": "charge", "outcome": "timed_out"}}]}]}"#;

#[tokio::test]
async fn a_form_that_is_sent_as_it_is_shown_changes_nothing() {
    let browser = Browser::with(ORDERS).await;
    let before: Value = serde_json::from_str(ORDERS).unwrap();
    for (place, form) in [
        ("/buy/hold", "change"),
        ("/buy/charge", "change"),
        ("/buy/free", "change"),
        ("/buy/call", "change"),
        ("/buy", "change"),
        ("", "participant/shown"),
        ("", "participant/prices"),
    ] {
        let page = browser.page(place).await;
        browser.send(&Form::of(&page, form)).await;
        assert_eq!(browser.description().await, before, "{place} {form}");
    }
    let yaml = browser.get(&browser.address(".yaml")).await;
    assert_eq!(Browser::with(yaml.body()).await.description().await, before, "{}", yaml.body());
}

#[tokio::test]
async fn when_a_step_runs_is_typed_into_its_form_and_said_in_words() {
    let browser = Browser::with(TICKETS).await;
    let page = browser.page("/book/mail").await;
    assert!(!between(&page, "<details id=\"timing\"", ">").contains("open"), "nothing is set yet");
    let form = Form::of(&page, "change").with("when/step", "reserve").with("when/outcome", "refused");
    let form = form.with("when/text", "it rains").with("starts", "30 minutes").with("within", "a day");
    let form = form.with("undoes", "reserve").with("join", "any").with("repeats", "ticket").with("order_by", "seat");
    let (_, page) = browser.send(&form.with("tells", "Statistics, fan")).await;
    let step = browser.description().await["flows"][0]["steps"][1].clone();
    let expected = json!({"id": "mail", "action": "Send the e-mail", "from": "booking", "to": ["mail"],
        "tells": ["statistics", "fan"], "join": "any", "undoes": "reserve", "repeats": "ticket", "order_by": "seat",
        "when": {"step": "reserve", "outcome": "refused", "text": "it rains"},
        "starts": {"after": "PT30M"}, "within": "P1D"});
    assert_eq!(step, expected);
    let words = "Only if \u{201c}Reserve the seat\u{201d} is refused, and it rains; 30 minutes after \
                 \u{201c}Reserve the seat\u{201d}; once for each ticket; takes back \u{201c}Reserve the seat\u{201d}; \
                 outcome within 1 day; in order for each seat; tells Statistics and Fan.";
    assert!(page.contains(words), "{page}");
    assert!(between(&page, "<details id=\"timing\"", ">").contains("open"));
    assert_eq!(Form::of(&page, "change").value("within"), Some("1 day"), "it is shown in words");
    assert!(browser.page("/book").await.contains("once for each ticket"), "the list of steps says it too");

    let mut form = Form::of(&page, "change");
    for name in ["when/step", "when/text", "starts", "within", "undoes", "join", "repeats", "order_by", "tells"] {
        form = form.with(name, "");
    }
    browser.send(&form.with("when/outcome", "")).await;
    let step = browser.description().await["flows"][0]["steps"][1].clone();
    let plain = json!({"id": "mail", "action": "Send the e-mail", "from": "booking", "to": ["mail"]});
    assert_eq!(step, plain, "what is left empty is removed");
}

#[tokio::test]
async fn faults_of_conditions_and_times_stand_beside_their_fields() {
    let browser = Browser::with(TICKETS).await;
    let page = browser.page("/book/mail").await;
    let form = Form::of(&page, "change").with("starts", "soon").with("when/step", "nowhere").with("join", "most");
    let page = browser.refused(&form).await;
    assert!(between(&page, "<details id=\"timing\"", ">").contains("open"));
    for (field, words) in [
        ("starts", "This is no length of time."),
        ("when/step", "This flow has no other step <code>nowhere</code>."),
        ("join", "is not one of the values here."),
    ] {
        let wrong = between(&page, &format!("<div id=\"change/{field}/wrong\" class=\"wrong\">"), "</div>");
        assert!(wrong.contains(words), "{field}: {wrong}");
    }
    assert_eq!(Form::of(&page, "change").value("starts"), Some("soon"), "what was typed is kept");
    let form = Form::of(&browser.page("/book/mail").await, "change").with("when/outcome", "failed");
    let page = browser.refused(&form).await;
    assert!(page.contains("An outcome needs the step whose outcome it is."), "{page}");
    let loop_of_two = Form::of(&browser.page("/book/reserve").await, "change").with("when/step", "mail");
    assert!(browser.refused(&loop_of_two).await.contains("These steps wait for each other"));
}

#[tokio::test]
async fn a_flow_is_set_off_by_a_schedule_and_a_copy_names_whose_data_it_holds() {
    let browser = Browser::with(TICKETS).await;
    let page = browser.page("/book").await;
    let (_, page) = browser.send(&Form::of(&page, "change").with("trigger/every", "daily")).await;
    assert!(page.contains("Runs <bdi>every day</bdi>, started by <bdi>Fan</bdi>"), "{page}");
    assert_eq!(browser.description().await["flows"][0]["trigger"], json!({"every": "P1D"}));
    let both = Form::of(&page, "change").with("trigger/event", "OrderPlaced");
    assert!(browser.refused(&both).await.contains("A trigger is a schedule or an event, one of the two."));
    browser.send(&both.with("trigger/every", "")).await;
    assert_eq!(browser.description().await["flows"][0]["trigger"], json!({"event": "OrderPlaced"}));

    let page = browser.page("").await;
    let nightly = Form::of(&page, "add-flow").with("name", "Count the seats").with("trigger/every", "daily");
    let (_, page) = browser.send(&nightly).await;
    assert!(page.contains("Runs <bdi>every day</bdi>"), "{page}");
    assert_eq!(browser.description().await["flows"][1]["trigger"], json!({"every": "P1D"}));

    let page = browser.page("").await;
    let add = Form::of(&page, "add-participant").with("name", "Seat map").with("kind", "cache").with("of", "seats");
    let (_, page) = browser.send(&add).await;
    assert!(page.contains(", copy of <bdi>seats</bdi>"), "{page}");
    assert_eq!(browser.description().await["participants"][1]["of"], "seats");
    let page = browser.refused(&Form::of(&page, "participant/seat-map").with("of", "Seat map")).await;
    assert!(page.contains("participant/seat-map/of/wrong"), "{page}");
}

#[tokio::test]
async fn a_report_says_when_steps_run_and_where_outcomes_go() {
    let browser = Browser::with(ORDERS).await;
    let page = browser.page("").await;
    let answer = post(&browser.service, &Form::of(&page, "publish-draft")).await;
    let report = header(&answer, "location").split('?').next().unwrap().to_owned();
    let page = browser.get(&report).await.into_body();
    for words in [
        "Runs <bdi>every day</bdi>.",
        "Tells Statistics.",
        "Outcome within 15 seconds, else \u{201c}Call the bank\u{201d}.",
        "Only if \u{201c}Charge the card\u{201d} is refused, and it rains; 1 day and 12 hours after the first of",
        "its outcome comes back to <bdi>stock</bdi> as a message",
        "; if it has no outcome in time, announces <code>",
    ] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
}
