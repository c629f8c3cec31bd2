//! Tests of what holds for every answer, through the router without a socket.

use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use app::{limit::TEXT_LIMIT, problem::Problem};
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, Response, StatusCode, request::Builder},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::Value;
use server::{
    assets,
    config::Flags,
    room::Room,
    router,
    state::AppState,
    work::{self, Weight, Workers},
};
use sha2::{Digest, Sha384};
use tokio::sync::oneshot;
use tower::ServiceExt;

use crate::house::{ask, header, odd_service, odd_service_over, send, service, service_with, state, unready};

/// A time limit that no working test reaches.
const PATIENCE: Duration = Duration::from_mins(1);

fn get(path: &str) -> Builder {
    Request::get(path)
}

fn problem(response: &Response<String>) -> Value {
    assert_eq!(header(response, "content-type"), "application/problem+json");
    serde_json::from_str(response.body()).unwrap()
}

#[tokio::test]
async fn the_start_page_is_whole() {
    let page = ask(service(), get("/")).await;
    assert_eq!(page.status(), StatusCode::OK);
    assert_eq!(header(&page, "content-type"), "text/html; charset=utf-8");
    assert!(page.body().starts_with("<!DOCTYPE html><html lang=\"en\">"), "{}", page.body());
    assert!(page.body().contains("<h1>") && page.body().ends_with("</html>"));
}

#[tokio::test]
async fn a_page_with_an_island_loads_scripts_under_its_nonce() {
    let page = ask(odd_service(), get("/island")).await;
    let policy = header(&page, "content-security-policy");
    let nonce = policy.split_once("'nonce-").unwrap().1.split_once('\'').unwrap().0;
    let scripts: Vec<_> = page.body().match_indices("<script").collect();
    assert_eq!(scripts.len(), 3, "the site is built: cargo xtask test");
    assert_eq!(page.body().matches(&format!("nonce=\"{nonce}\"")).count(), 3);
    assert!(!page.body().contains("preload"), "what the style sheet would share the line with");
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
    assert_eq!(send(odd_service(), echo(TEXT_LIMIT)).await.status(), StatusCode::OK);

    let told = Request::post("/api/echo").header("content-length", TEXT_LIMIT + 1).body(Body::empty()).unwrap();
    for request in [echo(TEXT_LIMIT + 1), told] {
        let answer = send(odd_service(), request).await.map(|body| String::from_utf8(body.to_vec()).unwrap());
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(problem(&answer)["type"], "/problems/too_large");
    }
}

/// A body in parts of 64 KiB, without a stated length.
fn pieces(bytes: &[u8]) -> Body {
    let pieces: Vec<_> = bytes.chunks(64 * 1024).map(|piece| Ok::<_, Infallible>(piece.to_vec())).collect();
    Body::from_stream(futures_util::stream::iter(pieces))
}

#[tokio::test]
async fn a_file_that_is_too_large_is_told_so_however_it_comes() {
    let file = |length: usize| {
        let body = format!(
            "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n{}\r\n--x--\r\n",
            " ".repeat(length)
        );
        let request = Request::post("/drafts").header("content-type", "multipart/form-data; boundary=x");
        request.body(pieces(body.as_bytes())).unwrap()
    };
    assert_eq!(send(service(), file(TEXT_LIMIT + 1)).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let read = send(service(), file(TEXT_LIMIT / 2)).await;
    assert_eq!(read.status(), StatusCode::UNPROCESSABLE_ENTITY, "there is nothing in it");
}

#[tokio::test(start_paused = true)]
async fn a_body_that_comes_too_slowly_is_not_waited_for() {
    let never = Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, Infallible>>());
    let answer = send(odd_service(), Request::post("/api/echo").body(never).unwrap()).await;
    assert_eq!(answer.status(), StatusCode::REQUEST_TIMEOUT);
    assert_eq!(header(&answer, "connection"), "close");

    let slow = futures_util::stream::unfold((), async |()| {
        tokio::time::sleep(Duration::from_secs(9)).await;
        Some((Ok::<_, Infallible>(vec![b' ']), ()))
    });
    let request = Request::post("/api/echo").body(Body::from_stream(slow)).unwrap();
    assert_eq!(send(odd_service(), request).await.status(), StatusCode::REQUEST_TIMEOUT, "not the whole within 30 s");
}

