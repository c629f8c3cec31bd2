//! Tests of the JSON API, called through the router without a socket.

mod assessments;
mod bad_input;
mod descriptions;
mod diagrams;
mod exports;
#[cfg(feature = "browser")]
mod generated;
mod lines;
mod logs;
mod openapi;
mod reports;
pub(crate) mod revisions;
mod rules;
mod schemas;
mod sharing;

use axum::{
    Router,
    body::{Body, Bytes},
    http::{Request, Response},
};
use serde_json::Value;

use crate::house::{header, send};

/// The contract's system, cut to two steps.
pub(crate) const TICKETS: &str = r#"{
    "name": "Concert ticket booking",
    "flows": [{"id": "book", "name": "Book a ticket", "steps": [
        {"id": "reserve-seat", "action": "Reserve the seat", "from": "booking", "to": ["seats"], "entity": "seat",
         "answers": {"reply": "answer", "invariant": "exclusive_booking", "response_time": "milliseconds"}},
        {"action": "Send the confirmation e-mail", "from": "booking", "to": ["notifications"],
         "answers": {"reply": "none", "failure_tolerance": "retry_later"}}
    ]}]
}"#;

/// The same system as YAML, with a character of several bytes.
const TICKETS_YAML: &str = "
name: Concert ticket booking
flows:
  - id: book
    name: Book a ticket
    steps:
      - id: reserve-seat
        action: Reserve the seat
        from: booking
        to: [seats]
        entity: seat
        answers: {reply: answer, invariant: exclusive_booking, response_time: milliseconds}
      - action: Send the confirmation e-mail
        from: booking
        to: [notifications]
        answers: {reply: none, failure_tolerance: retry_later}
";

const JSON: (&str, &str) = ("content-type", "application/json");
const YAML: (&str, &str) = ("content-type", "application/yaml");

/// Calls `service` and reads the whole answer as text.
pub(crate) async fn call(
    service: &Router,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Response<String> {
    let answer = call_for_bytes(service, method, path, headers, body).await;
    answer.map(|body| String::from_utf8(body.to_vec()).unwrap())
}

/// Calls `service` and reads the whole answer.
async fn call_for_bytes(
    service: &Router,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Response<Bytes> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(service.clone(), request.body(body.into()).unwrap()).await
}

/// The body as JSON.
pub(crate) fn json(answer: &Response<String>) -> Value {
    serde_json::from_str(answer.body()).unwrap_or_else(|_| panic!("{} {}", answer.status(), answer.body()))
}

/// The problem in an answer, after checking its status and code.
#[track_caller]
pub(crate) fn problem(answer: &Response<String>, status: u16, code: &str) -> Value {
    assert_eq!(header(answer, "content-type"), "application/problem+json", "{}", answer.body());
    let problem = json(answer);
    assert_eq!(problem["type"], format!("/problems/{code}"), "{problem}");
    assert_eq!(answer.status().as_u16(), status);
    assert_eq!(problem["status"], status);
    assert!(!problem["title"].as_str().unwrap().is_empty());
    assert!(!problem["detail"].as_str().unwrap().is_empty());
    problem
}

/// The place and code of each fault of a problem.
fn faults(problem: &Value) -> Vec<(&str, &str)> {
    let faults = problem["faults"].as_array().unwrap();
    faults.iter().map(|fault| (fault["at"].as_str().unwrap(), fault["code"].as_str().unwrap())).collect()
}
