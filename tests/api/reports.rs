//! `/api/v1/reports`: a report from publication to deletion.

use std::{net::SocketAddr, sync::Arc};

use app::store::Outage;
use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use serde_json::{Value, json as value};
use server::router;

use crate::{
    api::{JSON, TICKETS, YAML, call, faults, json, problem},
    house::{header, send, service, state_over},
    memory::Memory,
};

const PATH: &str = "/api/v1/reports";

fn body(note: &str) -> String {
    format!("{{\"description\": {TICKETS}, \"note\": {note:?}}}")
}

/// A published report.
struct Published {
    path: String,
    token: String,
}

async fn publish(service: &Router) -> Published {
    let answer = call(service, "POST", PATH, &[JSON], body("first")).await;
    assert_eq!(answer.status(), 201, "{}", answer.body());
    let token = json(&answer)["edit_token"].as_str().unwrap().to_owned();
    Published { path: header(&answer, "location").to_owned(), token: format!("Bearer {token}") }
}

#[tokio::test]
async fn a_report_is_published_and_read() {
    let service = service();
    let headers = [JSON, ("host", "localhost:3000")];
    let answer = call(&service, "POST", PATH, &headers, body("first")).await;
    assert_eq!(answer.status(), 201, "{}", answer.body());
    let published = json(&answer);
    let id = published["id"].as_str().unwrap();
    assert_eq!((id.len(), published["edit_token"].as_str().unwrap().len()), (22, 44));
    assert_eq!(published["revision"], 1);
    assert_eq!(published["url"], format!("http://advisor.example/r/{id}"));
    assert_eq!(header(&answer, "location"), format!("{PATH}/{id}"));
    assert_eq!(header(&answer, "etag"), "\"1\"");
    assert_eq!(header(&answer, "cache-control"), "no-store");

    let assessment = call(&service, "POST", "/api/v1/assessments", &[JSON], TICKETS).await;
    for path in [format!("{PATH}/{id}"), format!("{PATH}/{id}/revisions/1")] {
        let read = call(&service, "GET", &path, &[], "").await;
        assert_eq!(read.status(), 200, "{}", read.body());
        assert_eq!(header(&read, "etag"), "\"1\"");
        assert_eq!(header(&read, "content-type"), "application/json");
        let report = json(&read);
        assert_eq!(report["id"], id);
        assert_eq!(report["revision"], 1);
        assert_eq!(report["made_at"], "2027-05-01T12:00:00Z");
        assert_eq!(report["note"], "first");
        assert_eq!(report["description"]["flows"][0]["steps"][1]["id"], "send-the-confirmation-e-mail");
        assert_eq!(report["assessment"], json(&assessment));
        assert!(read.body().ends_with(&format!("\"assessment\":{}}}", assessment.body())), "the same bytes");
        assert!(!read.body().contains("token"));
    }
}

#[tokio::test]
async fn asking_for_the_head_alone_finds_no_more_than_that() {
    let service = service();
    let Published { path, .. } = publish(&service).await;
    for (path, tag) in [(path.clone(), "\"1\""), (format!("{path}/revisions/1/again"), "")] {
        let head = call(&service, "HEAD", &path, &[], "").await;
        assert_eq!((head.status().as_u16(), header(&head, "etag")), (200, tag), "{path}");
        assert_eq!(header(&head, "content-type"), "application/json");
        assert_eq!((header(&head, "content-length"), head.body().as_str()), ("", ""), "{path}");
    }
    assert_eq!(call(&service, "HEAD", &format!("{path}/revisions/2"), &[], "").await.status(), 404);
}

#[tokio::test]
async fn a_body_may_be_yaml_and_a_note_left_out() {
    let service = service();
    let yaml = "description: {name: Tickets, flows: [{name: Book, steps: [{action: Reserve}]}]}";
    for (body, note) in [
        (yaml.to_owned(), Value::Null),
        (format!("{yaml}\nnote:"), Value::Null),
        (format!("note: ' '\n{yaml}"), Value::Null),
        (format!("{yaml}\nnote: |\n  two\n  lines"), value!("two\nlines\n")),
    ] {
        let answer = call(&service, "POST", PATH, &[YAML], body).await;
        assert_eq!(answer.status(), 201, "{}", answer.body());
        let read = call(&service, "GET", header(&answer, "location"), &[], "").await;
        assert_eq!(json(&read)["note"], note);
        assert_eq!(json(&read)["description"]["name"], "Tickets");
    }
}

