//! Packs in reports: a report is shown as it was made, whatever happens to the folder of packs.

use std::sync::Arc;

use app::pack::{PackForm, PackText, Rulesets};
use axum::{Router, body::Body, http::Request};
use serde_json::{Value, json};
use server::router;

use super::{pack, rulesets, text};
use crate::{
    house::{ask, send, state_with},
    memory::Memory,
};

const DESCRIPTION: &str = r#"{"name": "Clinic", "ruleset": "acme", "flows": [{"steps": [
    {"id": "send", "action": "Send the finding", "answers": {"data_class": "secret", "reply": "none"}},
    {"id": "trail", "action": "Write the trail",
        "answers": {"audit": "required", "response_time": "milliseconds"}}]}]}"#;

/// A comment in the pack.
const COMMENT: &str = "A team's pack with everything";

fn service(rulesets: Rulesets, store: &Arc<Memory>) -> Router {
    router::router(state_with(rulesets, "http://advisor.example", store.clone()))
}

async fn post(service: &Router, path: &str, body: String) -> (u16, Value) {
    let request = Request::post(path).header("content-type", "application/json").body(Body::from(body)).unwrap();
    let answer = send(service.clone(), request).await;
    (answer.status().as_u16(), serde_json::from_slice(answer.body()).unwrap())
}

async fn get(service: &Router, path: &str) -> (u16, String) {
    let answer = ask(service.clone(), Request::get(path)).await;
    (answer.status().as_u16(), answer.body().clone())
}

#[tokio::test]
async fn a_description_names_the_rules_that_it_wants() {
    let service = service(rulesets(&["team.yaml", "round.toml"]), &Arc::default());
    let (status, assessment) = post(&service, "/api/v1/assessments", DESCRIPTION.to_owned()).await;
    assert_eq!(status, 200, "{assessment}");
    assert_eq!(assessment["ruleset"]["id"], "acme");
    assert_eq!(
        assessment["steps"][0]["gates"][0]["sources"],
        json!(["the team's own rules: acme 2.1.0, Platform team at Acme"])
    );

    let wrong = r#"{"name": "x", "ruleset": "acmee", "flows": [{"steps": [{"action": "Do it"}]}]}"#;
    let (status, problem) = post(&service, "/api/v1/assessments", wrong.to_owned()).await;
    assert_eq!(status, 422);
    assert_eq!(problem["faults"][0]["at"], "/ruleset");
    assert_eq!(problem["faults"][0]["hint"], "Did you mean `acme`?");
    let (_, problem) = post(&service, "/api/v1/assessments", wrong.replace("acmee", "ours")).await;
    assert_eq!(problem["faults"][0]["hint"], "Write one of default, acme, round, or leave it out.");
}

#[tokio::test]
async fn a_packs_rules_are_shown_like_the_shipped_ones() {
    let service = service(rulesets(&["team.yaml"]), &Arc::default());
    let (_, rules) = get(&service, "/rules").await;
    assert!(rules.contains("/rules?ruleset=acme"), "{rules}");
    let (_, rules) = get(&service, "/rules?ruleset=acme").await;
    assert!(rules.contains("/rules/data_class?ruleset=acme"));
    assert!(rules.contains("<h1><bdi>Rules of acme</bdi></h1>"), "{rules}");
    assert_eq!(rules.matches("(shown here)").count(), 1);
    assert!(rules.contains("\u{2019}s own)"), "what the pack adds is marked");
    // The links in a report name no ruleset.
    for path in ["/rules/data_class?ruleset=acme", "/rules/data_class"] {
        let (status, rule) = get(&service, path).await;
        assert_eq!(status, 200);
        assert!(
            rule.contains("What is secret stays within calls") && rule.contains("acme 2.1.0, Platform team at Acme"),
            "{rule}"
        );
    }
    let (_, audit) = get(&service, "/rules/audit?ruleset=acme").await;
    assert!(audit.contains("Auditors ask for the trail of every order."), "{audit}");
    let (_, json) = get(&service, "/api/v1/rules/secret_on_the_bus?ruleset=acme").await;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["ruleset"]["id"], "acme");
    assert_eq!(json["rules"][0]["kind"]["own_finding"]["severity"], "error");
    assert_eq!(get(&service, "/rules?ruleset=nobody").await.0, 404);
    assert_eq!(get(&service, "/api/v1/rules?ruleset=nobody").await.0, 404);
}

