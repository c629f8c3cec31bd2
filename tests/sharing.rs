//! What is shared of a report: fixed links, pictures, previews, the view for other sites, the status and the public
//! list.

use std::collections::BTreeSet;

use axum::{
    Router,
    body::Body,
    http::{Request, Response},
};
use serde_json::Value;

use crate::house::{header, send, service};

const TICKETS: &str = r#"{"note": "the first", "description": {"name": "Tickets", "summary": "Fans book seats.", "flows": [
    {"name": "Book a ticket", "steps": [
        {"action": "Reserve the seat", "from": "booking", "to": ["seats"], "answers": {"reply": "answer"}},
        {"action": "Tell the statistics", "from": "booking", "to": ["statistics"],
         "answers": {"reply": "none", "failure_tolerance": "retry_later"}}
    ]}]}}"#;

/// A service with a report of two revisions.
struct Shared {
    service: Router,
    id: String,
    token: String,
}

impl Shared {
    async fn new() -> Self {
        let service = service();
        let request = Request::post("/api/v1/reports").header("content-type", "application/json");
        let answer = send(service.clone(), request.body(TICKETS.into()).unwrap()).await;
        let published: Value = serde_json::from_slice(answer.body()).unwrap();
        let text = |name: &str| published[name].as_str().unwrap().to_owned();
        let shared = Self { id: text("id"), token: text("edit_token"), service };
        let second = TICKETS.replace("Tickets", "Newer tickets");
        assert_eq!(shared.call("PUT", "", &second).await.status(), 200);
        shared
    }

    /// Calls the API with the right to edit.
    async fn call(&self, method: &str, rest: &str, body: &str) -> Response<String> {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/reports/{}{rest}", self.id))
            .header("content-type", "application/json")
            .header("authorization", format!("Bearer {}", self.token))
            .header("if-match", "*");
        let answer = send(self.service.clone(), request.body(Body::from(body.to_owned())).unwrap()).await;
        answer.map(|body| String::from_utf8(body.to_vec()).unwrap())
    }

    /// Reads an address as somebody without a right.
    async fn get(&self, path: &str) -> Response<Vec<u8>> {
        self.get_with(path, "x-nothing", "").await
    }

    async fn get_with(&self, path: &str, name: &str, value: &str) -> Response<Vec<u8>> {
        let request = Request::get(path).header("accept", "text/html").header(name, value);
        send(self.service.clone(), request.body(Body::empty()).unwrap()).await.map(|body| body.to_vec())
    }

    async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        String::from_utf8(answer.into_body()).unwrap()
    }

    /// A fixed link to a revision.
    async fn fix(&self, revision: u32) -> String {
        let answer = self.call("POST", "/fixed-links", &format!("{{\"revision\": {revision}}}")).await;
        assert_eq!(answer.status(), 201, "{}", answer.body());
        let link: Value = serde_json::from_str(answer.body()).unwrap();
        let id = link["id"].as_str().unwrap().to_owned();
        assert_eq!(link["url"], format!("http://advisor.example/f/{id}"));
        id
    }
}

/// The addresses on this site that a page names in its attributes.
fn addresses(html: &str) -> impl Iterator<Item = String> {
    let attributes = ["href=\"", "src=\"", "action=\"", "content=\"http://advisor.example"];
    attributes.into_iter().flat_map(move |attribute| {
        let values = html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
        values.filter(|value| value.starts_with('/')).map(|value| value.replace("&amp;", "&")).collect::<Vec<_>>()
    })
}

