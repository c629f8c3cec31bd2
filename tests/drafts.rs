//! Tests of the questionnaire through the router, without a socket or a script, with forms as a browser sends them.

mod assumptions;
mod bench;
mod form;
mod timing;
mod together;
mod words;

use std::sync::Arc;

use app::{
    advisor::{Advisor, Surroundings},
    pack::Rulesets,
};
use axum::{
    Router,
    body::Body,
    http::{Request, Response},
};
use serde_json::{Value, json};

use crate::{
    house::{header, send, service},
    memory::Memory,
};
use form::Form;

/// A flow with one answered and one unanswered step.
const TICKETS: &str = r#"{"name": "Tickets", "participants": [{"id": "fan", "name": "Fan", "kind": "person"}],
    "flows": [{"id": "book", "name": "Book a ticket", "actor": "fan", "steps": [
        {"id": "reserve", "action": "Reserve the seat", "from": "booking", "to": ["seats"], "entity": "seat",
         "answers": {"reply": "answer", "invariant": "exclusive_booking"}},
        {"id": "mail", "action": "Send the e-mail", "from": "booking", "to": ["mail"]}]}]}"#;

/// A browser without script, and its draft.
struct Browser {
    service: Router,
    /// The address of the system's page.
    draft: String,
}

impl Browser {
    async fn with(description: &str) -> Self {
        let service = service();
        let form = Form { action: "/drafts".to_owned(), fields: Vec::new(), buttons: Vec::new() };
        let answer = post(&service, &form.with("description", description)).await;
        assert_eq!(answer.status(), 303, "{}", answer.body());
        let draft = header(&answer, "location").to_owned();
        assert!(draft.starts_with("/d/"), "{draft}");
        Self { service, draft }
    }

    fn address(&self, place: &str) -> String {
        format!("{}{place}", self.draft)
    }

    /// The page of a place in the draft.
    async fn page(&self, place: &str) -> String {
        let page = self.get(&self.address(place)).await;
        assert_eq!(page.status(), 200, "{place}: {}", page.body());
        is_sound(page.body());
        page.into_body()
    }

    /// The address of the bench.
    fn bench_address(&self) -> String {
        self.draft.replace("/d/", "/reading/")
    }

    /// The page of the bench.
    async fn bench(&self) -> String {
        let page = self.get(&self.bench_address()).await;
        assert_eq!(page.status(), 200, "{}", page.body());
        is_sound(page.body());
        page.into_body()
    }

    async fn get(&self, address: &str) -> Response<String> {
        let request = Request::get(address).header("accept", "text/html").body(Body::empty()).unwrap();
        text(&self.service, request).await
    }

    /// Sends a form and follows the redirect. Returns the address and its page.
    async fn send(&self, form: &Form) -> (String, String) {
        let answer = post(&self.service, form).await;
        assert_eq!(answer.status(), 303, "{}", answer.body());
        assert_eq!(header(&answer, "cache-control"), "no-store");
        let address = header(&answer, "location").to_owned();
        let page = self.get(&address).await;
        assert_eq!(page.status(), 200, "{address}: {}", page.body());
        is_sound(page.body());
        (address, page.into_body())
    }

    /// Sends a form that is refused and returns the page with the faults.
    async fn refused(&self, form: &Form) -> String {
        let answer = post(&self.service, form).await;
        assert_eq!(answer.status(), 422, "{}", answer.body());
        is_sound(answer.body());
        answer.into_body()
    }

    /// The current description.
    async fn description(&self) -> Value {
        let file = self.get(&self.address(".json")).await;
        assert_eq!(header(&file, "content-type"), "application/json");
        serde_json::from_str(file.body()).unwrap()
    }

    async fn steps(&self) -> Vec<String> {
        let description = self.description().await;
        let steps = description["flows"][0]["steps"].as_array().unwrap();
        steps.iter().map(|step| step["id"].as_str().unwrap().to_owned()).collect()
    }
}

async fn post(service: &Router, form: &Form) -> Response<String> {
    let request = Request::post(&form.action).header("accept", "text/html");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    text(service, request.body(form.body().into()).unwrap()).await
}

async fn text(service: &Router, request: Request<Body>) -> Response<String> {
    send(service.clone(), request).await.map(|body| String::from_utf8(body.to_vec()).unwrap())
}

