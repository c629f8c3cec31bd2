//! The pages, asked through the router without a socket: each is whole without a script.

use std::fmt::Write;

use app::examples;
use axum::{
    Router,
    body::Body,
    http::{Request, Response},
};
use engine::Rulebook;
use serde_json::{Value, json};

use crate::house::{header, send, service};

/// Two steps, and a name for each thing that a page shows.
const TICKETS: &str = "\
name: Concert ticket booking
summary: Fans book seats.
participants: [{id: fan, name: Fan, kind: person}]
flows:
  - name: Book a ticket
    actor: fan
    steps:
      - {action: Reserve the seat, from: booking, to: [seats], entity: seat,
         answers: {reply: answer, invariant: exclusive_booking, response_time: milliseconds}}
      - {action: Send the e-mail, from: booking, to: [mail], answers: {reply: none, staleness: hours}}
";

async fn get(service: &Router, path: &str) -> Response<String> {
    text(service, Request::get(path).header("accept", "text/html").body(Body::empty()).unwrap()).await
}

/// Sends the form of the start page.
async fn post(service: &Router, description: &str, note: &str) -> Response<String> {
    let mut body = String::from("description=");
    escape(&mut body, description);
    body.push_str("&note=");
    escape(&mut body, note);
    let request = Request::post("/reports").header("content-type", "application/x-www-form-urlencoded");
    text(service, request.body(body.into()).unwrap()).await
}

async fn text(service: &Router, request: Request<Body>) -> Response<String> {
    send(service.clone(), request).await.map(|body| String::from_utf8(body.to_vec()).unwrap())
}

/// Writes a text as the value of a form's field.
fn escape(body: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            body.push(char::from(byte));
        } else {
            write!(body, "%{byte:02X}").unwrap();
        }
    }
}

/// What stands between two marks, the first time.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let rest = text.split_once(start).unwrap_or_else(|| panic!("{start} is not in {text}")).1;
    rest.split_once(end).unwrap().0
}

/// Publishes and returns the report's path.
async fn published(service: &Router, description: &str) -> String {
    let answer = post(service, description, "").await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    address(&answer).to_owned()
}

/// The address of a report that was published a moment ago.
fn address(answer: &Response<String>) -> &str {
    header(answer, "location").strip_suffix("?published").unwrap()
}

async fn report(description: &str) -> String {
    let service = service();
    let path = published(&service, description).await;
    let page = get(&service, &path).await;
    assert_eq!(page.status(), 200, "{}", page.body());
    page.into_body()
}

/// What every page keeps: one title, no script but that of an island, no style of its own, headings without a gap.
fn is_sound(page: &str) {
    assert_eq!(page.matches("<h1").count(), 1, "one h1: {page}");
    assert!(!page.contains(" style="), "a style of its own: {page}");
    assert!(!page.contains("<style"), "a style of its own: {page}");
    let main = page.split_once("<main").unwrap().1;
    assert!(!main.contains("<script"), "a script in the page: {page}");
    assert!(page.contains("<leptos-island") || !page.contains("<script"), "a script without an island");
    let mut level = 0;
    for heading in main.split("<h").skip(1) {
        let Some(number) = heading.chars().next().and_then(|first| first.to_digit(10)) else { continue };
        assert!(number <= level + 1, "a heading of level {number} after one of {level}: {page}");
        level = number;
    }
}

#[tokio::test]
async fn the_start_page_has_a_form_and_every_example() {
    let service = service();
    let page = get(&service, "/").await;
    assert_eq!(page.status(), 200);
    is_sound(page.body());
    assert!(page.body().contains("action=\"/reports\"") && page.body().contains("method=\"post\""));
    assert!(page.body().contains("<label for=\"description\">"));
    for example in examples::ALL {
        assert!(page.body().contains(&format!("/?example={}", example.id)), "{}", example.id);
        let filled = get(&service, &format!("/?example={}", example.id)).await;
        assert!(filled.body().contains(example.text.lines().next().unwrap()), "{}", example.id);
        is_sound(filled.body());
        is_sound(&report(example.text).await);
    }
    assert_eq!(get(&service, "/?example=nothing").await.status(), 200);
}

#[tokio::test]
async fn a_form_becomes_a_report_with_every_reason() {
    let service = service();
    let answer = post(&service, TICKETS, "for <the> board").await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    assert_eq!(header(&answer, "cache-control"), "no-store");
    let page = get(&service, address(&answer)).await;
    assert_eq!(header(&page, "x-robots-tag"), "noindex");
    let page = page.into_body();
    is_sound(&page);
    for part in [
        "Reserve the seat while the fan waits; everything after that is told by one event, SeatReserved.",
        "1 of 2 steps is strong by need",
        "settled: 1 of 2",
        "for &lt;the&gt; board",
        "id=\"book-a-ticket/reserve-the-seat\"",
        "id=\"book-a-ticket/send-the-e-mail\"",
        "The caller cannot go on without the result, so it waits for it.",
        "\u{2212}100",
        "AWS REL04-BP02",
        "<th scope=\"col\">Level</th>",
        "href=\"/rules/conditional_write\"",
        "within hours",
        "<h2 id=\"first\">",
        Rulebook::shipped().digest(),
    ] {
        assert!(page.contains(part), "{part} is not on {page}");
    }
}

