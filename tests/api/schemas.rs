//! `POST /api/v1/schemas/compare`, and the page that asks the same.

use axum::http::Request;
use serde_json::{Value, json};

use crate::{
    api::{JSON, call, problem},
    house::{self, service},
};

const PATH: &str = "/api/v1/schemas/compare";

async fn compared(body: &Value) -> Value {
    let answer = call(&service(), "POST", PATH, &[JSON], body.to_string()).await;
    assert_eq!(answer.status(), 200, "{}", answer.body());
    serde_json::from_str(answer.body()).unwrap()
}

#[tokio::test]
async fn a_comparison_says_who_breaks_where_and_who_upgrades_first() {
    let old = json!({"type": "object", "properties": {"id": {"type": "string"}}, "additionalProperties": false});
    let mut new = old.clone();
    new["properties"]["note"] = json!({"type": "string"});
    let answer = compared(&json!({"old": old, "new": new})).await;
    assert_eq!((&answer["compatibility"], &answer["upgrade_first"]), (&json!("backward"), &json!("consumers")));
    assert_eq!((&answer["format"], &answer["decided"]), (&json!("json_schema"), &json!(true)));
    let change = &answer["changes"][0];
    assert_eq!(change["at"], json!({"old": null, "new": "/properties/note"}));
    assert_eq!((&change["breaks"], &change["decided"]), (&json!("forward"), &json!(true)));
    assert!(change["who"][0].as_str().unwrap().contains("still read by the old version refuse new events with `note`"));
    assert!(change["instead"].as_str().unwrap().starts_with("Let every consumer"));
    assert!(answer["sources"][0]["url"].as_str().unwrap().starts_with("https://docs.confluent.io/"));
}

#[tokio::test]
async fn an_open_content_model_counts_as_written_or_as_it_is_used() {
    let old = json!({"type": "object", "properties": {"id": {"type": "string"}}});
    let new = json!({"type": "object", "properties": {"id": {"type": "string"}, "note": {"type": "string"}}});
    let mut body = json!({"old": old, "new": new});
    assert_eq!(compared(&body).await["compatibility"], "forward");
    body["content_model"] = json!("lenient");
    assert_eq!(compared(&body).await["compatibility"], "full");
}

#[tokio::test]
async fn versions_may_be_texts_in_json_or_yaml() {
    let old = "type: record\nname: E\nfields: [{name: id, type: int}]";
    let new = r#"{"type": "record", "name": "E", "fields": [{"name": "id", "type": "long"}]}"#;
    let answer = compared(&json!({"old": old, "new": new})).await;
    assert_eq!((&answer["format"], &answer["compatibility"]), (&json!("avro"), &json!("backward")));
}

#[tokio::test]
async fn the_messages_of_asyncapi_documents_are_compared_behind_their_references() {
    let document = |title: &str, more: &str| {
        format!(
            "asyncapi: 3.0.0\nchannels:\n  orders:\n    messages:\n      OrderPlaced: {{$ref: '#/components/messages/OrderPlaced'}}\n{more}\
             components:\n  messages:\n    OrderPlaced: {{payload: {{$ref: '#/components/schemas/order'}}}}\n  \
             schemas:\n    order: {{type: object, required: [id], properties: {{id: {{type: {title}}}}}}}\n"
        )
    };
    let body = json!({"old": document("integer", ""), "new": document("number", "")});
    let answer = compared(&body).await;
    assert_eq!((&answer["format"], &answer["compatibility"]), (&json!("asyncapi"), &json!("backward")));
    assert_eq!(answer["changes"][0]["at"]["new"], "/components/schemas/order/properties/id/type");
    let gone = json!({"old": document("integer", "      OrderShipped: {payload: {type: object}}\n"), "new": document("integer", "")});
    let answer = compared(&gone).await;
    assert_eq!((&answer["compatibility"], &answer["changes"][0]["breaks"]), (&json!("forward"), &json!("backward")));
}

#[tokio::test]
async fn every_fault_of_both_versions_is_told_at_its_place() {
    let body = "{\"old\": {\"type\": \"text\", \"required\": \"id\"},\n \"new\": {\"$ref\": \"#/$defs/x\"}}";
    let answer = call(&service(), "POST", PATH, &[JSON], body).await;
    let faults = &problem(&answer, 422, "wrong_body")["faults"];
    let told: Vec<_> =
        faults.as_array().unwrap().iter().map(|fault| (&fault["at"], &fault["line"], &fault["column"])).collect();
    let expected = [
        (json!("/old/type"), json!(1), json!(18)),
        (json!("/old/required"), json!(1), json!(38)),
        (json!("/new/$ref"), json!(2), json!(18)),
    ];
    assert_eq!(told, expected.iter().map(|(at, line, column)| (at, line, column)).collect::<Vec<_>>());
    for (body, at) in [
        (json!({"old": {}}), "/new"),
        (json!({"old": "{", "new": {}}), "/old"),
        (json!({"old": {}, "new": "string"}), "/new"),
        (json!({"old": {}, "new": {}, "content_model": "open"}), "/content_model"),
        (json!({"old": {"type": "record", "name": "E"}, "new": ["null", "Other"]}), "/old/fields"),
    ] {
        let answer = call(&service(), "POST", PATH, &[JSON], body.to_string()).await;
        assert_eq!(problem(&answer, 422, "wrong_body")["faults"][0]["at"], at, "{body}");
    }
}

#[tokio::test]
async fn the_page_shows_the_changes_and_keeps_what_was_typed() {
    let service = service();
    let get = Request::get("/schemas").body(axum::body::Body::empty()).unwrap();
    let page = house::send(service.clone(), get).await;
    assert!(page.status() == 200 && String::from_utf8_lossy(page.body()).contains("name=\"old\""));
    let form = |old: &str, new: &str| {
        let body = serde_json::from_value::<Vec<(String, String)>>(json!([["old", old], ["new", new]])).unwrap();
        let body: Vec<String> = body.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        Request::post("/schemas")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(axum::body::Body::from(body.join("&")))
            .unwrap()
    };
    let page =
        house::send(service.clone(), form("{\"type\": \"integer\"}", "{\"type\": \"number\", \"title\": \"<b>\"}"))
            .await;
    let html = String::from_utf8_lossy(page.body()).into_owned();
    assert!(page.status() == 200 && html.contains("The consumers upgrade first") && !html.contains("<b>\""), "{html}");
    let page = house::send(service.clone(), form("{\"type\": \"text\"}", "{")).await;
    let html = String::from_utf8_lossy(page.body()).into_owned();
    assert!(
        page.status() == 422 && html.contains("There is no such type.") && html.contains("neither JSON nor YAML"),
        "{html}"
    );
}

/// A value of a form.
fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
}
