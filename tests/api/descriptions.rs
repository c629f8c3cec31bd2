//! `POST /api/v1/descriptions` with documents of other tools.

use axum::body::Body;
use serde_json::{Value, json};

use super::{JSON, call};
use crate::house::service;

const PATH: &str = "/api/v1/descriptions";

const ASYNCAPI: &str = "asyncapi: 3.0.0
info: {title: Orders}
channels:
  placed: {messages: {OrderPlaced: {}}}
operations:
  sendOrderPlaced: {action: send, channel: {$ref: '#/channels/placed'}}
";

/// An archive of one page, which is stored as it is.
fn archive(path: &str, page: &str) -> Vec<u8> {
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let short = |bytes: &[u8]| u16::try_from(bytes.len()).unwrap().to_le_bytes();
    let (path, page) = (path.as_bytes(), page.as_bytes());
    let sizes = [length(page), length(page)].concat();
    let local =
        [b"PK\x03\x04", &[10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &sizes, &short(path), &[0, 0], path, page];
    let local = local.concat();
    let central =
        [b"PK\x01\x02", &[10, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &sizes, &short(path), &[0; 16], path];
    let central = central.concat();
    let end = [b"PK\x05\x06", &[0, 0, 0, 0, 1, 0, 1, 0][..], &length(&central), &length(&local), &[0, 0]].concat();
    [local, central, end].concat()
}

async fn describe(body: &Value) -> (u16, Value) {
    let answer = call(&service(), "POST", PATH, &[JSON], body.to_string()).await;
    (answer.status().as_u16(), serde_json::from_str(answer.body()).unwrap())
}

#[tokio::test]
async fn a_document_is_read_as_a_text_and_as_the_value_itself() {
    let value = json!({
        "asyncapi": "3.0.0",
        "info": {"title": "Orders"},
        "channels": {"placed": {"messages": {"OrderPlaced": {}}}},
        "operations": {"sendOrderPlaced": {"action": "send", "channel": {"$ref": "#/channels/placed"}}},
    });
    let (status, as_text) = describe(&json!({"from": "asyncapi", "content": ASYNCAPI})).await;
    assert_eq!(status, 200, "{as_text}");
    let (status, as_value) = describe(&json!({"from": "asyncapi", "content": value})).await;
    assert_eq!(status, 200, "{as_value}");
    let (_, recognised) = describe(&json!({"from": "text", "content": ASYNCAPI})).await;
    for answer in [&as_text, &as_value, &recognised] {
        assert_eq!(answer["description"], as_text["description"]);
        let step = &answer["description"]["flows"][0]["steps"][0];
        assert_eq!((&step["announces"], &step["today"]["style"]), (&json!("OrderPlaced"), &json!("event")));
        assert!(!answer["sentences"].as_array().unwrap().is_empty());
    }
    // What stands in the value is told by its place in the body.
    let body = json!({"from": "asyncapi", "content": value}).to_string();
    let found =
        as_value["evidence"].as_array().unwrap().iter().find(|found| found["words"] == "sendOrderPlaced").unwrap();
    let start = usize::try_from(found["span"][0].as_u64().unwrap()).unwrap();
    assert!(body[start..].starts_with("sendOrderPlaced"), "{found}");
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_document_is_told_with_its_place() {
    let wrong = ASYNCAPI.replace("action: send", "action: sends").replace("#/channels/placed", "#/channels/none");
    let (status, problem) = describe(&json!({"from": "asyncapi", "content": wrong})).await;
    assert_eq!(status, 422);
    assert_eq!(problem["faults"][0]["line"], 6, "{problem}");
    assert_eq!(problem["faults"][0]["at"], "/operations/sendOrderPlaced/action");
    let (status, problem) = describe(&json!({"from": "asyncap", "content": ASYNCAPI})).await;
    assert_eq!((status, &problem["faults"][0]["hint"]), (422, &json!("Did you mean `asyncapi`?")));
    let (status, problem) = describe(&json!({"from": "openapi", "content": "openapi: 3.1.0"})).await;
    assert_eq!((status, &problem["type"]), (422, &json!("/problems/no_steps")));
}

#[tokio::test]
async fn an_archive_is_sent_as_it_is() {
    let zip = [("content-type", "application/zip")];
    let page = "---\nid: OrderPlaced\nname: Order placed\n---\n";
    let bytes = archive("events/OrderPlaced/index.mdx", page);
    let answer = call(&service(), "POST", &format!("{PATH}?from=eventcatalog"), &zip, Body::from(bytes.clone())).await;
    assert_eq!(answer.status(), 200, "{}", answer.body());
    assert!(answer.body().contains("\"trigger\":{\"event\":\"OrderPlaced\"}"), "{}", answer.body());
    let answer = call(&service(), "POST", &format!("{PATH}?from=openapi"), &zip, Body::from(bytes.clone())).await;
    assert_eq!(answer.status(), 400, "{}", answer.body());
    let answer = call(&service(), "POST", PATH, &zip, Body::from(&b"PK\x03\x04 is all"[..])).await;
    assert_eq!(answer.status(), 422, "{}", answer.body());
}