#[tokio::test]
async fn from_a_fixed_link_neither_the_report_nor_another_revision_is_found() {
    let shared = Shared::new().await;
    let link = shared.fix(1).await;
    let start = format!("/f/{link}");
    let mut waiting = vec![start.clone(), format!("/embed/f/{link}"), format!("/api/v1/fixed/{link}")];
    let files = app::pages::report::files::all().map(|file| format!("{start}.{}", file.ending));
    waiting.extend(files);
    waiting.extend([format!("{start}.png?preview"), format!("{start}/again"), format!("{start}?print=all")]);
    let mut seen = BTreeSet::new();
    while let Some(address) = waiting.pop() {
        let address = address.split('#').next().unwrap().to_owned();
        // A fork is made by a form.
        let is_its = address.contains(&link) && !address.ends_with("/forks");
        if !is_its || !seen.insert(address.clone()) {
            continue;
        }
        let answer = shared.get(&address).await;
        let location = header(&answer, "location").to_owned();
        assert!(matches!(answer.status().as_u16(), 200 | 303 | 307), "{address}: {}", answer.status());
        for (name, value) in answer.headers() {
            assert!(!value.to_str().unwrap().contains(&shared.id), "{address}: {name}");
        }
        let body = String::from_utf8_lossy(answer.body());
        assert!(!body.contains(&shared.id), "{address} tells the report's id");
        assert!(!body.contains("Newer tickets"), "{address} tells of another revision");
        waiting.extend(addresses(&body));
        waiting.extend(Some(location).filter(|location| !location.is_empty()));
    }
    let kinds = ["/flow/", "/if/", "/events/", "/again", ".svg", ".json", "?print=all", "/embed/f/"];
    for kind in kinds.iter().filter(|kind| **kind != "/flow/") {
        assert!(seen.iter().any(|address| address.contains(kind)), "{kind} was not looked at: {seen:?}");
    }
    assert!(shared.page(&start).await.contains("<h1>"), "it shows the page");
    let read: Value = serde_json::from_slice(shared.get(&format!("/api/v1/fixed/{link}")).await.body()).unwrap();
    assert_eq!((read["revision"].as_u64(), &read["id"]), (Some(1), &Value::Null));
    assert_eq!(read["description"]["name"], "Tickets");
}

#[tokio::test]
async fn a_draft_that_starts_from_a_fixed_link_belongs_to_no_report() {
    let shared = Shared::new().await;
    let link = shared.fix(1).await;
    let request = Request::post("/drafts").header("content-type", "application/x-www-form-urlencoded");
    let answer = send(shared.service.clone(), request.body(format!("fixed={link}").into()).unwrap()).await;
    assert_eq!(answer.status(), 303);
    let draft = header(&answer, "location").to_owned();
    let page = shared.page(&draft).await;
    assert!(page.contains("Tickets") && !page.contains(&shared.id));
}

#[tokio::test]
async fn a_link_that_was_withdrawn_is_gone_and_one_that_never_was_is_unknown() {
    let shared = Shared::new().await;
    let (first, second) = (shared.fix(1).await, shared.fix(2).await);
    let below = |link: &str| {
        ["", ".svg", "/again"].map(|rest| format!("/f/{link}{rest}")).into_iter().chain([format!("/embed/f/{link}")])
    };
    assert_eq!(shared.call("DELETE", &format!("/fixed-links/{first}"), "").await.status(), 204);
    for address in below(&first) {
        assert_eq!(shared.get(&address).await.status(), 410, "{address}");
    }
    for address in below("0123456789012345678901").chain(below("short")) {
        assert_eq!(shared.get(&address).await.status(), 404, "{address}");
    }
    // The id of a report is no fixed link, and a fixed link is no report.
    assert_eq!(shared.get(&format!("/f/{}", shared.id)).await.status(), 404);
    assert_eq!(shared.get(&format!("/r/{second}")).await.status(), 404);
    let listed: Value = serde_json::from_str(shared.call("GET", "/fixed-links", "").await.body()).unwrap();
    assert_eq!(listed["fixed_links"].as_array().unwrap().len(), 1);
    assert_eq!(listed["fixed_links"][0]["id"], second.as_str());
    for (body, status) in [
        ("{\"revision\": 3}", 422),
        ("{\"revision\": 0}", 422),
        ("{\"revision\": \"1\"}", 422),
        ("{\"expires_at\": \"2027-05-01T11:00:00Z\"}", 422),
        ("{\"expires\": null}", 422),
        ("[]", 422),
    ] {
        assert_eq!(shared.call("POST", "/fixed-links", body).await.status(), status, "{body}");
    }
    assert_eq!(shared.call("DELETE", "", "").await.status(), 204);
    assert_eq!(shared.get(&format!("/f/{second}")).await.status(), 410, "it goes with its report");
}