#[tokio::test]
async fn a_report_is_read_as_it_was_made_whatever_becomes_of_its_pack() {
    let store = Arc::new(Memory::default());
    let then = service(rulesets(&["team.yaml"]), &store);
    let (status, published) = post(&then, "/api/v1/reports", format!("{{\"description\": {DESCRIPTION}}}")).await;
    assert_eq!(status, 201, "{published}");
    let id = published["id"].as_str().unwrap();
    let address = format!("/api/v1/reports/{id}/revisions/1");
    let (_, kept) = get(&then, &address).await;
    let report: Value = serde_json::from_str(&kept).unwrap();
    // The report contains the pack's content but not its comments.
    assert!(text("team.yaml").text.contains(COMMENT));
    assert!(!kept.contains(COMMENT), "{kept}");
    let handed_out = PackText { form: PackForm::Yaml, text: report["pack"]["text"].as_str().unwrap().to_owned() };
    assert_eq!(report["pack"]["form"], "yaml");
    let (handed_out, _) = handed_out.read().unwrap();
    assert_eq!(handed_out.rulebook().digest(), pack(&text("team.yaml")).rulebook().digest());
    let (_, again) = get(&then, &format!("{address}/again")).await;
    let again: Value = serde_json::from_str(&again).unwrap();
    assert_eq!(again["same"], true, "{again}");
    let page = format!("/r/{id}/v/1");
    let (_, shown) = get(&then, &page).await;
    assert!(!shown.contains("What today\u{2019}s rules say otherwise"));

    // The pack has changed.
    let mut changed = text("team.yaml");
    changed.text = changed.text.replace("version: 2.1.0", "version: 3.0.0").replace("halves: 4", "halves: 1").replace(
        "  - id: data_class\n    kind: gate\n    name: Class of data",
        "  - id: data_class\n    kind: gate\n    name: Sort of data",
    );
    // The cases of the pack do not matter here.
    changed.text = changed.text.split("cases:").next().unwrap().to_owned();
    let mut upgraded = Rulesets::default();
    assert!(upgraded.add(pack(&changed), changed.clone()));
    let upgraded = service(upgraded, &store);
    assert_eq!(get(&upgraded, &address).await.1, kept);
    let (_, shown) = get(&upgraded, &page).await;
    assert!(shown.contains("Class of data") && !shown.contains("Sort of data"), "{shown}");
    assert!(shown.contains(&format!("/r/{id}/v/1/again")));
    let (_, again) = get(&upgraded, &format!("{address}/again")).await;
    let again: Value = serde_json::from_str(&again).unwrap();
    assert_eq!((&again["then"]["version"], &again["today"]["version"]), (&json!("2.1.0"), &json!("3.0.0")));
    let trail = again["steps"].as_array().unwrap().iter().find(|step| step["step"] == "trail").unwrap();
    let says = |side: &str| again["rules"][0][side].as_str().unwrap_or_default().to_owned();
    assert_eq!((&again["rules"][0]["rule"], again["rules"].as_array().unwrap().len()), (&json!("audit"), 1), "{again}");
    assert!(says("then").starts_with("events: ") && says("today").starts_with("events: "), "{again}");
    let changed = trail["changes"].as_array().unwrap();
    assert!(changed.iter().any(|change| change["what"] == "lean"), "{again}");
    let (status, shown) = get(&upgraded, &format!("{page}/again")).await;
    assert_eq!(status, 200);
    assert!(shown.contains("Write the trail"), "{shown}");

    // The pack has been removed.
    let gone = service(Rulesets::default(), &store);
    assert_eq!(get(&gone, &address).await.1, kept);
    let (status, shown) = get(&gone, &page).await;
    assert_eq!(status, 200);
    assert!(shown.contains("Class of data") && shown.contains("No broker of ours may hold a secret."), "{shown}");
    let (_, again) = get(&gone, &format!("{address}/again")).await;
    let again: Value = serde_json::from_str(&again).unwrap();
    assert_eq!(again["today"]["id"], "default");
    let left_out: Vec<&str> =
        again["left_out"].as_array().unwrap().iter().map(|fault| fault["at"].as_str().unwrap()).collect();
    assert_eq!(left_out, ["/ruleset", "/flows/0/steps/0/answers/data_class"]);
    let verdict = json!({"what": "verdict", "then": "synchronous", "today": "event_driven"});
    assert!(again["steps"][0]["changes"].as_array().unwrap().contains(&verdict), "{again}");
    assert_eq!(again["findings_gone"][0]["rule"], "contradicting_gates");
    let rules = again["rules"].as_array().unwrap();
    let lost = rules.iter().find(|change| change["rule"] == "data_class").unwrap();
    assert_eq!((&lost["places"], &lost["today"]), (&json!(1), &Value::Null), "{lost}");
    assert!(lost["then"].as_str().unwrap().contains("No broker of ours may hold a secret."), "{lost}");
    assert!(rules.iter().all(|change| change["rule"] != "reply"), "it says the same: {again}");
    assert_eq!(get(&gone, &format!("{page}/again")).await.0, 200);
    assert_eq!(get(&gone, &format!("/r/{id}/v/2/again")).await.0, 404);
}