#[tokio::test]
async fn a_change_is_a_new_revision_and_the_old_one_stays_as_it_was() {
    let service = service();
    let Published { path, token } = publish(&service).await;
    let first = call(&service, "GET", &format!("{path}/revisions/1"), &[], "").await;

    let changed = body("second").replace("Reserve the seat", "Hold the seat");
    let headers = [JSON, ("authorization", token.as_str()), ("if-match", "\"1\"")];
    let answer = call(&service, "PUT", &path, &headers, changed).await;
    assert_eq!(answer.status(), 200, "{}", answer.body());
    assert_eq!(header(&answer, "etag"), "\"2\"");
    let published = json(&answer);
    assert_eq!(published["revision"], 2);
    assert_eq!(published["url"], format!("http://advisor.example/r/{}", published["id"].as_str().unwrap()));
    assert_eq!(published.as_object().unwrap().len(), 3, "and no token: {published}");

    let latest = json(&call(&service, "GET", &path, &[], "").await);
    assert_eq!((&latest["revision"], &latest["note"]), (&value!(2), &value!("second")));
    assert_eq!(latest["description"]["flows"][0]["steps"][0]["action"], "Hold the seat");
    let still = call(&service, "GET", &format!("{path}/revisions/1"), &[], "").await;
    assert_eq!(still.body(), first.body());
    let none = problem(&call(&service, "GET", &format!("{path}/revisions/3"), &[], "").await, 404, "unknown");
    assert_eq!((&none["detail"], &none["latest"]), (&value!("There is no revision 3; the newest is 2."), &value!(2)));
    for number in ["0", "-1", "x", "4294967296"] {
        problem(&call(&service, "GET", &format!("{path}/revisions/{number}"), &[], "").await, 404, "unknown");
    }
}

#[tokio::test]
async fn nobody_overwrites_what_they_have_not_seen() {
    let service = service();
    let Published { path, token } = publish(&service).await;
    let auth = ("authorization", token.as_str());
    let answer = call(&service, "PUT", &path, &[JSON, auth], body("x")).await;
    problem(&answer, 428, "no_if_match");
    for tag in ["1", "\"1", "\"1\" \"2\"", "\"1\", *", "W/1", ""] {
        for method in ["PUT", "DELETE"] {
            let answer = call(&service, method, &path, &[JSON, auth, ("if-match", tag)], body("x")).await;
            let problem = problem(&answer, 400, "malformed");
            assert!(problem["detail"].as_str().unwrap().contains("with its quotation marks"), "{problem}");
        }
    }
    for (tag, part) in [
        ("\"0\"", "names no revision; the newest is 1"),
        ("W/\"1\"", "names no revision; the newest is 1"),
        ("\"a, b\"", "names no revision; the newest is 1"),
        ("\"2\", \"9\"", "There is no revision 9; the newest is 1."),
    ] {
        let answer = call(&service, "PUT", &path, &[JSON, auth, ("if-match", tag)], body("x")).await;
        let problem = problem(&answer, 412, "old_revision");
        assert!(problem["detail"].as_str().unwrap().contains(part), "{problem}");
        assert_eq!((&problem["latest"], &problem["difference"]), (&value!(1), &Value::Null), "{tag}");
    }
    for (tag, revision) in [("\"7\", \"1\"", 2), ("*", 3)] {
        let answer = call(&service, "PUT", &path, &[JSON, auth, ("if-match", tag)], body("x")).await;
        assert_eq!(json(&answer)["revision"], revision, "{tag}");
    }
    let answer = call(&service, "DELETE", &path, &[auth, ("if-match", "\"1\"")], "").await;
    let problem = problem(&answer, 412, "old_revision");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("Nothing was deleted.") && !detail.contains("apply"), "{detail}");
    assert!(problem["difference"].as_str().unwrap().ends_with("/diff?from=1&to=3"), "{problem}");
}