#[tokio::test]
async fn pictures_may_stand_in_other_pages_and_are_sent_once() {
    let shared = Shared::new().await;
    let (id, link) = (&shared.id, shared.fix(1).await);
    let following = [format!("/r/{id}.svg"), format!("/r/{id}.png")];
    let fixed = [format!("/r/{id}/v/1.svg"), format!("/f/{link}.svg"), format!("/f/{link}.png?preview")];
    let mut tags = Vec::new();
    for (address, cached) in following
        .iter()
        .map(|address| (address, "private, no-cache"))
        .chain(fixed.iter().map(|address| (address, "private, max-age=86400, immutable")))
    {
        let answer = shared.get(address).await;
        assert_eq!(answer.status(), 200, "{address}");
        assert_eq!(header(&answer, "cache-control"), cached, "{address}");
        assert_eq!(header(&answer, "cross-origin-resource-policy"), "cross-origin", "{address}");
        assert_eq!(header(&answer, "set-cookie"), "", "{address}");
        let tag = header(&answer, "etag").to_owned();
        assert!(tag.starts_with('"') && tag.len() == 34, "{address}: {tag}");
        let again = shared.get_with(address, "if-none-match", &tag).await;
        assert_eq!((again.status().as_u16(), again.body().len()), (304, 0), "{address}");
        assert_eq!((header(&again, "etag"), header(&again, "cache-control")), (&*tag, cached));
        assert_eq!(shared.get_with(address, "if-none-match", "\"0\"").await.status(), 200);
        tags.push(tag);
    }
    // The same picture has the same tag wherever it is, and the picture of a newer revision another one.
    assert_eq!(tags[2], tags[3]);
    let before = tags[0].clone();
    let third = TICKETS.replace("Tell the statistics", "Inform the press");
    assert_eq!(shared.call("PUT", "", &third).await.status(), 200);
    let newer = shared.get_with(&following[0], "if-none-match", &before).await;
    assert_eq!(newer.status(), 200);
    assert!(String::from_utf8_lossy(newer.body()).contains("press"));
    // Other files and pages are for their own readers.
    for address in [format!("/r/{id}.md"), format!("/r/{id}")] {
        assert_eq!(header(&shared.get(&address).await, "cross-origin-resource-policy"), "same-origin", "{address}");
    }
}

#[tokio::test]
async fn only_the_view_for_other_sites_may_be_framed() {
    let shared = Shared::new().await;
    let (id, link) = (&shared.id, shared.fix(1).await);
    for (address, way) in
        [(format!("/embed/{id}"), format!("/r/{id}")), (format!("/embed/f/{link}"), format!("/f/{link}"))]
    {
        let answer = shared.get(&address).await;
        assert_eq!(answer.status(), 200, "{address}");
        let policy = header(&answer, "content-security-policy");
        assert!(policy.contains("frame-ancestors *") && policy.contains("default-src 'none'"), "{policy}");
        assert!(!policy.contains("script-src") && policy.contains("form-action 'none'"), "{policy}");
        assert_eq!((header(&answer, "x-frame-options"), header(&answer, "set-cookie")), ("", ""));
        let page = String::from_utf8(answer.into_body()).unwrap();
        assert!(!page.contains("<script") && !page.contains("<form"), "{page}");
        assert!(page.contains(&format!("src=\"{way}.svg\"")), "{page}");
        assert!(page.contains(&format!("href=\"http://advisor.example{way}\"")), "{page}");
        assert!(page.contains("Reserve the seat") && page.contains("synchronous"), "{page}");
    }
    for address in [format!("/r/{id}"), format!("/f/{link}"), format!("/r/{id}/sharing"), "/".to_owned()] {
        let answer = shared.get(&address).await;
        assert!(header(&answer, "content-security-policy").contains("frame-ancestors 'none'"), "{address}");
    }
    // A frame says why it is empty.
    assert_eq!(shared.call("DELETE", &format!("/fixed-links/{link}"), "").await.status(), 204);
    for (address, status) in [("/embed/0123456789012345678901".to_owned(), 404), (format!("/embed/f/{link}"), 410)] {
        let answer = shared.get(&address).await;
        assert_eq!(answer.status(), status, "{address}");
        let policy = header(&answer, "content-security-policy");
        assert!(policy.contains("frame-ancestors *") && !policy.contains("script-src"), "{policy}");
        let page = String::from_utf8(answer.into_body()).unwrap();
        assert!(page.contains("class=\"embed\"") && !page.contains("<script"), "{page}");
    }
    assert_eq!(shared.get("/embedded").await.status(), 404);
    assert!(header(&shared.get("/embedded").await, "content-security-policy").contains("frame-ancestors 'none'"));
}

