//! Tests of what people paste where words are expected, and of the instruction for a chat assistant.

use axum::{Router, body::Body, http::Request};
use serde_json::{Value, json};

use crate::house::{header, send, service};
use crate::model::post;

const TEXT: &str = "We reserve the seat, and the receipt is mailed afterwards.";

const ANSWER: &str = "Here it is:

```yaml
name: Tickets
flows:
  - name: Book
    steps:
      - action: we reserve the seat
        answers: {reply: answer}
        quotes: {action: \"We reserve the seat\", reply: \"reserve the seat\"}
      - action: the receipt is mailed
        answers: {reply: none}
        quotes: {action: \"the receipt is mailed\", reply: \"afterwards\"}
      - action: the clerk is bribed
        quotes: {action: \"the clerk is bribed\"}
```

Shall I add anything?";

const OWN: &str = "name: Tickets\nflows:\n  - steps:\n      - {action: Reserve the seat, answers: {reply: answer}}\n";

async fn describe(body: Value) -> (u16, Value) {
    let request = Request::post("/api/v1/descriptions").header("content-type", "application/json");
    let answer = send(service(), request.body(body.to_string().into()).unwrap()).await;
    (answer.status().as_u16(), serde_json::from_slice(answer.body()).unwrap())
}

#[tokio::test]
async fn the_instruction_is_there_for_programs_and_for_people() {
    let answer = send(service(), Request::get("/api/v1/prompt").body(Body::empty()).unwrap()).await;
    assert_eq!(header(&answer, "content-type"), "text/markdown; charset=utf-8");
    let instruction = String::from_utf8(answer.body().to_vec()).unwrap();
    for part in ["quotes", "`reply`", "`outcome_later`", "```yaml", "in one code fence"] {
        assert!(instruction.contains(part), "{part}");
    }
    let page = send(service(), Request::get("/assistant").body(Body::empty()).unwrap()).await;
    let page = String::from_utf8(page.body().to_vec()).unwrap();
    let escaped = instruction.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    assert!(page.contains(&escaped));
    let page = post(&service(), "/assistant", &[("steps", "We <b>pay</b>.")]).await;
    assert!(page.body().contains("## The text\n\nWe &lt;b&gt;pay&lt;/b&gt;."), "{}", page.body());
}