#[tokio::test]
async fn only_the_edit_token_changes_a_report() {
    let service = service();
    let Published { path, token } = publish(&service).await;
    let other = publish(&service).await;
    let basic = token.replace("Bearer", "Basic");
    let cut = &token[..token.len() - 1];
    for (method, body) in [("PUT", body("x")), ("DELETE", String::new())] {
        for (headers, code) in [
            (vec![], "no_token"),
            (vec![("authorization", basic.as_str())], "no_token"),
            (vec![("authorization", other.token.as_str())], "wrong_token"),
            (vec![("authorization", cut)], "wrong_token"),
            (vec![("authorization", "Bearer ")], "wrong_token"),
        ] {
            let headers = [headers, vec![JSON, ("if-match", "\"1\"")]].concat();
            let answer = call(&service, method, &path, &headers, body.clone()).await;
            problem(&answer, 401, code);
            assert!(header(&answer, "www-authenticate").starts_with("Bearer"));
        }
    }
    assert_eq!(call(&service, "GET", &path, &[], "").await.status(), 200);
    let lower = token.replace("Bearer", "bearer");
    assert_eq!(call(&service, "DELETE", &path, &[("authorization", &lower)], "").await.status(), 204);
}

#[tokio::test]
async fn a_deleted_report_is_gone() {
    let service = service();
    let Published { path, token } = publish(&service).await;
    let auth = ("authorization", token.as_str());
    let answer = call(&service, "DELETE", &path, &[auth], "").await;
    assert_eq!((answer.status().as_u16(), answer.body().as_str()), (204, ""));
    problem(&call(&service, "GET", &path, &[], "").await, 410, "deleted");
    problem(&call(&service, "GET", &format!("{path}/revisions/1"), &[], "").await, 410, "deleted");
    problem(&call(&service, "DELETE", &path, &[auth], "").await, 410, "deleted");
    let headers = [JSON, auth, ("if-match", "\"1\"")];
    problem(&call(&service, "PUT", &path, &headers, body("x")).await, 410, "deleted");
    for id in ["zzzzzzzzzzzzzzzzzzzzzz", "short", "__proto__", "%2e%2e%2f%2e%2e%2fetc%2fpasswd"] {
        problem(&call(&service, "GET", &format!("{PATH}/{id}"), &[], "").await, 404, "unknown");
    }
}

#[tokio::test]
async fn what_a_client_holds_is_not_sent_again() {
    let service = service();
    let Published { path, .. } = publish(&service).await;
    for held in ["\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"] {
        let answer = call(&service, "GET", &path, &[("if-none-match", held)], "").await;
        assert_eq!((answer.status().as_u16(), answer.body().as_str()), (304, ""), "{held}");
        assert_eq!(header(&answer, "etag"), "\"1\"");
        assert_eq!(header(&answer, "cache-control"), "private, no-cache");
    }
    let answer = call(&service, "GET", &path, &[("if-none-match", "\"2\"")], "").await;
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn a_repeated_call_is_answered_as_the_first_without_the_token() {
    let service = service();
    let headers = [JSON, ("idempotency-key", "8e03978e-40d5-43dd-bc93-6894a57f9324")];
    let first = call(&service, "POST", PATH, &headers, body("once")).await;
    let again = call(&service, "POST", PATH, &headers, body("once")).await;
    assert_eq!((first.status().as_u16(), again.status().as_u16()), (201, 201));
    assert_eq!(header(&first, "location"), header(&again, "location"));
    let mut expected = json(&first);
    assert!(expected.as_object_mut().unwrap().remove("edit_token").is_some());
    assert_eq!(json(&again), expected);

    let other = call(&service, "POST", PATH, &headers, body("twice")).await;
    problem(&other, 409, "key_reused");
    let without = call(&service, "POST", PATH, &[JSON], body("once")).await;
    assert_ne!(header(&without, "location"), header(&first, "location"));
    for key in ["", &"k".repeat(256)] {
        let answer = call(&service, "POST", PATH, &[JSON, ("idempotency-key", key)], body("once")).await;
        problem(&answer, 400, "malformed");
    }
}

#[tokio::test]
async fn a_key_is_its_clients_and_what_was_deleted_is_not_made_again() {
    let service = service();
    let publish = async |client: &str, note: &str| {
        let request = Request::post(PATH).header(JSON.0, JSON.1).header("idempotency-key", "1");
        let mut request = request.body(Body::from(body(note))).unwrap();
        let client: SocketAddr = format!("{client}:4000").parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(client));
        send(service.clone(), request).await.map(|body| String::from_utf8(body.to_vec()).unwrap())
    };
    let first = publish("192.0.2.1", "once").await;
    let other = publish("192.0.2.2", "once").await;
    for answer in [&first, &other] {
        assert!(json(answer)["edit_token"].is_string(), "each client makes its own: {}", answer.body());
    }
    assert_ne!(header(&first, "location"), header(&other, "location"));
    assert_eq!(publish("192.0.2.2", "twice").await.status(), 409);
    assert_eq!(header(&publish("192.0.2.1", "once").await, "location"), header(&first, "location"));

    let token = format!("Bearer {}", json(&first)["edit_token"].as_str().unwrap());
    let deleted = call(&service, "DELETE", header(&first, "location"), &[("authorization", &token)], "").await;
    assert_eq!(deleted.status(), 204);
    problem(&publish("192.0.2.1", "once").await, 410, "deleted");
    assert_eq!(header(&publish("192.0.2.2", "once").await, "location"), header(&other, "location"));
}

