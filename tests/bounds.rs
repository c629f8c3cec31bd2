//! Limits on what a caller may send, at every interface: the number of listed faults is limited, and data
//! that was stored before a limit existed can still be opened.

use advice::{
    Description, Model, Tree,
    description::LIMITS,
    edit::{self, Edit, Told},
    fault::FAULTS_SHOWN,
    model, rules,
};
use axum::{Router, body::Body, http::Request};
use serde_json::{Value, json};
use server::router;

use crate::house::{send, service, state};

async fn ask(service: &Router, method: &str, path: &str, media_type: &str, body: String) -> (u16, String) {
    let request = Request::builder().method(method).uri(path).header("content-type", media_type);
    let request = request.header("accept", if path.starts_with("/api") { "application/json" } else { "text/html" });
    let answer = send(service.clone(), request.body(Body::from(body)).unwrap()).await;
    (answer.status().as_u16(), String::from_utf8(answer.body().to_vec()).unwrap())
}

#[tokio::test]
async fn at_every_door_a_thousand_faults_are_listed_and_the_rest_is_counted() {
    let service = service();
    let inner = json!({"name": "x", "flows": [{"steps": [{"action": "x"}]}]}).to_string();
    let unknown: Vec<String> = (0..3 * FAULTS_SHOWN).map(|field| format!("\"f{field}\": 1")).collect();
    let fields = |known: &str| format!("{{{known}{}}}", unknown.join(",\n"));
    for (path, body) in [
        ("/api/v1/assessments", fields("\"name\": \"x\", \"flows\": [{\"steps\": [{\"action\": \"x\"}]}], ")),
        (
            "/api/v1/diagrams?view=flow&as=svg",
            fields("\"name\": \"x\", \"flows\": [{\"steps\": [{\"action\": \"x\"}]}], "),
        ),
        ("/api/v1/descriptions", fields("\"from\": \"text\", \"content\": \"Pay.\", ")),
        ("/api/v1/messages", fields("\"phrases\": [\"Pay\"], ")),
        ("/api/v1/findings", fields("\"content\": \"Pay\", ")),
        ("/api/v1/reports", fields(&format!("\"description\": {inner}, "))),
    ] {
        let (status, answer) = ask(&service, "POST", path, "application/json", body).await;
        let problem: Value = serde_json::from_str(&answer).unwrap();
        let faults = problem["faults"].as_array().unwrap();
        assert_eq!((status, faults.len()), (422, FAULTS_SHOWN + 1), "{path}");
        assert_eq!(faults[999]["line"], 1_000, "{path}");
        assert_eq!(faults[1_000]["code"], "more_faults", "{path}");
        assert_eq!(faults[1_000]["message"], "There are 2000 more faults than are listed here.", "{path}");
    }
}

/// A description that once crashed the process: its pointer has a part for each slash.
fn poisoned() -> String {
    json!({"name": "Shop", "assumptions": [{"text": "t", "at": "/".repeat(30_000)}],
        "flows": [{"steps": [{"action": "Pay"}]}]})
    .to_string()
}

#[tokio::test]
async fn a_draft_that_was_kept_with_a_pointer_of_any_length_opens_with_its_fault() {
    let state = state("http://advisor.example");
    let draft = state.advisor.start_draft(poisoned().into()).await.unwrap();
    let (service, page) = (router::router(state), format!("/d/{}", draft.id.as_str()));
    let form = "application/x-www-form-urlencoded";
    let (status, shown) = ask(&service, "GET", &page, form, String::new()).await;
    assert_eq!(status, 200);
    assert!(shown.contains("This has 30000 characters; the limit is 1000."), "{shown:.2000}");
    let (status, _) = ask(&service, "GET", &format!("{page}.yaml"), form, String::new()).await;
    assert_eq!(status, 422);
    let (status, _) = ask(&service, "POST", &page, form, "edit=add_flow&name=Pay".to_owned()).await;
    assert_eq!(status, 422);
    let mended = "text=name: Shop%0Aflows: [{steps: [{action: Pay}]}]".replace(' ', "+");
    let (status, _) = ask(&service, "POST", &format!("{page}/text"), form, mended).await;
    assert_eq!(status, 303);
    let (status, _) = ask(&service, "POST", &page, form, "edit=add_flow&name=Pay".to_owned()).await;
    assert_eq!(status, 303);
}