#[tokio::test]
async fn faults_are_told_beside_what_was_typed() {
    let service = service();
    let typed = "name: <b>Shop</b>\nflows:\n  - steps:\n      - {action: Pay, answers: {replay: answer}}\n      - {}\n";
    let page = post(&service, typed, "my & note").await;
    assert_eq!(page.status(), 422);
    is_sound(page.body());
    let body = page.body();
    assert!(body.contains("Line 4, column "), "{body}");
    assert!(body.contains("Did you mean <code>reply</code>?"));
    assert!(body.contains("name: &lt;b&gt;Shop&lt;/b&gt;\nflows:"));
    assert!(body.contains("my &amp; note"));
    assert!(body.contains("aria-invalid=\"true\"") && body.contains("aria-describedby=\"description-hint faults\""));
    assert!(body.contains("href=\"#description\""));

    let evil = post(&service, "\n</textarea><script>alert(1)</script>&lt;", "\"><script>alert(1)</script>").await;
    assert!(!evil.body().contains("<script"), "{}", evil.body());
    assert!(evil.body().contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;lt;</textarea>"));

    for typed in ["", "name: [", "{\"name\":"] {
        let page = post(&service, typed, "").await;
        assert_eq!(page.status(), 422, "{typed}");
        is_sound(page.body());
        assert!(page.body().contains("id=\"faults\""), "{typed}");
    }
    let long = post(&service, TICKETS, &"n".repeat(70_000)).await;
    assert_eq!(long.status(), 422);
    assert!(long.body().contains("href=\"#note\""));
}

#[tokio::test]
async fn what_a_user_wrote_stays_words() {
    let evil = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>\"'&";
    let description = json!({
        "name": evil, "summary": evil, "review_by": "2027-05-01", "assumptions": [{"text": evil}],
        "participants": [{"id": "a", "name": evil, "kind": "person"}, {"id": "b", "name": evil}],
        "flows": [{"name": evil, "actor": "a", "steps": [
            {"id": "s", "action": evil, "from": "a", "to": ["b"], "entity": evil,
             "answers": {"reply": "answer", "consumer_count": "multiple"},
             "today": {"style": "event", "message": evil, "waits": true, "fields": [evil]}},
            {"id": "t", "action": evil, "from": "b", "to": ["a"], "answers": {"reply": "none"}}]}],
    });
    let page = report(&description.to_string()).await;
    let main = page.split_once("<main").unwrap().1;
    assert!(!main.contains("<script"), "{page}");
    assert!(!main.contains("<img"), "{page}");
    assert!(main.contains("&lt;script&gt;"));
    let title = between(&page, "<title>", "</title>");
    assert!(!title.contains('<'), "{title}");
}

#[tokio::test]
async fn a_report_of_many_steps_and_flows_is_a_page() {
    let steps: Vec<Value> = (0..60).map(|step| json!({"action": format!("Do part {step}"), "to": ["b"]})).collect();
    let flows: Vec<Value> = (0..4).map(|flow| json!({"name": format!("Flow {flow}"), "steps": steps})).collect();
    let page = report(&json!({"name": "Much", "flows": flows}).to_string()).await;
    is_sound(&page);
    assert!(page.contains("4 flows: "));
    assert!(page.contains("id=\"flow-3/do-part-59\""));
}

#[tokio::test]
async fn every_corpus_system_is_a_sound_report() {
    let systems: Vec<Value> = serde_json::from_str(include_str!("data/corpus/systems.json")).unwrap();
    for system in systems {
        is_sound(&report(&system["description"].to_string()).await);
    }
}

#[tokio::test]
async fn revisions_files_and_unknown_reports_have_their_answers() {
    let service = service();
    let path = published(&service, TICKETS).await;
    assert_eq!(get(&service, &format!("{path}/v/1")).await.status(), 200);
    assert_eq!(get(&service, &format!("{path}/v/2")).await.status(), 404);
    assert_eq!(get(&service, &format!("{path}/v/x")).await.status(), 404);
    assert_eq!(get(&service, &format!("{path}.gif")).await.status(), 404);
    assert_eq!(get(&service, "/r/0000000000000000000000").await.status(), 404);
    assert_eq!(get(&service, "/r/..%2F").await.status(), 404);
    let json = get(&service, &format!("{path}/v/1.json")).await;
    assert_eq!(json.status(), 307);
    assert_eq!(header(&json, "location"), format!("/api/v1/reports{}/revisions/1", &path[2..]));
    let svg = get(&service, &format!("{path}.svg")).await;
    assert_eq!(svg.status(), 200);
    assert_eq!(header(&svg, "content-type"), "image/svg+xml");
    assert!(svg.body().starts_with("<svg"));
}

#[tokio::test]
async fn every_rule_has_its_page() {
    let service = service();
    let index = get(&service, "/rules").await;
    is_sound(index.body());
    for rule in Rulebook::shipped().rules() {
        let page = get(&service, &format!("/rules/{}", rule.id)).await;
        assert_eq!(page.status(), 200, "{}", rule.id);
        is_sound(page.body());
        assert!(!page.body().contains("<script"), "{}", rule.id);
        for text in [&rule.name, &rule.claim, &rule.why] {
            let shown = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            assert!(page.body().contains(&shown), "{}: {shown}", rule.id);
        }
        assert!(index.body().contains(&format!("href=\"/rules/{}\"", rule.id)), "{}", rule.id);
    }
    assert_eq!(get(&service, "/rules/nothing").await.status(), 404);
}

#[tokio::test]
async fn every_problem_has_its_page() {
    let service = service();
    let index = get(&service, "/problems").await;
    is_sound(index.body());
    for kind in app::problem::ALL {
        assert!(index.body().contains(&kind.address()));
        let page = get(&service, &kind.address()).await;
        assert_eq!(page.status(), 200);
        is_sound(page.body());
    }
}
