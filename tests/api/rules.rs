//! `/api/v1/rules` and `/api/v1/schema/description`.

use crate::{
    api::{call, json, problem},
    house::{header, service},
};

#[tokio::test]
async fn every_rule_can_be_read_with_its_sources() {
    let answer = call(&service(), "GET", "/api/v1/rules", &[], "").await;
    let book = json(&answer);
    assert_eq!(header(&answer, "content-type"), "application/json");
    assert_eq!(book["ruleset"]["id"], "default");
    let rules = book["rules"].as_array().unwrap();
    assert!(rules.len() > 40, "{}", rules.len());
    let known: Vec<_> = book["sources"].as_array().unwrap().iter().map(|source| &source["id"]).collect();
    for rule in rules {
        assert_eq!(rule["kind"].as_object().unwrap().len(), 1, "the kind names its data");
        for citation in rule["citations"].as_array().unwrap() {
            assert!(known.contains(&&citation["source"]), "{citation}");
        }
    }
}

#[tokio::test]
async fn an_id_gives_its_rules_one_of_a_kind() {
    let one = json(&call(&service(), "GET", "/api/v1/rules/reply", &[], "").await);
    assert_eq!(one["rules"].as_array().unwrap().len(), 1);
    assert!(one["rules"][0]["kind"]["gate"]["ask"].is_string());
    assert!(one["sources"].as_array().unwrap().len() < 10);

    let two = json(&call(&service(), "GET", "/api/v1/rules/local_transaction", &[], "").await);
    let kinds: Vec<_> = two["rules"].as_array().unwrap().iter().map(|rule| &rule["kind"]).collect();
    assert_eq!(kinds.len(), 2);
    assert!(kinds[0]["style"].is_object() && kinds[1]["mechanism"].is_object());

    for id in ["nothing", "__proto__", "%2e%2e", "%00"] {
        let answer = call(&service(), "GET", &format!("/api/v1/rules/{id}"), &[], "").await;
        problem(&answer, 404, "unknown");
    }
}

#[tokio::test]
async fn the_schema_names_the_questions() {
    let answer = call(&service(), "GET", "/api/v1/schema/description", &[], "").await;
    assert_eq!(header(&answer, "content-type"), "application/schema+json");
    let schema = json(&answer);
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(schema["$defs"]["Step"]["properties"]["answers"]["properties"]["reply"].is_object());
}

#[tokio::test]
async fn every_kind_of_problem_has_a_page() {
    for kind in app::problem::ALL {
        let page = call(&service(), "GET", &kind.address(), &[("accept", "text/html")], "").await;
        assert_eq!(page.status(), 200, "{}", kind.code);
        assert!(page.body().contains(kind.title), "{}", kind.code);
    }
    let answer = call(&service(), "GET", "/problems/none", &[("accept", "application/json")], "").await;
    problem(&answer, 404, "unknown");
}