#[tokio::test]
async fn the_preview_of_a_fixed_link_names_the_link() {
    let shared = Shared::new().await;
    let link = shared.fix(1).await;
    let page = shared.page(&format!("/f/{link}")).await;
    for part in [
        format!("property=\"og:url\" content=\"http://advisor.example/f/{link}\""),
        format!("property=\"og:image\" content=\"http://advisor.example/f/{link}.png?preview\""),
        "name=\"twitter:card\" content=\"summary_large_image\"".to_owned(),
    ] {
        assert!(page.contains(&part), "{part}");
    }
}

#[tokio::test]
async fn the_status_stands_on_the_page_and_changes_no_revision() {
    let shared = Shared::new().await;
    let (page, link) = (format!("/r/{}", shared.id), shared.fix(2).await);
    assert!(!shared.page(&page).await.contains("<b>Proposed"), "a proposal needs no line");
    let before = shared.get(&format!("/api/v1/reports/{}", shared.id)).await;
    let by = "https://wiki.example/adr?a=1&b=2";
    for (body, words) in [
        ("{\"status\": \"accepted\"}".to_owned(), "Accepted".to_owned()),
        (format!("{{\"status\": \"superseded\", \"superseded_by\": \"{by}\"}}"), by.replace('&', "&amp;")),
    ] {
        let answer = shared.call("PUT", "/status", &body).await;
        assert_eq!(answer.status(), 200, "{}", answer.body());
        assert!(shared.page(&page).await.contains(&words), "{words}");
        assert!(!shared.page(&format!("/f/{link}")).await.contains(&words), "a fixed link tells of its revision alone");
        let markdown = shared.page(&format!("{page}.md")).await;
        let told = if words == "Accepted" { " Accepted." } else { by };
        assert!(markdown.trim_end().lines().last().unwrap().contains(told), "{markdown}");
        // Reading also tells when the report is deleted, and whether it is listed.
        let read: serde_json::Value = serde_json::from_str(shared.call("GET", "/status", "").await.body()).unwrap();
        let written: serde_json::Value = serde_json::from_str(answer.body()).unwrap();
        assert_eq!((&read["status"], &read["superseded_by"]), (&written["status"], &written["superseded_by"]));
        assert_eq!((&read["expires_at"], &read["listed"]), (&serde_json::Value::Null, &false.into()));
    }
    let after = shared.get(&format!("/api/v1/reports/{}", shared.id)).await;
    assert_eq!((before.body(), header(&before, "etag")), (after.body(), header(&after, "etag")));
    for body in [
        "{\"status\": \"superseded\"}",
        "{\"status\": \"superseded\", \"superseded_by\": \"javascript:alert(1)\"}",
        "{\"status\": \"accepted\", \"superseded_by\": \"https://a.example\"}",
        "{\"status\": \"done\"}",
        "{\"status\": 1}",
        "{}",
    ] {
        assert_eq!(shared.call("PUT", "/status", body).await.status(), 422, "{body}");
    }
}