#[tokio::test]
async fn no_door_follows_a_pointer_deeper_than_it_is_long() {
    let service = service();
    for (path, body) in [
        ("/api/v1/assessments", poisoned()),
        ("/api/v1/diagrams?view=flow&as=svg", poisoned()),
        ("/api/v1/reports", format!("{{\"description\": {}}}", poisoned())),
        ("/api/v1/descriptions", format!("{{\"from\": \"description\", \"content\": {}}}", poisoned())),
    ] {
        let (status, answer) = ask(&service, "POST", path, "application/json", body).await;
        assert_eq!(status, 422, "{path}");
        assert!(answer.contains("limit_passed"), "{path}: {answer}");
    }
}

/// Whether the description is valid for the reader, and for the schema.
fn is_valid(schema: &jsonschema::Validator, json: &Value) -> (bool, bool) {
    let text = json.to_string();
    let tree = Tree::from_json(&text).unwrap();
    (Description::read(&tree).1.is_empty(), schema.is_valid(json))
}

#[test]
fn the_schema_says_the_limits_that_are_read() {
    let schema = jsonschema::draft202012::new(&advice::schema::description(rules::shipped())).unwrap();
    let step = json!({"action": "Pay", "today": {}});
    let whole = json!({"name": "x", "participants": [{"id": "p"}],
        "assumptions": [{"text": "t"}], "flows": [{"steps": [step]}]});
    let text = |length: usize| json!("x".repeat(length));
    let list = |length: usize, item: Value| json!(vec![item; length]);
    for at in [
        "/name",
        "/ruleset",
        "/participants/0/id",
        "/participants/0/name",
        "/participants/0/team",
        "/flows/0/id",
        "/flows/0/name",
        "/flows/0/actor",
        "/flows/0/steps/0/id",
        "/flows/0/steps/0/action",
        "/flows/0/steps/0/from",
        "/flows/0/steps/0/entity",
        "/flows/0/steps/0/today/message",
    ] {
        assert_eq!(is_valid(&schema, &with(&whole, at, text(LIMITS.name))), (true, true), "{at}");
        assert_eq!(is_valid(&schema, &with(&whole, at, text(LIMITS.name + 1))), (false, false), "{at}");
    }
    for (at, field) in
        [("/flows/0/trigger", "event"), ("/flows/0/steps/0/when", "step"), ("/flows/0/steps/0/when", "text")]
    {
        let named = |length: usize| with(&whole, at, json!({ field: text(length) }));
        assert_eq!(is_valid(&schema, &named(LIMITS.name)), (true, true), "{at}/{field}");
        assert_eq!(is_valid(&schema, &named(LIMITS.name + 1)), (false, false), "{at}/{field}");
    }
    for at in ["/summary", "/assumptions/0/text", "/flows/0/steps/0/notes"] {
        assert_eq!(is_valid(&schema, &with(&whole, at, text(LIMITS.prose))), (true, true), "{at}");
        assert_eq!(is_valid(&schema, &with(&whole, at, text(LIMITS.prose + 1))), (false, false), "{at}");
    }
    for at in ["/flows/0/steps/0/to", "/flows/0/steps/0/after", "/flows/0/steps/0/today/fields"] {
        assert_eq!(is_valid(&schema, &with(&whole, at, list(LIMITS.items, text(1)))), (true, true), "{at}");
        assert_eq!(is_valid(&schema, &with(&whole, at, list(LIMITS.items + 1, text(1)))), (false, false), "{at}");
        assert_eq!(is_valid(&schema, &with(&whole, at, list(1, text(LIMITS.name + 1)))), (false, false), "{at}");
    }
    for (at, most, item) in [
        ("/participants", LIMITS.items, json!({"id": "p"})),
        ("/assumptions", LIMITS.items, json!({"text": "t"})),
        ("/flows", LIMITS.flows, whole["flows"][0].clone()),
        ("/flows/0/steps", LIMITS.steps, whole["flows"][0]["steps"][0].clone()),
        ("/flows/0/steps/0/fields", LIMITS.items, json!({"name": "f"})),
    ] {
        assert_eq!(is_valid(&schema, &with(&whole, at, list(most, item.clone()))), (true, true), "{at}");
        assert_eq!(is_valid(&schema, &with(&whole, at, list(most + 1, item))), (false, false), "{at}");
    }
}

