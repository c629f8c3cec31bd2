//! A batch: a description on each line goes in, and an answer on each line comes out.

use std::{convert::Infallible, time::Duration};

use app::limit::TEXT_LIMIT;
use axum::{
    body::{Body, Bytes, HttpBody},
    http::Request,
};
use futures_util::StreamExt;
use http_body_util::BodyExt;
use serde_json::Value;
use server::api::lines::{LONGEST, MOST};
use tokio::{sync::mpsc, time::timeout};
use tower::ServiceExt;

use crate::{
    api::{JSON, TICKETS, call, faults, json},
    house::{header, service},
};

const PATH: &str = "/api/v1/assessments";
const LINES: (&str, &str) = ("content-type", "application/x-ndjson");

/// A time limit that no working test reaches.
const PATIENCE: Duration = Duration::from_mins(1);

/// The contract's system on one line.
fn line() -> String {
    serde_json::from_str::<Value>(TICKETS).unwrap().to_string()
}

/// The answers to a batch.
async fn answers(batch: impl Into<Body>) -> Vec<Value> {
    let answer = call(&service(), "POST", PATH, &[LINES], batch).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(header(&answer, "content-type"), "application/x-ndjson");
    answer.body().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The number of the line and the code of the problem in an answer.
fn problem(answer: &Value) -> (u64, &str) {
    let code = answer["problem"]["type"].as_str().unwrap_or_else(|| panic!("{answer:.300}"));
    (answer["line"].as_u64().unwrap(), code.strip_prefix("/problems/").unwrap())
}

#[tokio::test]
async fn each_line_is_answered_in_its_order() {
    let line = line();
    let answers = answers(format!("{line}\n\n{{\"name\": \n  \r\n{{\"name\": 1}}\r\n{line}\r\n\u{feff}\n{line}")).await;
    let alone = json(&call(&service(), "POST", PATH, &[JSON], line).await);
    let numbers: Vec<_> = answers.iter().map(|answer| answer["line"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [1, 3, 5, 6, 7, 8], "blank lines are passed over and count");
    for place in [0, 3, 5] {
        assert_eq!(answers[place]["assessment"], alone);
        assert_eq!(answers[place].as_object().unwrap().len(), 2);
    }
    assert_eq!(problem(&answers[1]), (3, "not_json"));
    assert_eq!(problem(&answers[2]), (5, "faulty"));
    assert_eq!(faults(&answers[2]["problem"]), [("/flows", "missing_field"), ("/name", "wrong_type")]);
    assert_eq!(problem(&answers[4]), (7, "not_json"));
}

#[tokio::test]
async fn an_empty_batch_has_no_answer() {
    assert!(answers("").await.is_empty());
    assert!(answers("\n \n\t\r\n").await.is_empty());
}

#[tokio::test]
async fn a_line_may_be_as_long_as_a_body_and_a_longer_one_spoils_no_other() {
    let padded = |length: usize| format!("{}{}", line(), " ".repeat(length - line().len()));
    let batch = format!("{}\n{}\n{}\n", padded(TEXT_LIMIT), padded(TEXT_LIMIT + 1), line());
    let answers = answers(batch).await;
    assert_eq!(answers.len(), 3);
    assert!(answers[0]["assessment"].is_object() && answers[2]["assessment"].is_object());
    assert_eq!(problem(&answers[1]), (2, "too_large"));
}

#[tokio::test]
async fn a_batch_has_so_many_lines_and_no_more() {
    let answered = answers("1\n".repeat(MOST)).await;
    assert_eq!(answered.len(), MOST);
    assert!(answered.iter().all(|answer| problem(answer).1 == "faulty"));
    let answered = answers("1\n".repeat(MOST + 3)).await;
    assert_eq!(answered.len(), MOST + 1);
    assert_eq!(problem(&answered[MOST]), (MOST as u64 + 1, "too_large"));
    let detail = answered[MOST]["problem"]["detail"].as_str().unwrap();
    assert!(detail.contains("10000 descriptions and 64 MiB"), "{detail}");
}

#[tokio::test]
async fn a_batch_is_so_long_and_no_longer() {
    let blank = format!("{}\n", " ".repeat(TEXT_LIMIT - 1)).repeat(LONGEST / TEXT_LIMIT - 1);
    let whole = format!("{blank}{}\n{}", " ".repeat(TEXT_LIMIT - line().len() - 1), line());
    assert_eq!(whole.len(), LONGEST);
    let answered = answers(whole.clone()).await;
    assert_eq!(answered.len(), 1);
    assert!(answered[0]["assessment"].is_object());
    let answered = answers(whole + "\n").await;
    assert_eq!(problem(answered.last().unwrap()).1, "too_large");
}

#[tokio::test]
async fn bytes_that_are_no_text_spoil_no_other_line() {
    let batch = [b"{\"name\": \"\xff\"}\n", line().as_bytes()].concat();
    let answers = answers(batch).await;
    assert_eq!(problem(&answers[0]), (1, "not_json"));
    assert!(answers[1]["assessment"].is_object());
}

/// A body whose parts the test sends one by one.
fn in_parts() -> (mpsc::Sender<Bytes>, Body) {
    let (send, mut parts) = mpsc::channel::<Bytes>(1);
    let parts = futures_util::stream::poll_fn(move |context| parts.poll_recv(context));
    (send, Body::from_stream(parts.map(Ok::<_, Infallible>)))
}

#[tokio::test]
async fn an_answer_comes_before_the_next_line_is_sent_whether_or_not_the_client_takes_it_compressed() {
    for accepted in ["identity", "gzip, br"] {
        let (send, body) = in_parts();
        let request = Request::post(PATH).header("host", "advisor.example").header("accept-encoding", accepted);
        let request = request.header(LINES.0, LINES.1).body(body).unwrap();
        let mut answer = service().oneshot(request).await.unwrap().into_body();
        for number in 1..=3 {
            let whole = format!("{}\n", line());
            let (one, other) = whole.split_at(100);
            send.send(Bytes::from(one.to_owned())).await.unwrap();
            send.send(Bytes::from(other.to_owned())).await.unwrap();
            let part = timeout(PATIENCE, answer.frame()).await.expect("answered in time").unwrap().unwrap();
            let answered: Value = serde_json::from_slice(part.data_ref().unwrap()).unwrap();
            assert_eq!(answered["line"], number);
            assert!(answered["assessment"].is_object());
        }
        drop(send);
        assert!(timeout(PATIENCE, answer.frame()).await.expect("ended in time").is_none());
        assert!(answer.is_end_stream() || answer.frame().await.is_none());
    }
}

#[tokio::test]
async fn a_batch_whose_answers_nobody_takes_is_not_read_further() {
    let (send, body) = in_parts();
    let request = Request::post(PATH).header("host", "advisor.example").header(LINES.0, LINES.1).body(body).unwrap();
    let answer = service().oneshot(request).await.unwrap();
    drop(answer);
    let mut lines = 0;
    // The first lines may still find their way; then nobody is there to take them.
    while timeout(PATIENCE, send.send(Bytes::from_static(b"1\n"))).await.expect("let go in time").is_ok() {
        lines += 1;
        assert!(lines < 100);
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_falls_silent_is_told_and_let_go() {
    let (send, body) = in_parts();
    let request = Request::post(PATH).header("host", "advisor.example").header(LINES.0, LINES.1).body(body).unwrap();
    let answer = service().oneshot(request).await.unwrap();
    send.send(Bytes::from_static(b"1\n{\"name\"")).await.unwrap();
    let text = answer.into_body().collect().await.unwrap().to_bytes();
    let lines: Vec<Value> =
        String::from_utf8(text.to_vec()).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.iter().map(problem).collect::<Vec<_>>(), [(1, "faulty"), (2, "too_slow")]);
}

#[tokio::test]
async fn only_assessments_are_made_in_batches() {
    for path in ["/api/v1/descriptions", "/api/v1/reports", "/api/v1/diagrams?as=svg"] {
        let answer = call(&service(), "POST", path, &[LINES], format!("{}\n", line())).await;
        crate::api::problem(&answer, 415, "unsupported_media_type");
    }
}
