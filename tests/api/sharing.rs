//! What pages of other sites may call.

use axum::{Router, http::Response};
use server::{api, config::Flags};

use crate::{
    api::{JSON, TICKETS, call, problem},
    house::{header, service, service_with},
};

const SITE: (&str, &str) = ("origin", "https://wiki.example");

/// How a browser marks a request of a page of another site.
const CROSS: (&str, &str) = ("sec-fetch-site", "cross-site");

/// A service that only some sites may call.
fn for_sites(cors_origins: &str) -> Router {
    service_with(&Flags {
        public_url: Some("http://advisor.example".to_owned()),
        cors_origins: Some(cors_origins.to_owned()),
        ..Flags::default()
    })
}

async fn preflight(service: &Router, path: &str) -> Response<String> {
    let asks = ("access-control-request-method", "POST");
    let sends = ("access-control-request-headers", "content-type");
    call(service, "OPTIONS", path, &[SITE, CROSS, asks, sends], "").await
}

#[tokio::test]
async fn pages_of_other_sites_may_make_the_calls_that_keep_nothing_and_no_others() {
    let service = service();
    for operation in api::ALL.iter().map(|call| &call.operation) {
        // What names a report, or keeps one, is for our own pages.
        assert!(!operation.is_open || !operation.path.starts_with("/api/v1/reports"), "{}", operation.id);
        let path = operation.path.replace("{id}", "reply").replace("{n}", "1");
        let asked = preflight(&service, &path).await;
        let answer = call(&service, operation.method.name(), &path, &[SITE, CROSS, JSON], "{}").await;
        let allowed = [&asked, &answer].map(|answer| header(answer, "access-control-allow-origin").to_owned());
        assert_eq!(allowed, [if operation.is_open { "*" } else { "" }; 2], "{}", operation.id);
        assert_eq!(asked.status(), if operation.is_open { 200 } else { 405 }, "{}", operation.id);
        if operation.is_open {
            assert_ne!(answer.status(), 403, "{}", operation.id);
            assert_eq!(header(&asked, "access-control-allow-headers"), "*", "{}", operation.id);
            assert_eq!(header(&answer, "access-control-allow-credentials"), "", "{}", operation.id);
        } else if operation.body.is_some() {
            problem(&answer, 403, "cross_site");
        }
    }
}

#[tokio::test]
async fn a_refusal_can_be_read_by_the_page_that_asked() {
    let long = " ".repeat(app::limit::TEXT_LIMIT + 1);
    let answer = call(&service(), "POST", "/api/v1/assessments", &[SITE, CROSS, JSON], long).await;
    assert_eq!(header(&answer, "access-control-allow-origin"), "*");
    problem(&answer, 413, "too_large");
}

#[tokio::test]
async fn an_operator_names_the_sites_or_none() {
    for (origins, allowed) in [
        ("https://wiki.example, https://other.example", SITE.1),
        ("https://other.example", ""),
        ("none", ""),
        ("*", "*"),
    ] {
        let service = for_sites(origins);
        let answer = call(&service, "POST", "/api/v1/assessments", &[SITE, CROSS, JSON], TICKETS).await;
        assert_eq!(header(&answer, "access-control-allow-origin"), allowed, "{origins}");
        assert_eq!(header(&preflight(&service, "/api/v1/assessments").await, "access-control-allow-origin"), allowed);
    }
}