#[tokio::test]
async fn a_report_is_superseded_by_another_one_that_is_there() {
    let shared = Shared::new().await;
    let told = async |by: &str| {
        let body = format!("{{\"status\": \"superseded\",\n\"superseded_by\": \"{by}\"}}");
        let answer = shared.call("PUT", "/status", &body).await;
        assert_eq!(answer.status(), 422, "{by}");
        let problem: Value = serde_json::from_str(answer.body()).unwrap();
        let fault = problem["faults"][0].clone();
        assert_eq!((&fault["at"], &fault["line"]), (&"/superseded_by".into(), &2.into()), "{problem}");
        fault["message"].as_str().unwrap().to_owned()
    };
    assert!(told(&format!("/r/{}", shared.id)).await.contains("the report itself"));
    for by in ["/r/0123456789012345678901", "http://advisor.example/r/0123456789012345678901"] {
        assert_eq!(told(by).await, "There is no such report on this server.");
    }
    assert_eq!(told("nowhere").await, "This address cannot be named here.");
    let one = shared.call("PUT", "/status", "{\"status\": 5}").await;
    let one: Value = serde_json::from_str(one.body()).unwrap();
    assert_eq!(one["faults"].as_array().unwrap().len(), 1, "{one}");
}

#[tokio::test]
async fn faults_of_the_form_and_of_the_values_of_a_body_are_told_together() {
    let shared = Shared::new().await;
    let body = "{\"expires_at\": \"2020-01-01\",\n\"revision\": \"one\", \"until\": 1}";
    let answer = shared.call("POST", "/fixed-links", body).await;
    let problem: Value = serde_json::from_str(answer.body()).unwrap();
    let faults = problem["faults"].as_array().unwrap().iter();
    let told: Vec<String> =
        faults.map(|fault| format!("{} {} {}", fault["at"], fault["code"], fault["line"])).collect();
    let expected =
        ["\"/until\" \"unknown_field\" 2", "\"/revision\" \"wrong_type\" 2", "\"/expires_at\" \"unknown_value\" 1"];
    assert_eq!(told, expected);
    let answer = shared.call("POST", "/fixed-links", "{\"revision\": 99}").await;
    assert!(answer.body().contains("There is no revision 99; the newest is 2."), "{}", answer.body());
}

#[tokio::test]
async fn a_listed_report_is_found_until_it_is_taken_off_the_list() {
    let shared = Shared::new().await;
    let found = async |query: &str| {
        let read: Value = serde_json::from_slice(shared.get(&format!("/api/v1/reports{query}")).await.body()).unwrap();
        let names = read["reports"].as_array().unwrap().iter();
        names.map(|report| report["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(found("").await.is_empty());
    assert!(shared.page("/reports").await.contains("Nobody has put a report on the list yet."));
    assert_eq!(shared.call("PUT", "/listing", "{\"listed\": true}").await.status(), 204);
    assert_eq!(found("").await, ["Newer tickets"]);
    assert_eq!(found("?q=fans+BOOK").await, ["Newer tickets"]);
    assert!(found("?q=cinema").await.is_empty() && found("?q=%25&page=2").await.is_empty());
    for address in ["/reports", "/reports?q=seats", "/search?q=tickets"] {
        let page = shared.page(address).await;
        assert!(page.contains(&format!("href=\"/r/{}\"", shared.id)) && page.contains("Newer tickets"), "{address}");
    }
    assert_eq!(header(&shared.get("/reports").await, "x-robots-tag"), "noindex, nofollow");
    // A revision brings its own words with it.
    let third = TICKETS.replace("Tickets", "Third");
    assert_eq!(shared.call("PUT", "", &third).await.status(), 200);
    assert_eq!(found("").await, ["Third"]);
    assert_eq!(shared.call("PUT", "/listing", "{\"listed\": false}").await.status(), 204);
    assert!(found("").await.is_empty());
    for page in ["0", "101", "x"] {
        assert_eq!(shared.get(&format!("/api/v1/reports?page={page}")).await.status(), 400, "{page}");
    }
}
