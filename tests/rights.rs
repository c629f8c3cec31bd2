//! The right to change a report in a browser: the edit link grants it, it holds for that report only, and it
//! is required.

use axum::{
    Router,
    body::Body,
    http::{Request, Response},
};
use serde_json::Value;

use crate::house::{header, send, service, state};

const TICKETS: &str = r#"{"description": {"name": "Tickets", "flows": [{"steps": [{"action": "Reserve the seat"}]}]}}"#;

/// A report that a program published: its path and its edit token.
async fn report(service: &Router) -> (String, String) {
    let request = Request::post("/api/v1/reports").header("content-type", "application/json");
    let answer = send(service.clone(), request.body(TICKETS.into()).unwrap()).await;
    let published: Value = serde_json::from_slice(answer.body()).unwrap();
    (format!("/r/{}", published["id"].as_str().unwrap()), published["edit_token"].as_str().unwrap().to_owned())
}

/// Sends a request as a browser with this cookie.
async fn ask(service: &Router, method: &str, path: &str, cookie: &str, body: &str) -> Response<String> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("accept", "text/html")
        .header("cookie", cookie)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()));
    send(service.clone(), request.unwrap()).await.map(|body| String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn the_edit_link_gives_the_right_and_leads_to_the_clean_address() {
    let service = service();
    let (path, token) = report(&service).await;
    let answer = ask(&service, "GET", &format!("{path}/edit/{token}"), "", "").await;
    assert_eq!((answer.status().as_u16(), header(&answer, "location")), (303, path.as_str()));
    let cookie = header(&answer, "set-cookie");
    assert!(cookie.starts_with(&format!("edit={token}; HttpOnly; SameSite=Strict; Path={path}; Max-Age=")), "{cookie}");
    assert!(!cookie.contains("Secure"), "{cookie}");
    assert_eq!(header(&answer, "referrer-policy"), "no-referrer");
    assert_eq!(header(&answer, "cache-control"), "no-store");

    let page = ask(&service, "GET", &path, &format!("other=1; edit={token}"), "").await;
    assert!(page.body().contains(&format!("http://advisor.example{path}/edit/{token}")), "no edit link");
    assert_eq!(header(&page, "cache-control"), "private, no-cache");
    for (cookie, why) in [(String::new(), "none"), (format!("edit={}", "x".repeat(44)), "another")] {
        let page = ask(&service, "GET", &path, &cookie, "").await;
        assert_eq!(page.status(), 200, "{why}");
        assert!(!page.body().contains("/edit/") && !page.body().contains(&format!("{path}/delete")), "{why}");
    }
}

#[tokio::test]
async fn the_cookie_is_for_https_only_where_browsers_come_by_it() {
    let service = server::router::router(state("https://advisor.example"));
    let (path, token) = report(&service).await;
    let answer = ask(&service, "GET", &format!("{path}/edit/{token}"), "", "").await;
    assert!(header(&answer, "set-cookie").contains("; Secure;"), "{}", header(&answer, "set-cookie"));
}

#[tokio::test]
async fn a_link_followed_from_another_site_goes_on_by_itself_with_the_cookie() {
    let service = service();
    let (path, token) = report(&service).await;
    let request = Request::get(format!("{path}/edit/{token}")).header("sec-fetch-site", "cross-site");
    let answer = send(service.clone(), request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(header(&answer, "refresh"), format!("0; url={path}"));
    assert!(header(&answer, "set-cookie").starts_with(&format!("edit={token}; ")));
    assert!(!String::from_utf8_lossy(answer.body()).contains(&token));
}

#[tokio::test]
async fn without_the_right_nothing_is_changed() {
    let service = service();
    let (path, token) = report(&service).await;
    let (_, stranger) = report(&service).await;
    for cookie in [String::new(), format!("edit={stranger}"), "edit=short".to_owned()] {
        for (call, body) in [("revise", ""), ("revisions", "draft=x"), ("delete", "")] {
            let answer = ask(&service, "POST", &format!("{path}/{call}"), &cookie, body).await;
            assert_eq!(answer.status(), 401, "{call} with {cookie:?}");
        }
    }
    for wrong in [stranger.as_str(), "short"] {
        let answer = ask(&service, "GET", &format!("{path}/edit/{wrong}"), "", "").await;
        assert_eq!((answer.status().as_u16(), header(&answer, "set-cookie")), (401, ""));
    }
    let page = ask(&service, "GET", &path, &format!("edit={token}"), "").await;
    assert_eq!(page.status(), 200);
}

#[tokio::test]
async fn every_cookie_is_tried() {
    let service = service();
    let (path, token) = report(&service).await;
    let (_, stranger) = report(&service).await;
    let cookie = format!("edit=short; edit={stranger}; edit={token}");
    let page = ask(&service, "GET", &path, &cookie, "").await;
    assert!(page.body().contains(&format!("{path}/edit/{token}")), "no edit link");
    assert_eq!(ask(&service, "POST", &format!("{path}/revise"), &cookie, "").await.status(), 303);
    let too_many = format!("{}edit={token}", format!("edit={stranger}; ").repeat(8));
    assert_eq!(ask(&service, "POST", &format!("{path}/delete"), &too_many, "").await.status(), 401);
    assert_eq!(ask(&service, "POST", &format!("{path}/delete"), &cookie, "").await.status(), 303);
}

#[tokio::test]
async fn with_the_right_a_draft_becomes_the_next_revision_and_the_report_can_go() {
    let service = service();
    let (path, token) = report(&service).await;
    let cookie = format!("edit={token}");
    let answer = ask(&service, "POST", &format!("{path}/revise"), &cookie, "").await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    let draft = header(&answer, "location").strip_prefix("/d/").unwrap().to_owned();
    let body = format!("draft={draft}&note=second+thoughts");
    // The same form makes no further revision, but another note does.
    for (more, revision) in [("", 2), ("", 2), ("+again", 3), ("+again", 3)] {
        let answer = ask(&service, "POST", &format!("{path}/revisions"), &cookie, &format!("{body}{more}")).await;
        assert_eq!((answer.status().as_u16(), header(&answer, "location")), (303, &*format!("{path}?published")));
        let page = ask(&service, "GET", &path, &cookie, "").await;
        assert!(page.body().contains(&format!(", revision {revision} ")) && page.body().contains("second thoughts"));
    }

    // Somebody else adds a revision meanwhile. It must not be overwritten.
    let put = Request::put(format!("/api/v1/reports/{}", &path[3..]))
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {token}"))
        .header("if-match", "\"3\"")
        .body(Body::from(TICKETS));
    assert_eq!(send(service.clone(), put.unwrap()).await.status(), 200);
    let answer = ask(&service, "POST", &format!("{path}/revisions"), &cookie, &body).await;
    assert_eq!(answer.status(), 412);

    let answer = ask(&service, "POST", &format!("{path}/delete"), &cookie, "").await;
    assert_eq!((answer.status().as_u16(), header(&answer, "location")), (303, path.as_str()));
    assert!(header(&answer, "set-cookie").contains("Max-Age=0"), "{}", header(&answer, "set-cookie"));
    assert_eq!(ask(&service, "GET", &path, "", "").await.status(), 410);
    assert_eq!(ask(&service, "GET", &format!("/d/{draft}"), "", "").await.status(), 404, "its draft is gone with it");
}