/// Checks what holds for every page of a draft: one title, unique ids, headings without gaps, buttons in
/// forms with an address, and labelled fields.
fn is_sound(page: &str) {
    assert_eq!(page.matches("<h1").count(), 1, "one h1: {page}");
    assert!(!page.contains(" style=") && !page.contains("<style"), "a style of its own: {page}");
    let main = page.split_once("<main").unwrap().1;
    assert!(!main.contains("<script"), "a script in the page: {page}");
    let mut level = 0;
    for heading in main.split("<h").skip(1) {
        let Some(number) = heading.chars().next().and_then(|first| first.to_digit(10)) else { continue };
        assert!(number <= level + 1, "a heading of level {number} after one of {level}: {page}");
        level = number;
    }
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(all, ids.len(), "an id stands twice: {ids:?}");
    for form in Form::all(page) {
        assert!(form.action.starts_with('/'), "{}", form.action);
        assert!(!form.buttons.is_empty(), "a form without a button: {form:?}");
    }
    let outside: String =
        main.split("<form").map(|part| part.split_once("</form>").map_or(part, |(_, rest)| rest)).collect();
    let island = outside.matches("<button").count() - outside.matches("type=\"button\"").count();
    assert_eq!(island, 0, "a button outside of a form: {outside}");
    for label in main.split("<label for=\"").skip(1) {
        let id = label.split_once('"').unwrap().0;
        assert!(ids.binary_search(&id).is_ok(), "a label for nothing: {id}");
    }
    for described in main.split("aria-describedby=\"").skip(1) {
        for id in described.split_once('"').unwrap().0.split(' ') {
            assert!(ids.binary_search(&id).is_ok(), "described by nothing: {id}");
        }
    }
}

/// The text between the first `start` and the next `end`.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let rest = text.split_once(start).unwrap_or_else(|| panic!("{start} is not in {text}")).1;
    rest.split_once(end).unwrap().0
}

/// The advice for the step, as a screen reader announces it.
fn advice(page: &str) -> &str {
    between(page, "data-says=\"", "\"")
}

#[tokio::test]
async fn an_answer_changes_the_verdict_and_dont_know_opens_it_again() {
    let browser = Browser::with(TICKETS).await;
    let page = browser.page("/book/mail").await;
    let before = advice(&page).to_owned();
    let form = Form::of(&page, "answers");
    assert_eq!(form.value("answer.reply"), Some(""), "not answered yet");

    let (address, page) = browser.send(&form.with("answer.reply", "none")).await;
    assert_eq!(address, browser.address("/book/mail"));
    assert!(advice(&page).starts_with("event-driven"), "{}", advice(&page));
    assert_ne!(advice(&page), before);
    assert!(page.contains("Nobody waits for the result"), "the reason stands beside it: {page}");
    let form = Form::of(&page, "answers");
    assert_eq!(form.value("answer.reply"), Some("none"));
    assert_eq!(browser.description().await["flows"][0]["steps"][1]["answers"], json!({"reply": "none"}));

    let (_, page) = browser.send(&form.with("answer.reply", "")).await;
    assert_eq!(advice(&page), before);
    assert_eq!(browser.description().await["flows"][0]["steps"][1]["answers"], Value::Null);
}

#[tokio::test]
async fn a_question_says_why_it_is_asked_and_what_each_answer_does() {
    let browser = Browser::with(TICKETS).await;
    let page = browser.page("/book/mail").await;
    let question = between(&page, "id=\"question/reply\"", "</details>");
    for part in [
        "Who waits for the outcome?",
        "This decides more than any other answer",
        "href=\"/rules/reply\"",
        "Nobody waits",
        "synchronous: the caller waits",
        "class=\"sign sync\"",
        "class=\"sign event\"",
        "Don\u{2019}t know",
    ] {
        assert!(question.contains(part), "{part} is not in {question}");
    }
    let first = page.split("id=\"question/").nth(1).unwrap();
    assert!(first.contains(" open"), "the question that tells most is open: {first}");
}