#[tokio::test]
async fn bodies_find_room_or_are_refused_and_small_ones_pass() {
    let state = state("http://advisor.example").with(|shared| shared.room = Room::new(256 * 1024));
    let service = odd_service_over(state);
    let echo = |length: usize| Request::post("/api/echo").body(pieces(&vec![b' '; length])).unwrap();
    let answer = send(service.clone(), echo(512 * 1024)).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(!header(&answer, "retry-after").is_empty());
    assert_eq!(header(&answer, "connection"), "", "it was read to its end");
    assert_eq!(send(service.clone(), echo(64 * 1024)).await.status(), StatusCode::OK);
    assert_eq!(send(service, echo(8 * 1024)).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn only_its_own_names_are_answered_to() {
    let service = service_with(&Flags {
        public_url: Some("https://Advisor.example".to_owned()),
        hosts: Some("other.example, advisor:8080".to_owned()),
        ..Flags::default()
    });
    let ask = async |path: &str, hosts: &[&str]| {
        let mut request = get(path);
        for host in hosts {
            request = request.header("host", *host);
        }
        service.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status().as_u16()
    };
    for host in [
        "advisor.example",
        "ADVISOR.example:443",
        "localhost:3000",
        "127.0.0.1:3000",
        "[::1]:3000",
        "other.example",
        "advisor:8080",
    ] {
        assert_eq!(ask("/", &[host]).await, 200, "{host}");
    }
    for host in [
        "evil.example",
        "advisor.example:3000",
        "advisor.example.",
        "localhost",
        "127.0.0.1:3001",
        "10.0.0.1:3000",
        "advisor.example.evil.example",
        "advisor.example:99999",
    ] {
        assert_eq!(ask("/", &[host]).await, 421, "{host}");
    }
    for hosts in [&[][..], &[""], &["a b"], &["me@advisor.example"], &["advisor.example", "advisor.example"]] {
        assert_eq!(ask("/", hosts).await, 400, "{hosts:?}");
    }
    assert_eq!(ask("http://evil.example/", &["advisor.example"]).await, 421);
    assert_eq!(ask("http://advisor.example/", &["evil.example"]).await, 421);
    assert_eq!(ask("http://advisor.example/", &["advisor.example"]).await, 200);
    for probe in ["/healthz", "/readyz"] {
        assert_eq!(ask(probe, &["10.0.0.1:3000"]).await, 200);
    }
    let answer = send(service.clone(), get("/").header("host", "evil.example").body(Body::empty()).unwrap()).await;
    let problem: Value = serde_json::from_slice(answer.body()).unwrap();
    assert_eq!(problem["type"], "/problems/wrong_host");
    assert!(problem["detail"].as_str().unwrap().contains("https://Advisor.example"), "{problem}");
}

#[tokio::test]
async fn only_so_much_is_kept_for_a_client_in_a_minute() {
    let service = service_with(&Flags {
        public_url: Some("http://advisor.example".to_owned()),
        trusted_proxies: Some("10.0.0.0/8".to_owned()),
        new_per_minute: Some("2".to_owned()),
        ..Flags::default()
    });
    let post = async |path: &str, form: &str, body: &str, client: &str| {
        let peer: SocketAddr = "10.0.0.1:1".parse().unwrap();
        let request = Request::post(path).header("content-type", form).header("x-forwarded-for", client);
        let request = request.extension(ConnectInfo(peer)).body(Body::from(body.to_owned())).unwrap();
        send(service.clone(), request).await.map(|body| String::from_utf8(body.to_vec()).unwrap())
    };
    let report = r#"{"description": {"name": "x", "flows": [{"steps": [{"action": "Ship it"}]}]}}"#;
    let form = "application/x-www-form-urlencoded";
    assert_eq!(post("/api/v1/reports", "application/json", report, "1.2.3.4").await.status(), StatusCode::CREATED);
    assert_eq!(post("/drafts", form, "example=lesson-tickets", "1.2.3.4").await.status(), StatusCode::SEE_OTHER);
    for (path, form, body) in [
        ("/api/v1/reports", "application/json", report),
        ("/drafts", form, "example=lesson-tickets"),
        ("/reports", form, "steps=Ship+it"),
    ] {
        let refused = post(path, form, body, "6.6.6.6, 1.2.3.4").await;
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert_eq!(problem(&refused)["type"], "/problems/too_many");
        let wait: u32 = header(&refused, "retry-after").parse().unwrap();
        assert!((1..=30).contains(&wait), "{wait}");
    }
    assert_eq!(post("/api/v1/assessments", "application/json", "{}", "1.2.3.4").await.status(), 422);
    assert_eq!(post("/drafts", form, "example=lesson-tickets", "1.2.3.5").await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_costs_much_is_refused_before_it_is_done_when_the_line_is_full() {
    let limits = work::Limits { at_once: 1, in_line: 0, light_in_line: 0, patience: PATIENCE };
    let state = state("http://advisor.example").with(|shared| shared.workers = Arc::new(Workers::new(limits)));
    let service = router::router(state.clone());
    let (begins, begun) = oneshot::channel();
    let (end, ended) = std::sync::mpsc::channel::<()>();
    let held = tokio::spawn(async move {
        let work = move |_: &AppState| {
            begins.send(()).unwrap();
            ended.recv().unwrap();
            Ok::<_, Problem>(())
        };
        state.work(Weight::Heavy, work).await
    });
    begun.await.unwrap();
    let assess = async |length: usize| {
        let body = r#"{"name": "x", "flows": [{"steps": [{"action": "Ship it"}]}]}"#;
        let body = format!("{body}{}", " ".repeat(length));
        let request = Request::post("/api/v1/assessments").header("content-type", "application/json");
        send(service.clone(), request.body(body.into()).unwrap()).await
    };
    let refused = assess(512 * 1024).await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(!refused.headers()["retry-after"].is_empty());
    assert_eq!(assess(0).await.status(), StatusCode::OK, "small work has a lane of its own");
    assert_eq!(ask(service.clone(), get("/healthz")).await.status(), StatusCode::OK);
    end.send(()).unwrap();
    held.await.unwrap().unwrap();
    assert_eq!(assess(512 * 1024).await.status(), StatusCode::OK);
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
        Request::post("/api/echo").header("host", "localhost:3000").header("origin", "http://advisor.example"),
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
async fn browsers_are_told_what_style_and_script_must_be() {
    let page = ask(odd_service(), get("/island")).await;
    let hash = async |logical: &str| {
        let path = assets::find(logical).expect("the site is built: cargo xtask test").path;
        let file = send(service(), get(path).body(Body::empty()).unwrap()).await;
        (path, format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(file.body()))))
    };
    let (style, hash_of_style) = hash("site.css").await;
    assert!(page.body().contains(&format!("href=\"{style}\" integrity=\"{hash_of_style}\"")), "{}", page.body());
    let (script, hash_of_script) = hash("site.js").await;
    let map = format!("{{\"integrity\":{{\"{script}\":\"{hash_of_script}\"}}}}</script>");
    let (before, after) = page.body().split_once(&map).expect("the import map names the script's hash");
    assert!(after.contains("import(") && !before.contains("import("), "it stands before what it is for");
}

#[tokio::test]
async fn every_page_names_files_that_exist() {
    let page = ask(odd_service(), get("/island")).await;
    let path = |name| assets::find(name).expect("the site is built: cargo xtask test").path;
    for path in ["site.css", "site.js", "favicon.svg"].map(path) {
        assert!(page.body().contains(path), "{path} is not on the page");
    }
    // The script writes the folder before it and the ending behind it.
    let stem = path("site.wasm").trim_start_matches("/assets/").trim_end_matches(".wasm");
    assert!(page.body().contains(&format!("\"{stem}\"")), "{stem} is not on the page");
}

#[tokio::test]
async fn probes_tell_alive_from_ready() {
    assert_eq!(ask(service(), get("/healthz")).await.status(), StatusCode::OK);
    assert_eq!(ask(service(), get("/readyz")).await.status(), StatusCode::OK);
    assert_eq!(ask(router::router(unready()), get("/healthz")).await.status(), StatusCode::OK);
    let unready = ask(router::router(unready()), get("/readyz")).await;
    assert_eq!(unready.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(problem(&unready)["status"], 503);

    let stopping = state("http://advisor.example");
    stopping.draining.store(true, Ordering::Relaxed);
    let service = router::router(stopping);
    assert_eq!(problem(&ask(service.clone(), get("/readyz")).await)["type"], "/problems/stopping");
    assert_eq!(ask(service.clone(), get("/healthz")).await.status(), StatusCode::OK);
    assert_eq!(ask(service, get("/rules")).await.status(), StatusCode::OK, "requests are still answered");
}

#[tokio::test]
async fn a_client_that_asks_too_much_is_told_when_to_come_back() {
    let service = service_with(&Flags {
        public_url: Some("http://advisor.example".to_owned()),
        requests_per_minute: Some("2".to_owned()),
        ..Flags::default()
    });
    let ask = async |path: &str, client: &str| {
        let peer: SocketAddr = format!("{client}:1").parse().unwrap();
        let request = get(path).extension(ConnectInfo(peer)).body(Body::empty()).unwrap();
        send(service.clone(), request).await
    };
    for _ in 0..3 {
        assert_eq!(ask("/healthz", "1.2.3.4").await.status(), StatusCode::OK, "probes are not counted");
    }
    assert_eq!(ask("/rules", "1.2.3.4").await.status(), StatusCode::OK);
    assert_eq!(ask("/api/v1/rules", "1.2.3.4").await.status(), StatusCode::OK);
    let refused = ask("/api/v1/rules", "1.2.3.4").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers()["retry-after"], "30");
    assert_eq!(ask("/rules", "1.2.3.5").await.status(), StatusCode::OK, "others are not held back");
}

#[tokio::test]
async fn metrics_name_routes_and_never_paths() {
    let state = state("http://advisor.example");
    let metrics = state.metrics.clone().routes();
    let service = router::router(state);
    _ = ask(service.clone(), get("/r/secretsecretsecretsecre")).await;
    _ = ask(service, get("/no/such/page")).await;
    let shown = ask(metrics, get("/metrics")).await;
    let text = shown.body();
    for line in [
        r#"eda_advisor_http_requests_total{method="GET",route="/r/{id}",status="404"} 1"#,
        r#"eda_advisor_http_requests_total{method="GET",route="none",status="404"} 1"#,
    ] {
        assert!(text.contains(line), "{line} is missing:\n{text}");
    }
    assert!(!text.contains("secret") && !text.contains("no/such"), "{text}");
}

#[tokio::test]
async fn only_users_of_a_trusted_proxy_make_something_new() {
    let service = service_with(&Flags {
        public_url: Some("http://advisor.example".to_owned()),
        trusted_proxies: Some("10.0.0.1".to_owned()),
        user_header: Some("X-User".to_owned()),
        new_per_minute: Some("0".to_owned()),
        ..Flags::default()
    });
    let report = r#"{"description": {"name": "x", "flows": [{"steps": [{"action": "Ship it"}]}]}}"#;
    let ask = async |path: &str, form: &str, body: &str, peer: &str, user: Option<&str>| {
        let mut request = Request::post(path).header("content-type", form);
        if let Some(user) = user {
            request = request.header("x-user", user);
        }
        let mut request = request.body(Body::from(body.to_owned())).unwrap();
        let peer: SocketAddr = format!("{peer}:1234").parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        send(service.clone(), request).await
    };
    let form = "application/x-www-form-urlencoded";
    for (peer, user, is_known) in [
        ("10.0.0.1", Some("ada"), true),
        ("10.0.0.1", None, false),
        ("10.0.0.1", Some(" "), false),
        ("10.0.0.2", Some("ada"), false),
    ] {
        for (path, media_type, body) in [
            ("/api/v1/reports", "application/json", report),
            ("/reports", form, "description=name:+x"),
            ("/drafts", form, "example=lesson-order"),
            ("/drafts", form, "steps=The+guest+pays."),
        ] {
            let answer = ask(path, media_type, body, peer, user).await;
            let is_refused = answer.status() == StatusCode::FORBIDDEN;
            assert_eq!(is_refused, !is_known, "{path} {peer} {user:?}: {}", answer.status());
            let told = String::from_utf8_lossy(answer.body());
            assert!(is_known || told.contains("/problems/users_only"), "{told}");
        }
        let open = ask("/api/v1/assessments", "application/json", &report[16..report.len() - 1], peer, user).await;
        assert_eq!(open.status(), StatusCode::OK, "assessing keeps nothing");
    }
}

#[tokio::test]
async fn a_server_for_reading_refuses_every_change_and_offers_none() {
    use app::store::Outage;

    use crate::{house::state_over, memory::Memory};

    let store = Arc::new(Memory::default());
    let state = state_over("http://advisor.example", store.clone());
    let writing = server::router::router(state.clone());
    let service = server::router::router(state.with(|shared| shared.gate.read_only = true));
    let report = r#"{"description": {"name": "x", "flows": [{"steps": [{"action": "Ship it"}]}]}}"#;
    let request = Request::post("/api/v1/reports").header("content-type", "application/json");
    let made = send(writing.clone(), request.body(report.into()).unwrap()).await;
    let made: Value = serde_json::from_slice(made.body()).unwrap();
    let (id, token) = (made["id"].as_str().unwrap(), made["edit_token"].as_str().unwrap());
    // Whatever reached the store in spite of the gate would be answered with 503.
    store.take_nothing(Outage::ReadOnly);
    let ready = async |service: &axum::Router| ask(service.clone(), Request::get("/readyz")).await.status();
    assert_eq!(ready(&writing).await, 503);
    assert_eq!(ready(&service).await, 200, "it need not write");
    let ask = async |method: &str, path: &str, form: &str, body: &str| {
        let request = Request::builder().method(method).uri(path).header("content-type", form);
        let request = request.header("authorization", format!("Bearer {token}")).header("if-match", "*");
        let request = request.header("cookie", format!("edit={token}"));
        send(service.clone(), request.body(Body::from(body.to_owned())).unwrap()).await
    };
    let path = |pattern: &str| {
        let path = pattern.replace("{id}", id).replace("{n}", "1").replace("{right}", "review");
        path.replace("{fixed}", "0123456789012345678901")
    };
    for operation in server::api::ALL.iter().map(|call| &call.operation).filter(|operation| !operation.is_open) {
        let method = operation.method.name();
        let answer = ask(method, &path(operation.path), "application/json", "{}").await;
        let is_refused = answer.status() == StatusCode::FORBIDDEN;
        assert_eq!(is_refused, method != "GET", "{}: {}", operation.id, answer.status());
        assert!(!is_refused || String::from_utf8_lossy(answer.body()).contains("/problems/read_only"), "{method}");
    }
    let form = "application/x-www-form-urlencoded";
    for act in ["/drafts", "/reports", "/d/x", "/reading/x", "/reading/model", "/assistant"] {
        assert_eq!(ask("POST", act, form, "").await.status(), StatusCode::FORBIDDEN, "{act}");
    }
    for act in ["revise", "revisions", "delete", "sharing"] {
        assert_eq!(ask("POST", &format!("/r/{id}/{act}"), form, "").await.status(), StatusCode::FORBIDDEN, "{act}");
    }
    let call = r#"{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "publish_report",
        "arguments": {"description": {"name": "x", "flows": [{"steps": [{"action": "Ship it"}]}]}}}}"#;
    let request = Request::post("/mcp")
        .header("content-type", "application/json")
        .header("accept", "application/json, text/event-stream");
    let request = request.header("mcp-protocol-version", "2025-06-18");
    let told = send(service.clone(), request.body(Body::from(call)).unwrap()).await;
    assert!(String::from_utf8_lossy(told.body()).contains("read_only"), "{}", String::from_utf8_lossy(told.body()));
    // What is read is read, and nothing on it would be refused.
    let pages = ["/", "/matrix?consumer_count=multiple", "/reports", "/search?q=call", "/messages", "/learn"];
    let its = ["", "/v/1", "/sharing", "/v/1/again", "/remarks", "/ballot", "/ballots", "/revisions"]
        .map(|rest| format!("/r/{id}{rest}"));
    for page in pages.into_iter().map(str::to_owned).chain(its) {
        let answer = ask("GET", &page, form, "").await;
        assert_eq!(answer.status(), StatusCode::OK, "{page}");
        let html = String::from_utf8_lossy(answer.body()).into_owned();
        for action in html.split("method=\"post\"").skip(1).filter_map(|rest| rest.split("action=\"").nth(1)) {
            let action = action.split('"').next().unwrap();
            assert_ne!(ask("POST", action, form, "").await.status(), StatusCode::FORBIDDEN, "{page} offers {action}");
        }
    }
}
