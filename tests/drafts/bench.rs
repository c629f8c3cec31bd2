//! The bench: each action on what was read from a text, with forms as a browser without script sends them.
//!
//! The drafts do not come from a reader, so that these tests hold however well a text is read.

use app::draft::Written;
use serde_json::{Value, json};
use server::router;

use super::form::Form;
use super::{Browser, between, post, report_of};
use crate::house;

/// A text whose last sentence but one is not understood.
const TEXT: &str =
    "Hotel:\n- pick the room\n- mail the confirmation\n\nGnarf: it must never be sold twice, gnarf.\n\nGunnar?";

/// The index of the sentence that is not understood.
const LOST: &str = "3";

/// A draft that was read from [`TEXT`].
async fn begun() -> Browser {
    begun_with(json!({"id": "mail", "action": "Mail the confirmation", "inferred": {"reply": "none"}})).await
}

/// The same draft with another second step, whose id is `mail`.
async fn begun_with(second: Value) -> Browser {
    let description = json!({"name": "Hotel", "flows": [{"id": "stay", "name": "Stay", "steps": [
        {"id": "pick", "action": "Pick the room"}, second]}]});
    let step = |step: &str| json!([{"flow": "stay", "step": step}]);
    let sentences = json!([
        {"span": [0, 6], "role": "title", "about": [{"flow": "stay"}]},
        {"span": [7, 22], "role": "step", "about": step("pick")},
        {"span": [23, 46], "role": "step", "about": step("mail")},
        {"span": [48, 90], "role": "left_over", "about": []},
        {"span": [92, 99], "role": "question", "about": []}]);
    let words = Some(json!({"text": TEXT, "sentences": sentences}).to_string());
    let state = house::state("http://advisor.example");
    let draft = state.advisor.start_draft(Written { text: description.to_string(), words }).await.unwrap();
    Browser { service: router::router(state), draft: format!("/d/{}", draft.id.as_str()) }
}

impl Browser {
    /// Sends a form of the bench, which leads back to the bench.
    async fn mend(&self, form: &Form) -> String {
        let (address, page) = self.send(form).await;
        assert_eq!(address.split('?').next().unwrap(), self.bench_address());
        page
    }

    /// The form of a page that an id ends with, for the step at `index`.
    async fn step_form(&self, page: &str, kind: &str, index: usize) -> Form {
        let description = self.description().await;
        let flow = &description["flows"][0];
        let (flow, step) = (flow["id"].as_str().unwrap(), flow["steps"][index]["id"].as_str().unwrap());
        Form::of(page, &format!("{kind}/{flow}/{step}"))
    }

    async fn step(&self, index: usize) -> Value {
        self.description().await["flows"][0]["steps"][index].clone()
    }

    async fn actions(&self) -> Vec<String> {
        let description = self.description().await;
        let steps = description["flows"][0]["steps"].as_array().unwrap();
        steps.iter().map(|step| step["action"].as_str().unwrap().to_owned()).collect()
    }
}

/// The line of a sentence.
fn sentence<'p>(page: &'p str, index: &str) -> &'p str {
    between(page, &format!("id=\"sentence/{index}\""), "</li>")
}