#[tokio::test]
async fn what_the_structure_answers_is_shown_as_such() {
    let browser = Browser::with(
        r#"{"name": "S", "flows": [{"id": "f", "steps": [{"id": "s", "action": "Place the order",
            "from": "a", "to": ["b", "c"]}]}]}"#,
    )
    .await;
    let page = browser.page("/f/s").await;
    assert!(page.contains("As the description says. How many must learn of it: several"), "{page}");
    let form = Form::of(&page, "answers");
    assert_eq!(form.value("answer.consumer_count"), None, "nobody is asked what the description says");
    browser.send(&form).await;
    assert_eq!(browser.description().await["flows"][0]["steps"][0]["answers"], Value::Null, "nothing was stated");
}

#[tokio::test]
async fn saving_can_go_on_to_the_next_step_with_an_open_question() {
    let browser = Browser::with(TICKETS).await;
    let page = browser.page("/book/reserve").await;
    let go_on = Form::of(&page, "answers").with("then", "go_on");
    assert!(go_on.buttons.contains(&("then".to_owned(), "go_on".to_owned())));
    let (address, page) = browser.send(&go_on).await;
    assert_eq!(address, browser.address("/book/mail"));
    let settled = Form::of(&page, "answers").with("answer.reply", "answer").with("then", "go_on");
    let (address, page) = browser.send(&settled).await;
    assert_eq!(address, browser.address("/book"), "all is settled");
    assert!(page.contains("all 2 steps settled") && page.contains("Publish the report"), "{page}");
}

#[tokio::test]
async fn steps_are_added_changed_moved_and_removed_by_forms() {
    let browser = Browser::with(TICKETS).await;
    let page = browser.page("/book").await;
    let add = Form::of(&page, "add").with("action", "Charge the card").with("from", "booking").with("before", "mail");
    let (address, page) = browser.send(&add.with("to", "payment, ledger")).await;
    assert_eq!(address, format!("{}#step/book/charge-the-card", browser.address("/book")), "it leads to the new step");
    assert_eq!(browser.steps().await, ["reserve", "charge-the-card", "mail"]);
    assert_eq!(browser.description().await["flows"][0]["steps"][1]["to"], json!(["payment", "ledger"]));

    browser.send(&Form::of(&page, "tools/book/mail").with("edit", "raise_step")).await;
    assert_eq!(browser.steps().await, ["reserve", "mail", "charge-the-card"]);

    let page = browser.page("/book/charge-the-card").await;
    let change = Form::of(&page, "change");
    assert_eq!(change.value("to"), Some("payment, ledger"));
    let change = change.with("action", "Take the money").with("order", "these").with("after", "reserve");
    let (_, page) = browser.send(&change).await;
    assert!(page.contains("<h1 tabindex=\"-1\"><bdi>Take the money</bdi></h1>"));
    let step = browser.description().await["flows"][0]["steps"][2].clone();
    assert_eq!((&step["id"], &step["after"]), (&json!("charge-the-card"), &json!(["reserve"])));

    let (address, page) = browser.send(&Form::of(&page, "move").with("edit", "remove_step")).await;
    assert_eq!(address, format!("{}?did=step_removed", browser.address("/book")), "the step's own page is gone");
    assert!(page.contains("The step is removed."));
    assert_eq!(browser.steps().await, ["reserve", "mail"]);

    let (_, page) = browser.send(&Form::of(&page, "undo")).await;
    assert_eq!(browser.steps().await, ["reserve", "mail", "charge-the-card"]);
    assert!(page.contains("The last change is taken back."));
    browser.send(&Form::of(&page, "redo")).await;
    assert_eq!(browser.steps().await, ["reserve", "mail"], "what was undone is done again");
}

