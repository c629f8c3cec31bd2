//! Large reports and drafts: every page is short enough for people and browsers, and every part can be reached.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    Router,
    body::Body,
    http::{Request, Response},
};
use serde_json::{Value, json};

use crate::house::{header, pixels, send, service};

/// Maximum length of a page, in bytes.
const MOST: usize = 1_000_000;

async fn ask(service: &Router, method: &str, path: &str) -> Response<String> {
    let request = Request::builder().method(method).uri(path).header("accept", "text/html").body(Body::empty());
    send(service.clone(), request.unwrap()).await.map(|body| String::from_utf8(body.to_vec()).unwrap())
}

async fn page(service: &Router, path: &str) -> String {
    let answer = ask(service, "GET", path).await;
    assert_eq!(answer.status(), 200, "{path}");
    let page = answer.into_body();
    assert!(page.len() <= MOST, "{path} has {} bytes", page.len());
    assert_eq!(page.matches("<h1").count(), 1, "{path}");
    page
}

async fn published(service: &Router, description: &Value) -> String {
    let request = Request::post("/api/v1/reports").header("content-type", "application/json");
    let body = json!({ "description": description }).to_string();
    let answer = send(service.clone(), request.body(body.into()).unwrap()).await;
    assert_eq!(answer.status(), 201);
    let told: Value = serde_json::from_slice(answer.body()).unwrap();
    format!("/r/{}", told["id"].as_str().unwrap())
}

/// The values of an attribute on a page.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    page.split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// Flows with `steps` steps each. Some steps are built differently today, and some cannot be undone.
fn large(flows: usize, steps: usize) -> Value {
    let step = |at: usize| {
        json!({
            "id": format!("s{at}"), "action": format!("Reserve the seat {at}"), "from": "shop",
            "to": [format!("owner{}", at % 40)], "entity": "seat",
            "answers": {"reply": if at.is_multiple_of(3) { "none" } else { "answer" }, "undo": "compensable"},
            "today": {"style": "event", "message": "SendMail", "waits": true,
                "fields": ["f0", "f1", "f2", "f3", "f4", "f5"]},
        })
    };
    let steps: Vec<Value> = (0..steps).map(step).collect();
    let flow = |at: usize| json!({"id": format!("f{at}"), "name": format!("Flow {at}"), "steps": steps});
    json!({"name": "Large", "flows": (0..flows).map(flow).collect::<Vec<_>>()})
}

/// Follows every link from a large report's first page to a step, and checks that its reasons are there.
async fn every_reason_can_be_reached(flows: usize, steps: usize) {
    let service = service();
    let report = published(&service, &large(flows, steps)).await;
    let first = page(&service, &report).await;
    assert!(first.contains("class=\"directory\""), "the first page lists what the others tell");
    let mut ways: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for way in values(&first, "href=\"").into_iter().filter(|way| way.contains("/flow/")) {
        let (path, anchor) = way.split_once('#').unwrap_or((way, ""));
        ways.entry(path.to_owned()).or_default().insert(anchor.to_owned());
    }
    let mut reached = BTreeSet::new();
    for (path, anchors) in &ways {
        let part = page(&service, path).await;
        assert!(part.matches("aria-current=\"page\"").count() <= 1, "{path}");
        let ids: BTreeSet<&str> = values(&part, " id=\"").into_iter().collect();
        for anchor in anchors.iter().filter(|anchor| !anchor.is_empty()) {
            assert!(ids.contains(anchor.as_str()), "{path} has no {anchor}");
        }
        // A step is described on the page with its reasons and nowhere else.
        let tags = part.split('<').filter_map(|tag| tag.split('>').next());
        for tag in tags.filter(|tag| tag.contains("class=\"reasoning\"")) {
            let id = values(tag, " id=\"")[0];
            assert!(reached.insert(id.to_owned()), "{id} stands on two pages");
        }
        assert!(part.contains(&format!("href=\"{report}/v/1\"")), "{path} leads back");
    }
    assert_eq!(reached.len(), flows * steps);
    for id in &reached {
        assert!(first.contains(&format!("id=\"{id}\"")), "an old link to {id} finds its row");
    }
}