#[tokio::test]
async fn an_answer_with_talk_around_it_is_read_and_checked_against_the_text() {
    let (status, read) = describe(json!({"from": "text", "content": ANSWER, "original": TEXT})).await;
    assert_eq!(status, 200, "{read}");
    let steps = read["description"]["flows"][0]["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 2);
    assert_eq!((&steps[1]["answers"], &steps[1]["inferred"]["reply"]), (&Value::Null, &json!("none")));
    assert_eq!(read["dropped"][0]["part"], "the clerk is bribed");
    let quote = read["evidence"].as_array().unwrap().iter().find(|found| found["at"] == "/flows/0/steps/1/action");
    assert_eq!(quote.unwrap()["span"], json!([25, 46]));

    assert_eq!(
        read["sentences"],
        json!([{"span": [0, 58], "role": "step", "at": ["/flows/0/steps/0", "/flows/0/steps/1"]}])
    );

    let (_, believed) = describe(json!({"from": "text", "content": ANSWER})).await;
    assert!(believed.get("dropped").is_none(), "{believed}");
    assert_eq!(believed["description"]["flows"][0]["steps"].as_array().unwrap().len(), 3);

    let (status, none) = describe(json!({"from": "text", "content": "It is a poem.", "original": TEXT})).await;
    assert_eq!((status, &none["type"]), (422, &json!("/problems/no_steps")));
}

#[tokio::test]
async fn somebodys_own_description_keeps_its_answers() {
    let (status, read) = describe(json!({"from": "text", "content": OWN})).await;
    assert_eq!((status, &read["description"]["flows"][0]["steps"][0]["answers"]["reply"]), (200, &json!("answer")));
    let started = post(&service(), "/drafts", &[("steps", OWN)]).await;
    assert_eq!(started.status(), 303, "{}", started.body());
}

#[tokio::test]
async fn faults_are_told_all_at_once_so_that_an_assistant_can_mend_them() {
    let faulty = OWN.replace("reply: answer", "reply: yes, intnt: query").replace("steps:", "stepz: 1\n    steps:");
    let (status, problem) = describe(json!({"from": "text", "content": faulty})).await;
    assert_eq!((status, problem["faults"].as_array().unwrap().len()), (422, 3), "{problem}");
    for path in ["/drafts", "/reports"] {
        let page = post(&service(), path, &[("steps", &faulty)]).await;
        assert_eq!(page.status(), 422);
        for part in [
            "There are 3 faults to mend",
            "id=\"for-assistant\"",
            "Mend everything that is listed",
            "/flows/0/steps/0/answers/reply (line 5, column",
            "Did you mean `intent`?",
            "id=\"steps-faults\"",
        ] {
            assert!(page.body().contains(part), "{part} is not in {}", page.body());
        }
    }
    let broken = "name: Tickets\nflows:\n  - steps:\n      - action: \"Reserve \"it\"\n";
    let page = post(&service(), "/drafts", &[("steps", broken)]).await;
    assert!(page.status() == 422 && page.body().contains("1. Line 4, column"), "{}", page.body());
}

#[tokio::test]
async fn what_was_left_out_is_shown_before_the_rest_goes_on_to_the_bench() {
    let service = service();
    let fields = [("steps", ANSWER), ("original", TEXT)];
    for path in ["/drafts", "/reports"] {
        let page = post(&service, path, &fields).await;
        assert_eq!(page.status(), 200);
        for part in ["1 part<!----> left out", "the clerk is bribed", "id=\"for-assistant\"", "Go on with this reading"]
        {
            assert!(page.body().contains(part), "{part}");
        }
    }
    let started = post(&service, "/drafts", &[fields[0], fields[1], ("shown", "yes")]).await;
    assert_eq!(started.status(), 303, "{}", started.body());
    let bench = page_at(&service, header(&started, "location")).await;
    assert!(bench.contains("Did we read you right?") && !bench.contains("/reading/model"), "{bench}");
    assert!(bench.contains("The receipt is mailed") && !bench.contains("the clerk"), "{bench}");

    let whole = ANSWER.replace("\"the clerk is bribed\"", "\"the seat\"");
    let started = post(&service, "/drafts", &[("steps", whole.as_str()), fields[1]]).await;
    assert!(header(&started, "location").starts_with("/reading/"), "nothing was left out: {}", started.body());
    let started = post(&service, "/drafts", &fields[..1]).await;
    assert!(header(&started, "location").starts_with("/d/"), "there is no text to show: {}", started.body());
}

#[tokio::test]
async fn the_bench_reads_words_only() {
    let service = service();
    let started = post(&service, "/drafts", &[("steps", TEXT)]).await;
    let bench = header(&started, "location");
    let refused = post(&service, bench, &[("form", "again"), ("back.reading", "yes"), ("text", ANSWER)]).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.body().contains("this is a description already"), "{}", refused.body());
    assert!(page_at(&service, bench).await.contains("reserve the seat"));
}

async fn page_at(service: &Router, path: &str) -> String {
    let page = send(service.clone(), Request::get(path).body(Body::empty()).unwrap()).await;
    String::from_utf8(page.body().to_vec()).unwrap()
}

#[tokio::test]
async fn documents_that_are_not_read_yet_are_named_and_never_read_as_prose() {
    for (document, is) in [
        ("@startuml\nShop -> Bank: Charge the card\n@enduml\n", "a PlantUML diagram"),
        (
            "swagger: '2.0'\npaths:\n  /orders:\n    post:\n      summary: Sends the order to the shop\n",
            "a Swagger 2.0 document",
        ),
    ] {
        let (status, problem) = describe(json!({"from": "text", "content": document})).await;
        assert_eq!((status, &problem["type"]), (422, &json!("/problems/no_steps")));
        assert!(problem["detail"].as_str().unwrap().contains(is), "{problem}");
        for path in ["/drafts", "/reports"] {
            let page: axum::http::Response<String> = post(&service(), path, &[("steps", document)]).await;
            assert!(page.status() == 422 && page.body().contains(is), "{}", page.body());
        }
    }
}

#[tokio::test]
async fn the_start_page_leads_to_the_assistant() {
    let service: Router = service();
    let page = send(service, Request::get("/").body(Body::empty()).unwrap()).await;
    let page = String::from_utf8(page.body().to_vec()).unwrap();
    assert!(page.contains("formaction=\"/assistant\""));
}