#[tokio::test]
async fn participants_flows_and_the_system_are_changed_by_forms() {
    let browser = Browser::with(TICKETS).await;
    let page = browser.page("").await;
    let (_, page) =
        browser.send(&Form::of(&page, "add-participant").with("name", "Venue").with("kind", "external")).await;
    let (_, page) = browser.send(&Form::of(&page, "participant/venue/move").with("edit", "raise_participant")).await;
    let change = Form::of(&page, "participant/venue").with("name", "The venue");
    assert_eq!(change.value("kind"), Some("external"));
    let (_, page) = browser.send(&change).await;
    let declared = browser.description().await["participants"].clone();
    assert_eq!(declared[0], json!({"id": "venue", "name": "The venue", "kind": "external"}));
    let (address, page) =
        browser.send(&Form::of(&page, "participant/fan/move").with("edit", "remove_participant")).await;
    assert!(address.ends_with("?did=participant_removed") && page.contains("The participant is removed."));
    assert_eq!(browser.description().await["flows"][0]["actor"], Value::Null);

    let (address, page) =
        browser.send(&Form::of(&page, "add-flow").with("name", "Refund").with("actor", "Clerk")).await;
    assert_eq!(address, browser.address("/refund"), "a new flow is entered");
    assert!(page.contains("Write the first step below."), "{page}");
    let (_, page) = browser.send(&Form::of(&page, "change").with("name", "Give back")).await;
    assert!(page.contains("<h1 tabindex=\"-1\"><bdi>Give back</bdi></h1>"));
    let page = browser.send(&Form::of(&page, "move").with("edit", "raise_flow")).await.1;
    assert_eq!(browser.description().await["flows"][0]["id"], "refund");
    let (address, _) = browser.send(&Form::of(&page, "move").with("edit", "remove_flow")).await;
    assert_eq!(address, format!("{}?did=flow_removed", browser.draft));

    let page = browser.page("").await;
    let (_, page) = browser.send(&Form::of(&page, "change").with("name", "Concerts").with("summary", "Seats.")).await;
    let answers = Form::of(&page, "system-answers").with("answer.history_needed", "undo_redo");
    let (_, page) = browser.send(&answers.with("answer.teams", "several")).await;
    let description = browser.description().await;
    assert_eq!((&description["name"], &description["summary"]), (&json!("Concerts"), &json!("Seats.")));
    assert_eq!(description["answers"]["teams"], "several");
    assert!(description["answers"]["history_needed"].to_string().contains("undo_redo"));
    let mut none = Form::of(&page, "system-answers");
    none.fields.retain(|(name, _)| name != "answer.history_needed");
    browser.send(&none).await;
    assert_eq!(browser.description().await["answers"], json!({"teams": "several"}));
}

#[tokio::test]
async fn faults_stand_beside_the_field_and_what_was_typed_is_kept() {
    let browser = Browser::with(TICKETS).await;
    let page = browser.page("/book").await;
    let add = Form::of(&page, "add").with("action", "  ").with("from", "Box \"office\" <b>").with("entity", "card");
    let page = browser.refused(&add).await;
    let field = between(&page, "<div class=\"field\"><label for=\"add/action\">", "</div></div>");
    assert!(field.contains("aria-invalid=\"true\"") && field.contains("add/action/wrong"), "{field}");
    assert!(field.contains("<div id=\"add/action/wrong\" class=\"wrong\">"), "{field}");
    let again = Form::of(&page, "add");
    assert_eq!(again.value("from"), Some("Box \"office\" <b>"));
    assert_eq!(again.value("entity"), Some("card"));
    assert_eq!(Form::of(&page, "change").value("name"), Some("Book a ticket"), "another form is as it was");
    assert!(page.contains("<title>Not saved: "));

    let page = browser.page("").await;
    let page = browser.refused(&Form::of(&page, "add-participant").with("name", &"x".repeat(201))).await;
    assert!(page.contains("id=\"add-participant/name/wrong\""));
    let page = browser.refused(&Form::of(&page, "publish-draft").with("note", &"n".repeat(70_000))).await;
    assert!(page.contains("id=\"publish-draft/wrong\""));
    assert_eq!(browser.steps().await, ["reserve", "mail"], "nothing was changed");
}

#[tokio::test]
async fn a_loop_is_refused_with_the_form_as_it_was_sent() {
    let browser = Browser::with(TICKETS).await;
    let page = browser.page("/book/reserve").await;
    let page = browser.refused(&Form::of(&page, "change").with("order", "these").with("after", "mail")).await;
    let form = between(&page, "<form id=\"change\"", "</form>");
    assert!(form.contains("These steps wait for each other"), "{form}");
    assert_eq!(Form::of(&page, "change").value("order"), Some("these"));
    assert_eq!(Form::of(&page, "change").value("after"), Some("mail"));
}