#[test]
fn the_schema_and_the_reader_agree_on_what_a_description_is() {
    let schema = jsonschema::draft202012::new(&advice::schema::description(rules::shipped())).unwrap();
    let whole = json!({"name": "x", "participants": [{"id": "p"}], "flows": [{"steps": [{"action": "Pay"}]}]});
    let [flow, step, participant] = ["/flows/0", "/flows/0/steps/0", "/participants/0"];
    for (around, field, good, bad) in [
        ("", "flows", json!([{"steps": [{"action": "x"}]}]), json!([])),
        (flow, "steps", json!([{"action": "x"}]), json!([])),
        (flow, "trigger", json!({"every": "P1D"}), json!({"every": "P1D", "event": "OrderPlaced"})),
        (flow, "trigger", json!({"event": "OrderPlaced"}), json!({})),
        (step, "when", json!({"step": "a", "outcome": "refused"}), json!({"outcome": "refused"})),
        (step, "when", json!({"text": "it rains", "step": "a"}), json!({})),
        (step, "when", json!({"text": "it rains"}), json!({"text": "it rains", "outcome": "done"})),
        (step, "within", json!("PT1S"), json!("PT0S")),
        (step, "within", json!("P0DT100000S"), json!("PT100001S")),
        (step, "starts", json!({"after": "P1W2D"}), json!("P1W2D")),
        (step, "retries", json!(100_000), json!(100_001)),
        (step, "notes", json!(""), json!(null)),
        (step, "join", json!("any"), json!(null)),
        (step, "service_ms", json!({"mean": 1, "cv": 0.5}), json!({"mean": 1, "cv": 0.5, "p99": 2})),
        (participant, "availability", json!(1), json!(1.1)),
        (participant, "id", json!("a"), json!(null)),
        ("", "participants", json!([{"name": "a"}]), json!([{"kind": "person"}])),
    ] {
        let at = format!("{around}/{field}");
        assert_eq!(is_valid(&schema, &with(&whole, &at, good.clone())), (true, true), "{at}: {good}");
        assert_eq!(is_valid(&schema, &with(&whole, &at, bad.clone())), (false, false), "{at}: {bad}");
    }
}

/// The value with another value at a place.
fn with(whole: &Value, at: &str, value: Value) -> Value {
    let mut whole = whole.clone();
    let (around, name) = at.rsplit_once('/').unwrap();
    whole.pointer_mut(around).unwrap()[name] = value;
    whole
}

#[test]
fn edits_that_are_made_together_come_to_what_they_come_to_one_after_the_other() {
    let json = r#"{"name": "x", "assumptions": [{"text": "t", "at": "/flows/0/steps/2"}],
        "flows": [{"id": "f", "steps": [
        {"id": "a", "action": "a"}, {"id": "b", "action": "b", "after": []},
            {"id": "c", "action": "c", "after": ["a", "b"]}]}]}"#;
    let tree = Tree::from_json(json).unwrap();
    let before = model::read(json, &tree, rules::shipped()).unwrap();
    let (flow, step) = ("f".to_owned(), "b".to_owned());
    let told = Told { action: "d".to_owned(), to: vec!["shop".to_owned()], ..Told::default() };
    let edits = [
        Edit::AddStep { flow: flow.clone(), at: Some(0), step: told },
        Edit::RemoveStep { flow: flow.clone(), step },
        Edit::Answer {
            flow: flow.clone(),
            step: "a".to_owned(),
            question: "reply".to_owned(),
            answer: Some("none".to_owned()),
        },
        Edit::ChangeOrder { flow: flow.clone(), step: "c".to_owned(), after: Some(Vec::new()) },
        Edit::MoveStep { flow, step: "c".to_owned(), to: 0 },
    ];
    let mut one_by_one = before.clone();
    for edit in &edits {
        let description = edit::apply(one_by_one.description(), edit).unwrap();
        one_by_one = Model::resolve(description, rules::shipped()).unwrap();
    }
    let together = edit::apply_all(before.description(), &edits).unwrap();
    assert_eq!(&together, one_by_one.description());
    assert_eq!(together.assumptions[0].at.as_deref(), Some("/flows/0/steps/0"));
}
