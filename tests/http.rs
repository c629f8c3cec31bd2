//! What every answer keeps, asked through the router without a socket.

use axum::{
    body::Body,
    http::{Request, Response, StatusCode, request::Builder},
};
use serde_json::Value;
use server::{assets, router};

use crate::house::{ask, header, odd_service, send, service, state, unready};

fn get(path: &str) -> Builder {
    Request::get(path)
}

fn problem(response: &Response<String>) -> Value {
    assert_eq!(header(response, "content-type"), "application/problem+json");
    serde_json::from_str(response.body()).unwrap()
}

#[tokio::test]
async fn the_start_page_is_whole_and_loads_no_script() {
    let page = ask(service(), get("/")).await;
    assert_eq!(page.status(), StatusCode::OK);
    assert_eq!(header(&page, "content-type"), "text/html; charset=utf-8");
    assert!(page.body().starts_with("<!DOCTYPE html><html lang=\"en\">"), "{}", page.body());
    assert!(page.body().contains("<h1>"));
    assert!(!page.body().contains("<script"));
}

#[tokio::test]
async fn a_page_with_an_island_loads_scripts_under_its_nonce() {
    let page = ask(odd_service(), get("/island")).await;
    let policy = header(&page, "content-security-policy");
    let nonce = policy.split_once("'nonce-").unwrap().1.split_once('\'').unwrap().0;
    let scripts: Vec<_> = page.body().match_indices("<script").collect();
    assert_eq!(scripts.len(), 1, "the site is built: cargo xtask test");
    assert_eq!(page.body().matches(&format!("nonce=\"{nonce}\"")).count(), 3);
    let other = ask(odd_service(), get("/island")).await;
    assert!(!other.body().contains(nonce));
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    for path in ["/", "/healthz", "/nowhere", "/api/nowhere"] {
        let answer = ask(service(), get(path)).await;
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&answer, "referrer-policy"), "no-referrer", "{path}");
        assert_eq!(header(&answer, "cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(header(&answer, "cross-origin-resource-policy"), "same-origin", "{path}");
        assert!(header(&answer, "permissions-policy").contains("camera=()"), "{path}");
        assert!(header(&answer, "content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(header(&answer, "strict-transport-security").is_empty(), "{path}");
    }
    let page = ask(service(), get("/")).await;
    for part in
        ["default-src 'none'", "script-src 'nonce-", "style-src 'self'", "form-action 'self'", "base-uri 'none'"]
    {
        assert!(header(&page, "content-security-policy").contains(part), "{part}");
    }
    let secure = ask(router::router(state("https://advisor.example")), get("/")).await;
    assert!(header(&secure, "strict-transport-security").starts_with("max-age="));
}

#[tokio::test]
async fn request_ids_are_ours() {
    let answer = ask(service(), get("/").header("x-request-id", "theirs")).await;
    let id = header(&answer, "x-request-id");
    assert_eq!(id.len(), 32);
    assert!(id.bytes().all(|byte| byte.is_ascii_hexdigit()));
}

#[tokio::test]
async fn a_refusal_is_a_document_for_programs_and_a_page_for_people() {
    let document = ask(service(), get("/api/v1/nowhere")).await;
    assert_eq!(document.status(), StatusCode::NOT_FOUND);
    let document = problem(&document);
    assert_eq!(document["type"], "/problems/unknown");
    assert_eq!(document["status"], 404);

    let page = ask(service(), get("/nowhere").header("accept", "text/html,*/*;q=0.8")).await;
    assert_eq!(page.status(), StatusCode::NOT_FOUND);
    assert_eq!(header(&page, "content-type"), "text/html; charset=utf-8");
    assert!(page.body().contains("Nothing here"));

    let wrong = ask(service(), Request::delete("/healthz")).await;
    assert_eq!(wrong.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header(&wrong, "allow"), "GET,HEAD");
    assert_eq!(problem(&wrong)["type"], "/problems/method_not_allowed");
}

#[tokio::test]
async fn a_panic_is_told_by_its_request_id_and_nothing_else() {
    let answer = ask(odd_service(), get("/api/panic")).await;
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let problem = problem(&answer);
    assert!(problem["detail"].as_str().unwrap().contains(header(&answer, "x-request-id")));
    assert!(!answer.body().contains("secret"));
}

#[tokio::test(start_paused = true)]
async fn a_slow_answer_is_given_up() {
    let answer = ask(odd_service(), get("/api/slow")).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(!header(&answer, "retry-after").is_empty());
    assert_eq!(problem(&answer)["type"], "/problems/overloaded");
}

#[tokio::test]
async fn a_body_has_a_limit_whether_or_not_its_length_is_told() {
    let echo = |length: usize| Request::post("/api/echo").body(Body::from(vec![b' '; length])).unwrap();
    assert_eq!(send(odd_service(), echo(router::BODY_LIMIT)).await.status(), StatusCode::OK);

    let told = Request::post("/api/echo").header("content-length", router::BODY_LIMIT + 1).body(Body::empty()).unwrap();
    for request in [echo(router::BODY_LIMIT + 1), told] {
        let answer = send(odd_service(), request).await.map(|body| String::from_utf8(body.to_vec()).unwrap());
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(problem(&answer)["type"], "/problems/too_large");
    }
}

#[tokio::test]
async fn other_sites_cannot_change_anything_and_programs_can() {
    let post = || Request::post("/api/echo").header("host", "advisor.example");
    let refused = [
        post().header("sec-fetch-site", "cross-site"),
        post().header("sec-fetch-site", "same-site"),
        post().header("origin", "http://evil.example"),
        post().header("origin", "null"),
    ];
    for request in refused {
        let answer = ask(odd_service(), request).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        assert_eq!(problem(&answer)["type"], "/problems/cross_site");
    }
    let let_through = [
        post(),
        post().header("sec-fetch-site", "same-origin"),
        post().header("origin", "http://advisor.example"),
        Request::post("/api/echo").header("host", "behind-a-proxy:3000").header("origin", "http://advisor.example"),
    ];
    for request in let_through {
        assert_eq!(ask(odd_service(), request).await.status(), StatusCode::OK);
    }
    let read = get("/").header("sec-fetch-site", "cross-site");
    assert_eq!(ask(service(), read).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_file_is_sent_in_the_form_that_the_client_takes() {
    let style = assets::find("site.css").expect("the site is built: cargo xtask test");
    let forms = [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("identity", ""),
    ];
    let mut tags = std::collections::BTreeSet::new();
    for (takes, gets) in forms {
        let request = get(style.path).header("accept-encoding", takes).body(Body::empty()).unwrap();
        let file = send(service(), request).await;
        assert_eq!(file.status(), StatusCode::OK, "{takes}");
        assert_eq!(header(&file, "content-encoding"), gets, "{takes}");
        assert_eq!(header(&file, "content-type"), "text/css; charset=utf-8");
        assert_eq!(header(&file, "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header(&file, "vary"), "accept-encoding");
        let tag = header(&file, "etag").to_owned();
        let again =
            ask(service(), get(style.path).header("accept-encoding", takes).header("if-none-match", &tag)).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert!(again.body().is_empty());
        tags.insert(tag);
    }
    assert_eq!(tags.len(), 3, "a tag for each form");

    let head = ask(service(), Request::head(style.path)).await;
    assert_eq!(head.status(), StatusCode::OK);
    assert!(head.body().is_empty());
    assert!(!header(&head, "content-length").is_empty());
    assert_eq!(ask(service(), get("/assets/site.css")).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_page_names_files_that_exist() {
    let page = ask(odd_service(), get("/island")).await;
    for name in ["site.css", "site.js", "site.wasm", "favicon.svg"] {
        let file = assets::find(name).expect("the site is built: cargo xtask test");
        assert!(page.body().contains(file.path), "{} is not on the page", file.path);
    }
}

#[tokio::test]
async fn probes_tell_alive_from_ready() {
    assert_eq!(ask(service(), get("/healthz")).await.status(), StatusCode::OK);
    assert_eq!(ask(service(), get("/readyz")).await.status(), StatusCode::OK);
    assert_eq!(ask(router::router(unready()), get("/healthz")).await.status(), StatusCode::OK);
    let unready = ask(router::router(unready()), get("/readyz")).await;
    assert_eq!(unready.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(problem(&unready)["status"], 503);
}