#[tokio::test]
async fn what_is_not_there_has_a_page_that_says_so() {
    let browser = Browser::with(TICKETS).await;
    for place in ["/nothing", "/book/nothing", "/nothing/mail", "/book/mail/more", ".xml"] {
        let page = browser.get(&browser.address(place)).await;
        assert_eq!(page.status(), 404, "{place}");
        assert!(page.body().contains("<h1>"), "{place}");
    }
    assert_eq!(browser.get("/d/0000000000000000000000").await.status(), 404);
    assert_eq!(browser.get("/d/short").await.status(), 404);
    let unknown = Form::of(&browser.page("/book").await, "add").with("edit", "make_coffee");
    assert_eq!(post(&browser.service, &unknown).await.status(), 400);
}

#[tokio::test]
async fn a_form_leads_only_to_places_of_its_draft() {
    let browser = Browser::with(TICKETS).await;
    let form = Form::of(&browser.page("/book").await, "add").with("action", "Pay");
    for flow in ["//evil.example", "https://evil.example", "../../r", "book\r\nx: y"] {
        let (address, _) = browser.send(&form.clone().with("back.flow", flow)).await;
        assert_eq!(address, browser.draft, "{flow}");
    }
}

#[tokio::test]
async fn flows_may_be_called_like_what_a_form_does() {
    let browser = Browser::with(
        r#"{"name": "S", "flows": [{"id": "undo", "steps": [{"id": "publish", "action": "Größe: prüfen"}]},
            {"id": "größe:x", "steps": [{"id": "a.b", "action": "A"}]}]}"#,
    )
    .await;
    browser.page("/undo").await;
    browser.page("/undo/publish").await;
    let page = browser.page("").await;
    let address = format!("{}/gr%C3%B6%C3%9Fe%3Ax/a.b", browser.draft);
    assert!(page.contains(&format!("href=\"{address}\"")), "{page}");
    assert_eq!(browser.get(&address).await.status(), 200);
}

#[tokio::test]
async fn what_a_user_wrote_stays_words() {
    let evil = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>\"'&";
    let description = json!({
        "name": evil, "summary": evil,
        "participants": [{"id": "a", "name": evil, "kind": "person"}, {"id": "b", "name": evil}],
        "flows": [{"id": "f", "name": evil, "actor": "a", "steps": [
            {"id": "s", "action": evil, "from": "a", "to": ["b"], "entity": evil, "answers": {"reply": "answer"}},
            {"id": "t", "action": "שלום", "from": "b", "to": ["a"], "answers": {"reply": "none"}}]}],
    });
    let browser = Browser::with(&description.to_string()).await;
    for place in ["", "/f", "/f/s", "/f/t"] {
        let page = browser.page(place).await;
        let main = page.split_once("<main").unwrap().1;
        assert!(!main.contains("<img"), "{place}: {page}");
        assert!(main.contains("&lt;script&gt;"), "{place}");
    }
    assert!(browser.page("/f/t").await.contains("<h1 tabindex=\"-1\"><bdi>שלום</bdi></h1>"));
    let page = browser.page("/f/s").await;
    let change = Form::of(&page, "change");
    assert_eq!(change.value("action"), Some(evil));
    assert_eq!(change.value("from"), Some("a"), "two of the same name are told apart by their ids");
}

#[tokio::test]
async fn a_text_that_is_no_description_is_kept_and_mended() {
    let browser =
        Browser::with("name: <b>Shop</b>\nflows:\n  - steps:\n      - {action: Pay, answers: {replay: answer}}\n")
            .await;
    let page = browser.get(&browser.draft).await;
    assert_eq!(page.status(), 200);
    is_sound(page.body());
    assert!(page.body().contains("Line 4, column ") && page.body().contains("Did you mean <code>reply</code>?"));
    assert!(page.body().contains("name: &lt;b&gt;Shop&lt;/b&gt;\nflows:"));
    let text = "name: Shop\nflows:\n  - steps:\n      - {action: Pay, answers: {reply: answer}}\n";
    let form = Form { action: format!("{}/text", browser.draft), fields: Vec::new(), buttons: Vec::new() };
    let (address, page) = browser.send(&form.with("text", text)).await;
    assert_eq!(address, browser.draft);
    assert!(page.contains("<h1 tabindex=\"-1\"><bdi>Shop</bdi></h1>"));
    let (_, page) = browser.send(&Form::of(&page, "undo")).await;
    assert!(page.contains("Not a description yet"), "the faulty text is there again: {page}");
}