/// The value with which the select of a sentence names a step.
async fn value(browser: &Browser, index: usize) -> String {
    let description = browser.description().await;
    let flow = &description["flows"][0];
    format!("{}/{}", flow["id"].as_str().unwrap(), flow["steps"][index]["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_sentence_becomes_a_step_where_it_is_told_and_no_step_again() {
    let browser = begun().await;
    let page = browser.bench().await;
    assert_eq!(browser.actions().await, ["Pick the room", "Mail the confirmation"]);
    assert!(sentence(&page, LOST).contains("not understood"), "{page}");
    let text = Form::of(&page, "text");
    assert!(text.buttons.contains(&("make_step".to_owned(), LOST.to_owned())), "{text:?}");
    let page = browser.mend(&text.with("make_step", LOST)).await;
    let all = ["Pick the room", "Mail the confirmation", "Gnarf: it must never be sold twice, gnarf"];
    assert_eq!(browser.actions().await, all);
    assert!(sentence(&page, LOST).contains(">3</b>"), "{}", sentence(&page, LOST));

    let page = browser.mend(&Form::of(&page, "text").with("set_aside", LOST)).await;
    assert_eq!(browser.actions().await, all[..2]);
    assert!(sentence(&page, LOST).contains("talk"), "{}", sentence(&page, LOST));
    let page = browser.mend(&Form::of(&page, "undo")).await;
    assert_eq!(browser.actions().await, all);
    assert!(sentence(&page, LOST).contains(">3</b>"), "the sentence is taken back with the step");

    let page = browser.mend(&Form::of(&page, "text").with("make_step", "0")).await;
    assert_eq!(browser.actions().await[0], "Hotel", "what stands above the steps comes first");
    assert!(!sentence(&page, "0").contains("title"), "{}", sentence(&page, "0"));

    // Without a flow there is a new one for the step.
    let flow = browser.page("/stay").await;
    browser.send(&Form::of(&flow, "move").with("edit", "remove_flow")).await;
    browser.mend(&Form::of(&browser.bench().await, "text").with("make_step", LOST)).await;
    assert_eq!(browser.actions().await, all[2..]);
}

#[tokio::test]
async fn a_sentence_is_said_of_a_step_and_its_answers_are_read_again() {
    let browser = begun().await;
    let page = browser.bench().await;
    let (before, second) = (browser.step(0).await, browser.step(1).await);
    assert_eq!(before["inferred"]["invariant"], Value::Null);
    assert_eq!(before["notes"], Value::Null);
    let attach = Form::of(&page, "text").with("of.3", &value(&browser, 0).await).with("attach", LOST);
    let page = browser.mend(&attach).await;
    let attached = browser.step(0).await;
    assert_eq!(attached["notes"], "Gnarf: it must never be sold twice, gnarf.");
    assert!(attached["inferred"]["invariant"].is_string(), "{attached}");
    assert_eq!(attached["inferred"]["reply"], before["inferred"]["reply"], "what was read stays");
    assert_eq!(browser.step(1).await, second);
    let line = sentence(&page, LOST);
    assert!(line.contains("of <b class=\"no") && line.contains("<mark>never be sold twice</mark>"), "{line}");

    // An answer that is taken back is not read again with the next sentence.
    let tags = browser.step_form(&page, "tags", 0).await;
    assert!(tags.buttons.contains(&("said".to_owned(), "invariant".to_owned())), "{tags:?}");
    let page = browser.mend(&tags.with("said", "invariant")).await;
    assert_eq!(browser.step(0).await["inferred"]["invariant"], Value::Null);
    let page = browser.mend(&Form::of(&page, "text").with("of.0", &value(&browser, 0).await).with("attach", "0")).await;
    let kept = browser.step(0).await;
    assert_eq!(kept["notes"], "Gnarf: it must never be sold twice, gnarf. Hotel.");
    assert_eq!(kept["inferred"]["invariant"], Value::Null, "it stays taken back");

    // Said of another step, it leaves the first one.
    let page =
        browser.mend(&Form::of(&page, "text").with("of.3", &value(&browser, 1).await).with("attach", LOST)).await;
    assert_eq!(browser.step(0).await["notes"], "Hotel.");
    assert_eq!(browser.step(1).await["notes"], "Gnarf: it must never be sold twice, gnarf.");
    assert!(browser.step(1).await["inferred"]["invariant"].is_string());
    let page = browser.mend(&Form::of(&page, "text").with("set_aside", LOST)).await;
    let aside = browser.step(1).await;
    assert_eq!((&aside["notes"], &aside["inferred"]["invariant"]), (&Value::Null, &Value::Null));

    // What is said of a step that is dropped is left over, and never gone.
    browser.mend(&browser.step_form(&page, "tools", 0).await.with("edit", "drop_step")).await;
    let page = browser.bench().await;
    assert!(sentence(&page, "0").contains("not understood"), "{}", sentence(&page, "0"));
    assert!(sentence(&page, "1").contains("talk"), "its own sentence is set aside: {}", sentence(&page, "1"));
    assert_eq!(browser.actions().await, ["Mail the confirmation"]);
}

#[tokio::test]
async fn steps_are_dropped_moved_joined_split_told_otherwise_and_added() {
    let browser = begun().await;
    let page = browser.bench().await;
    let page = browser.mend(&browser.step_form(&page, "tools", 1).await.with("edit", "raise_step")).await;
    assert_eq!(browser.actions().await, ["Mail the confirmation", "Pick the room"]);
    let page = browser.mend(&browser.step_form(&page, "tools", 1).await.with("edit", "join_step")).await;
    assert_eq!(browser.actions().await, ["Mail the confirmation and pick the room"]);
    assert!(sentence(&page, "1").contains(">1</b>") && sentence(&page, "2").contains(">1</b>"), "{page}");

    let split = browser.step_form(&page, "split", 0).await;
    assert_eq!(split.value("first"), Some("Mail the confirmation"));
    assert_eq!(split.value("second"), Some("Pick the room"));
    let page = browser.mend(&split.with("second", "Hold the room")).await;
    assert_eq!(browser.actions().await, ["Mail the confirmation", "Hold the room"]);
    assert!(sentence(&page, "1").contains(">1</b><b class=\"no"), "both are told by it: {}", sentence(&page, "1"));
    let (first, second) = (browser.step(0).await, browser.step(1).await);
    assert_eq!(first["inferred"]["reply"], "none", "{first}");
    assert_ne!(second["inferred"], first["inferred"], "each has the answers of its own words: {second}");

    let row = browser.step_form(&page, "row", 0).await;
    let page =
        browser.mend(&row.with("action", "Charge the card").with("from", "Desk").with("to", "Bank, Ledger")).await;
    let told = browser.step(0).await;
    assert_eq!((&told["action"], &told["from"]), (&json!("Charge the card"), &json!("desk")));
    assert_eq!(told["to"], json!(["bank", "ledger"]));
    assert_eq!(told["id"], first["id"]);
    assert_ne!(told["inferred"]["reply"], "none", "the words that said so are gone: {told}");

    let flow = browser.description().await["flows"][0]["id"].as_str().unwrap().to_owned();
    let add = Form::of(&page, &format!("tell/{flow}")).with("action", "Mail the bill").with("to", "Mail");
    let page = browser.mend(&add).await;
    let added = browser.step(2).await;
    assert_eq!(added["inferred"]["reply"], "none", "the words of a new step are read: {added}");
    let name = Form::of(&page, &format!("name/{flow}")).with("name", "Book");
    let page = browser.mend(&name).await;
    assert_eq!(browser.description().await["flows"][0]["name"], "Book");
    let page = browser.mend(&browser.step_form(&page, "tools", 0).await.with("edit", "drop_step")).await;
    assert_eq!(browser.actions().await, ["Hold the room", "Mail the bill"]);
    assert!(page.contains("The step is removed."), "{page}");
    assert!(!browser.get(&browser.bench_address()).await.body().contains("/row/"), "no row without its step");
}

#[tokio::test]
async fn what_was_read_is_taken_as_read_or_taken_back() {
    let browser = begun().await;
    let page = browser.bench().await;
    let read = browser.step(1).await;
    assert_eq!(read["inferred"]["reply"], "none");
    let page_of = browser.mend(&Form::of(&page, "take-all")).await;
    let stated = browser.step(1).await;
    assert_eq!((&stated["inferred"], &stated["answers"]), (&Value::Null, &read["inferred"]));
    assert!(!page_of.contains("id=\"take-all\""), "nothing is left to take");
    let page = browser.mend(&Form::of(&page_of, "undo")).await;
    assert_eq!(browser.step(1).await, read);
    browser.mend(&browser.step_form(&page, "tags", 1).await.with("said", "reply")).await;
    assert_eq!(browser.step(1).await["inferred"]["reply"], Value::Null);
    // The questionnaire may remove a step, too; the bench shows its sentence.
    let flow = browser.description().await["flows"][0]["id"].as_str().unwrap().to_owned();
    let step = read["id"].as_str().unwrap().to_owned();
    let page = browser.page(&format!("/{flow}")).await;
    browser.send(&Form::of(&page, &format!("tools/{flow}/{step}")).with("edit", "remove_step")).await;
    assert!(sentence(&browser.bench().await, "2").contains("not understood"));
}

#[tokio::test]
async fn a_mistake_on_the_bench_is_told_in_place_and_nothing_is_lost() {
    let browser = begun().await;
    let page = browser.bench().await;
    let before = browser.description().await;
    let page_of =
        browser.refused(&browser.step_form(&page, "row", 0).await.with("action", " ").with("from", "Desk")).await;
    assert!(page_of.contains("Did we read you right?") && page_of.contains("/action/wrong"), "{page_of}");
    assert_eq!(browser.step_form(&page_of, "row", 0).await.value("from"), Some("Desk"), "what was typed is kept");
    browser.refused(&browser.step_form(&page, "split", 0).await.with("second", "")).await;
    browser.refused(&Form::of(&page, "text").with("make_step", "99")).await;
    for (name, value) in [("make_step", "x"), ("attach", "0")] {
        let mut form = Form::of(&page, "text").with(name, value);
        form.fields.retain(|(name, _)| !name.starts_with("of."));
        assert_eq!(post(&browser.service, &form).await.status(), 400, "{name}");
    }
    assert_eq!(browser.description().await, before);
}

#[tokio::test]
async fn another_text_is_read_in_its_place_and_undone() {
    let browser = begun().await;
    let page = browser.bench().await;
    let again = Form::of(&page, "again");
    assert_eq!(again.value("text"), Some(TEXT));
    let page = browser.mend(&again.clone().with("text", "Inn:\r\n- charge the card\r\n")).await;
    assert_eq!(browser.actions().await, ["Charge the card"]);
    assert_eq!(Form::of(&page, "again").value("text"), Some("Inn:\n- charge the card\n"));
    browser.mend(&Form::of(&page, "undo")).await;
    assert_eq!(browser.actions().await, ["Pick the room", "Mail the confirmation"]);
    let page = browser.refused(&again.with("text", "1 2 3")).await;
    assert!(page.contains("Found no steps, because"), "{page}");
    assert_eq!(Form::of(&page, "again").value("text"), Some("1 2 3"), "what was typed is kept");
    assert_eq!(browser.actions().await.len(), 2);
}

#[tokio::test]
async fn the_text_goes_with_the_report_only_if_its_writer_agrees() {
    let browser = begun().await;
    let publish = Form::of(&browser.page("").await, "publish-draft");
    assert_eq!(publish.value("with_words"), None, "off by default");
    let (report, cookie) = report_of(&post(&browser.service, &publish).await);
    let report = report.split('?').next().unwrap().to_owned();
    let page = browser.get(&report).await.into_body();
    assert!(!page.contains("Gunnar"), "{page}");
    let json = browser.get(&format!("/api/v1{}", report.replace("/r/", "/reports/"))).await.into_body();
    assert!(!json.contains("Gunnar"), "{json}");

    let revise = Form::of(&browser.page("").await, "publish-draft").with("with_words", "yes");
    let request = axum::http::Request::post(&revise.action).header("accept", "text/html");
    let request = request.header("cookie", cookie.split(';').next().unwrap());
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let answer = super::text(&browser.service, request.body(revise.body().into()).unwrap()).await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    let page = browser.get(&report).await.into_body();
    let text = between(&page, "id=\"words\"", "</details>");
    assert!(text.contains("Gunnar") && text.contains("not understood") && text.contains(">1</b>"), "{text}");
    assert!(!text.contains("<button"), "{text}");
    let json = browser.get(&format!("/api/v1{}", report.replace("/r/", "/reports/"))).await.into_body();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["words"]["text"], TEXT);
    assert_eq!(json["words"]["sentences"][1]["role"], "step");
    assert_eq!(json["revision"], 2, "another decision is another revision");
    let again = Form::of(&browser.page("").await, "publish-draft");
    assert_eq!(again.value("with_words"), Some("yes"), "who agreed is not asked to agree again");
}

#[tokio::test]
async fn what_is_said_of_when_a_step_runs_is_shown_and_taken_back() {
    let said = json!({"id": "mail", "action": "Mail the confirmation", "undoes": "pick", "repeats": "guest",
        "when": {"step": "pick", "outcome": "failed"}, "starts": {"after": "PT15M"}, "within": "PT1H",
        "tells": ["desk"]});
    let browser = begun_with(said.clone()).await;
    let mut page = browser.bench().await;
    for field in ["when", "starts", "within", "undoes", "repeats", "tells"] {
        let tags = browser.step_form(&page, "tags", 1).await;
        assert!(tags.buttons.contains(&("said".to_owned(), field.to_owned())), "{field}: {tags:?}");
        assert!(browser.step(1).await[field] != Value::Null, "{field}");
        page = browser.mend(&tags.with("said", field)).await;
        assert_eq!(browser.step(1).await[field], Value::Null, "{field}");
    }
    assert!(!page.contains("id=\"tags/stay/mail\""), "nothing is said any more: {page}");
}