#[tokio::test]
async fn a_long_flow_is_read_page_by_page() {
    every_reason_can_be_reached(1, 400).await;
}

#[tokio::test]
async fn many_flows_have_a_page_each() {
    every_reason_can_be_reached(30, 10).await;
}

#[tokio::test]
async fn long_lists_of_a_report_are_read_page_by_page() {
    let service = service();
    let report = published(&service, &large(1, 150)).await;
    for (list, item) in [("findings", "class=\"severity"), ("today", ", risk ")] {
        let first = page(&service, &format!("{report}/v/1/{list}")).await;
        let pages: BTreeSet<&str> =
            values(&first, "href=\"").into_iter().filter(|way| way.contains("?page=")).collect();
        assert!(!pages.is_empty(), "{list}");
        let mut items = first.matches(item).count();
        assert!(items > 0, "{list}");
        for path in pages {
            items += page(&service, path).await.matches(item).count();
        }
        let overview = page(&service, &report).await;
        assert!(overview.contains(&format!("href=\"{report}/v/1/{list}\"")), "{list}");
        assert!(items >= 150, "{list}: {items}");
    }
}

#[tokio::test]
async fn pages_that_are_not_there_are_the_last_one_and_flows_that_are_not_there_are_unknown() {
    let service = service();
    let report = published(&service, &large(1, 120)).await;
    let last = page(&service, &format!("{report}/v/1/flow/f0?page=99")).await;
    assert!(last.contains("id=\"f0/s119\"") && last.contains("aria-current=\"page\""));
    for odd in ["0", "-1", "x", "18446744073709551616"] {
        assert!(page(&service, &format!("{report}/v/1/flow/f0?page={odd}")).await.contains("id=\"f0/s0\""), "{odd}");
    }
    assert_eq!(ask(&service, "GET", &format!("{report}/v/1/flow/f1")).await.status(), 404);
    assert_eq!(ask(&service, "GET", &format!("{report}/v/1/flow/f0/s1")).await.status(), 404);
}

#[tokio::test]
async fn a_small_report_is_one_page() {
    let service = service();
    let report = published(&service, &large(2, 10)).await;
    let whole = page(&service, &report).await;
    assert!(!whole.contains("/flow/") && whole.contains("id=\"f1/s9\"") && whole.contains("href=\"#f1/s9\""));
}

/// Steps with long notes or many participants take more space, so a page shows fewer of them.
#[tokio::test]
async fn few_steps_with_much_to_say_are_several_pages() {
    let service = service();
    let notes = "It may be repeated later. ".repeat(2_400);
    let steps: Vec<Value> = (0..16).map(|at| json!({"action": format!("Do {at}"), "notes": notes})).collect();
    let report = published(&service, &json!({"name": "x", "flows": [{"id": "f", "steps": steps}]})).await;
    assert!(page(&service, &report).await.contains("?page=2"));
    page(&service, &format!("{report}/v/1/flow/f?page=2")).await;
    let all: Vec<String> = (0..1_500).map(|at| format!("participant-number-{at}")).collect();
    let steps: Vec<Value> =
        (0..20).map(|at| json!({"action": format!("Tell {at}"), "to": all, "answers": {"reply": "none"}})).collect();
    let report = published(&service, &json!({"name": "x", "flows": [{"id": "f", "steps": steps}]})).await;
    page(&service, &report).await;
    page(&service, &format!("{report}/v/1/flow/f")).await;
}

#[tokio::test]
async fn the_picture_of_a_large_flow_is_a_file_and_what_goes_with_a_link_always_comes() {
    let service = service();
    let report = published(&service, &large(2, 500)).await;
    let part = page(&service, &format!("{report}/v/1/flow/f1")).await;
    assert!(!part.contains("<figure") && part.contains(&format!("href=\"{report}/v/1.svg?flow=f1\"")));
    let svg = ask(&service, "GET", &format!("{report}/v/1.svg?flow=f1")).await.into_body();
    assert!(svg.contains("data-flow=\"f1\"") && !svg.contains("data-flow=\"f0\""));
    assert_eq!(ask(&service, "GET", &format!("{report}/v/1.svg?flow=f9")).await.status(), 404);
    let refused = ask(&service, "GET", &format!("{report}.png")).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.body().contains("Too large"), "{}", refused.body());
    let preview = Request::get(format!("{report}/v/1.png?preview")).body(Body::empty()).unwrap();
    let preview = send(service.clone(), preview).await;
    assert_eq!((preview.status().as_u16(), header(&preview, "content-type")), (200, "image/png"));
    let (width, height, _) = pixels(preview.body());
    assert_eq!((width, height), (1200, 630));
}