#[tokio::test]
async fn an_empty_system_says_what_to_do_next() {
    let browser = Browser::with(r#"{"name": "New", "flows": []}"#).await;
    let page = browser.page("").await;
    assert!(page.contains("Add the first one."), "{page}");
    assert!(page.contains("id=\"new-flow\" open"), "{page}");
    let (_, page) = browser.send(&Form::of(&page, "add-flow").with("name", "Book")).await;
    let (_, page) = browser.send(&Form::of(&page, "add").with("action", "Reserve the seat")).await;
    assert!(page.contains("Next step with an open question"), "{page}");
    assert!(page.contains("0 of 1 settled"), "{page}");
}

#[tokio::test]
async fn a_draft_is_taken_along_published_and_deleted() {
    let browser = Browser::with(TICKETS).await;
    let yaml = browser.get(&browser.address(".yaml")).await;
    assert_eq!(header(&yaml, "content-type"), "application/yaml");
    assert!(header(&yaml, "content-disposition").contains("description.yaml"));
    let again = Browser::with(yaml.body()).await;
    assert_eq!(again.description().await, browser.description().await);

    let page = browser.page("").await;
    let publish = Form::of(&page, "publish-draft").with("note", "for the board");
    assert_eq!(publish.action, format!("{}/publish", browser.draft));
    let answer = post(&browser.service, &publish).await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    let report = header(&answer, "location").split('?').next().unwrap().to_owned();
    assert!(report.starts_with("/r/"), "{report}");
    let cookie = header(&answer, "set-cookie").split(';').next().unwrap().to_owned();
    assert!(browser.get(&report).await.body().contains("for the board"));

    let page = browser.page("").await;
    let revise = Form::of(&page, "publish-draft").with("anyway", "yes");
    assert_eq!(revise.action, format!("{report}/revisions"), "it is that report's next revision from now on");
    assert!(page.contains("revision 2"), "{page}");
    let request = Request::post(&revise.action).header("accept", "text/html").header("cookie", &cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let answer = text(&browser.service, request.body(revise.body().into()).unwrap()).await;
    assert_eq!(answer.status(), 303, "{}", answer.body());

    let delete = Form::all(&page).into_iter().find(|form| form.action.ends_with("/delete")).unwrap();
    assert_eq!(post(&browser.service, &delete).await.status(), 303);
    assert_eq!(browser.get(&browser.draft).await.status(), 404);
    assert_eq!(browser.get(&report).await.status(), 200, "the report stays");
}

/// The address of the report in an answer, and the cookie that gives the right to change it.
fn report_of(answer: &Response<String>) -> (String, String) {
    assert_eq!(answer.status(), 303, "{}", answer.body());
    let cookies = answer.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    // The other cookie leads back to the draft and gives no right.
    let (rights, others): (Vec<&str>, Vec<&str>) = cookies.partition(|cookie| !cookie.starts_with("draft="));
    assert!(rights.len() <= 1 && others.len() <= 1, "{rights:?} {others:?}");
    (header(answer, "location").to_owned(), rights.concat())
}

#[tokio::test]
async fn a_form_that_is_sent_twice_makes_one_report_and_keeps_the_right_to_change_it() {
    let browser = Browser::with(TICKETS).await;
    let publish = Form::of(&browser.page("").await, "publish-draft").with("note", "first");
    let elsewhere = Form::of(&browser.page("").await, "publish-draft").with("note", "first");
    let (report, right) = report_of(&post(&browser.service, &publish).await);
    assert!(right.starts_with("edit="), "{right}");
    assert_eq!(report_of(&post(&browser.service, &publish).await), (report.clone(), right));
    // This version of the draft is published already, but only the form that published it has the right to
    // change the report.
    assert_eq!(report_of(&post(&browser.service, &elsewhere).await), (report.clone(), String::new()));

    let page = browser.page("").await;
    browser.send(&Form::of(&page, "change").with("name", "Concerts")).await;
    let (other, _) = report_of(&post(&browser.service, &publish).await);
    assert_ne!(other, report, "a draft that was changed is another report");
}

#[tokio::test]
async fn a_description_that_is_published_at_once_is_published_once() {
    let service = service();
    let start = async || {
        let page = text(&service, Request::get("/").body(Body::empty()).unwrap()).await;
        assert_eq!(header(&page, "cache-control"), "private, no-cache");
        let key = between(page.body(), "name=\"form_key\" value=\"", "\"").to_owned();
        let form = Form { action: "/reports".to_owned(), fields: Vec::new(), buttons: Vec::new() };
        form.with("form_key", &key).with("description", TICKETS)
    };
    let form = start().await;
    let (report, right) = report_of(&post(&service, &form).await);
    assert!(right.starts_with("edit="), "{right}");
    assert_eq!(report_of(&post(&service, &form).await), (report.clone(), right));
    let noted = report_of(&post(&service, &form.clone().with("note", "another")).await);
    let again = report_of(&post(&service, &start().await).await);
    let without = report_of(&post(&service, &start().await.with("form_key", "mine")).await);
    for (other, right) in [noted, again, without] {
        assert_ne!(other, report);
        assert!(right.starts_with("edit="), "{right}");
    }
}

/// More changes at once than one change is retried.
const EDITORS: usize = 40;

#[tokio::test]
async fn many_editors_of_one_draft_wait_for_each_other_and_all_are_heard() {
    let steps: Vec<String> =
        (0..EDITORS).map(|step| format!(r#"{{"id": "s{step}", "action": "Do {step}"}}"#)).collect();
    let steps = steps.join(", ");
    let browser = Browser::with(&format!(r#"{{"name": "x", "flows": [{{"id": "f", "steps": [{steps}]}}]}}"#)).await;
    let editors: Vec<_> = (0..EDITORS)
        .map(|step| {
            let form = Form { action: browser.draft.clone(), fields: Vec::new(), buttons: Vec::new() };
            let form = form.with("edit", "answer_step").with("flow", "f").with("step", &format!("s{step}"));
            let form = form.with("asked", "reply").with("answer.reply", "none").with("back.flow", "f");
            let service = browser.service.clone();
            tokio::spawn(async move { post(&service, &form).await.status().as_u16() })
        })
        .collect();
    for editor in editors {
        assert_eq!(editor.await.unwrap(), 303);
    }
    let description = browser.description().await;
    let answered = description["flows"][0]["steps"].as_array().unwrap().iter();
    assert_eq!(answered.filter(|step| step["answers"]["reply"] == "none").count(), EDITORS);
}

/// A clock for which everything is expired: the time is fixed, and any number of days ago is a month in the future.
struct Later;

impl Surroundings for Later {
    fn now(&self) -> String {
        "2027-05-01T12:00:00Z".to_owned()
    }

    fn days_ago(&self, _days: u32) -> String {
        "2027-06-01T12:00:00Z".to_owned()
    }

    fn random(&self) -> [u8; 32] {
        [7; 32]
    }
}

#[tokio::test]
async fn a_draft_says_how_long_it_is_kept_and_is_deleted_then() {
    const SENTENCE: &str = "It is deleted 90 days after its last change.";
    let browser = Browser::with(TICKETS).await;
    assert!(browser.page("").await.contains(SENTENCE));
    let faulty = Browser::with("name: [").await;
    assert!(faulty.page("").await.contains(SENTENCE));

    let advisor = Advisor::new(Rulesets::default(), Arc::new(Memory::default()), Arc::new(Later));
    let draft = advisor.start_draft(TICKETS.to_owned().into()).await.unwrap();
    let for_ever = advisor.clone().keeping_drafts(None);
    assert!(for_ever.draft_terms().days.is_none());
    assert!(!for_ever.expire().await.unwrap());
    assert_eq!(advisor.draft(draft.id.as_str()).await.unwrap(), draft);
    assert!(!advisor.expire().await.unwrap());
    assert_eq!(advisor.draft(draft.id.as_str()).await.unwrap_err().status(), 404);
}

#[tokio::test]
async fn every_page_of_every_example_is_sound() {
    for example in app::examples::ALL {
        let browser = Browser::with(example.text).await;
        browser.page("").await;
        let description = browser.description().await;
        for flow in description["flows"].as_array().unwrap() {
            let flow_id = flow["id"].as_str().unwrap();
            browser.page(&format!("/{flow_id}")).await;
            for step in flow["steps"].as_array().unwrap() {
                browser.page(&format!("/{flow_id}/{}", step["id"].as_str().unwrap())).await;
            }
        }
    }
}