#[tokio::test]
async fn faults_around_the_description_are_not_the_descriptions() {
    let service = service();
    let answer = call(&service, "POST", PATH, &[JSON], r#"{"descripton": {}, "note": 7}"#).await;
    let problem_found = problem(&answer, 422, "wrong_body");
    let expected = [("/descripton", "unknown_field"), ("/note", "wrong_type"), ("/description", "missing_field")];
    assert_eq!(faults(&problem_found), expected);

    let text = "{\n\"note\": \"\",\n\"description\": {\"name\": \"x\", \"flows\": [{\"steps\": [{\"action\": 7}]}]}}";
    let answer = call(&service, "POST", PATH, &[JSON], text).await;
    let problem_found = problem(&answer, 422, "faulty");
    assert_eq!(faults(&problem_found), [("/flows/0/steps/0/action", "wrong_type")]);
    assert_eq!(problem_found["faults"][0]["line"], 3);
}

#[tokio::test]
async fn a_store_that_takes_nothing_says_what_is_wrong_and_is_read() {
    for (outage, code, part) in [
        (Outage::DiskFull, "store_unavailable", "The disk that reports are kept on is full"),
        (Outage::Locked, "store_unavailable", "Another program holds what reports"),
        (Outage::ReadOnly, "store_unavailable", "can only be read"),
        (Outage::Gone, "store_unavailable", "was removed or replaced"),
        (Outage::Unreachable, "store_unavailable", "cannot be reached"),
        (Outage::Busy, "overloaded", "Too much is being done"),
    ] {
        let store = Arc::new(Memory::default());
        let service = router::router(state_over("http://advisor.example", store.clone()));
        let Published { path, token } = publish(&service).await;
        store.take_nothing(outage);
        let headers = [JSON, ("authorization", token.as_str()), ("if-match", "\"1\"")];
        for (method, path) in [("POST", PATH), ("PUT", &path), ("DELETE", &path), ("GET", "/readyz")] {
            let answer = call(&service, method, path, &headers, body("x")).await;
            let problem = problem(&answer, 503, code);
            assert!(problem["detail"].as_str().unwrap().contains(part), "{problem}");
            assert!(!header(&answer, "retry-after").is_empty());
            assert!(!answer.body().contains("secret"), "{}", answer.body());
        }
        assert_eq!(call(&service, "GET", &path, &[], "").await.status(), 200);
        assert_eq!(call(&service, "GET", "/healthz", &[], "").await.status(), 200);
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_not_told_as_what_cannot_be_saved() {
    let store = Arc::new(Memory::default());
    let service = router::router(state_over("http://advisor.example", store.clone()));
    let Published { path, .. } = publish(&service).await;
    store.be_away(Outage::Unreachable);
    for part in ["", "/revisions", "/revisions/1", "/remarks", "/ballots", "/status"] {
        let problem = problem(&call(&service, "GET", &format!("{path}{part}"), &[], "").await, 503, "store_unreadable");
        assert_eq!(problem["title"], "Cannot be read now", "{part}");
    }
    problem(&call(&service, "GET", PATH, &[], "").await, 503, "store_unreadable");
    problem(&call(&service, "POST", PATH, &[JSON], body("x")).await, 503, "store_unavailable");
}

#[tokio::test]
async fn a_broken_store_is_told_by_its_request_id_and_nothing_else() {
    let store = Arc::new(Memory::default());
    let service = router::router(state_over("http://advisor.example", store.clone()));
    let Published { path, token } = publish(&service).await;
    store.break_down();
    let headers = [JSON, ("authorization", token.as_str()), ("if-match", "\"1\"")];
    for (method, path) in [("POST", PATH), ("GET", &path), ("PUT", &path), ("DELETE", &path)] {
        let answer = call(&service, method, path, &headers, body("x")).await;
        let problem = problem(&answer, 500, "internal");
        assert_eq!(problem["request"], header(&answer, "x-request-id"));
        assert!(!answer.body().contains("secret"), "{}", answer.body());
    }
}