#[tokio::test]
async fn head_has_the_status_and_the_headers_of_get() {
    let service = service();
    let report = published(&service, &large(1, 3)).await;
    let draft = Request::post("/drafts").header("content-type", "application/x-www-form-urlencoded");
    let draft = send(service.clone(), draft.body("name=Shop&steps=Pay+the+order".into()).unwrap()).await;
    let draft = header(&draft, "location").to_owned();
    let system = draft.replace("/reading/", "/d/");
    let names = |answer: &Response<String>| -> BTreeSet<String> {
        let names = answer.headers().keys().map(|name| name.as_str().to_owned());
        names.filter(|name| name != "content-length").collect()
    };
    for path in [
        report.clone(),
        format!("{report}/v/1"),
        format!("{report}/v/2"),
        format!("{report}/v/1/flow/f0"),
        format!("{report}/v/1/flow/f1"),
        format!("{report}/v/1/findings"),
        format!("{report}/v/1/today"),
        format!("{report}/v/1/again"),
        format!("{report}/v/1/if/f0/s1?reply=none"),
        format!("{report}/v/1/if/f0/s1?reply=&undo="),
        format!("{report}/v/1/if/f0/s1?reply=perhaps"),
        format!("{report}/v/1/if/f0/s9"),
        format!("{report}.svg"),
        format!("{report}.png"),
        format!("{report}.png?preview"),
        system.clone(),
        draft.clone(),
        format!("{system}/none"),
    ] {
        let (get, head) = (ask_bytes(&service, "GET", &path).await, ask_bytes(&service, "HEAD", &path).await);
        assert_eq!(head.status(), get.status(), "{path}");
        assert_eq!(names(&head), names(&get), "{path}");
        assert!(head.body().is_empty(), "{path}");
    }
}

/// The same as [`ask`], for an answer that may not be text.
async fn ask_bytes(service: &Router, method: &str, path: &str) -> Response<String> {
    let request = Request::builder().method(method).uri(path).header("accept", "text/html").body(Body::empty());
    send(service.clone(), request.unwrap()).await.map(|body| String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn a_large_draft_is_read_page_by_page_and_a_change_stays_on_its_page() {
    let service = service();
    let description = large(1, 400).to_string();
    let mut body = String::from("description=");
    for byte in description.bytes() {
        std::fmt::Write::write_fmt(&mut body, format_args!("%{byte:02X}")).unwrap();
    }
    let form = "application/x-www-form-urlencoded";
    let sent = Request::post("/drafts").header("content-type", form).body(body.into()).unwrap();
    let sent = send(service.clone(), sent).await;
    assert_eq!(sent.status(), 303);
    let system: String = header(&sent, "location").split('/').take(3).collect::<Vec<_>>().join("/");
    page(&service, &system).await;
    let flow = format!("{system}/f0");
    let mut rows = 0;
    for number in 1..=8 {
        let part = page(&service, &format!("{flow}?page={number}")).await;
        assert_eq!(part.matches("aria-current=\"page\"").count(), 1, "{number}");
        rows += part.matches("class=\"to-questions\"").count();
    }
    assert_eq!(rows, 400);
    page(&service, &format!("{flow}/s230")).await;
    let third = page(&service, &format!("{flow}?page=3")).await;
    assert!(third.contains("name=\"back.page\" value=\"3\""));
    let fields = "form=x&edit=raise_step&flow=f0&step=s120&place=120&back.flow=f0&back.page=3";
    let moved = Request::post(&system).header("content-type", form).body(fields.into()).unwrap();
    let moved = send(service.clone(), moved).await;
    assert_eq!(header(&moved, "location"), format!("{flow}?page=3"));
}
