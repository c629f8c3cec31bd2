//! Unusable input: each is answered with a problem that lists every fault and its place.

use app::limit::TEXT_LIMIT;
use serde_json::{Value, json as value};

use crate::{
    api::{JSON, TICKETS, YAML, call, faults, json, problem},
    house::service,
};

const PATH: &str = "/api/v1/assessments";

/// A description with these steps in one flow.
fn steps(steps: &Value) -> Value {
    value!({"name": "x", "flows": [{"id": "f", "steps": steps}]})
}

#[tokio::test]
async fn what_is_not_json_or_yaml_says_where() {
    for (form, body, code, line, column) in [
        (JSON, "{\"name\": \"x\",\n}", "not_json", 1, 13),
        (JSON, "", "not_json", 1, 1),
        (JSON, "name: x", "not_json", 1, 1),
        (JSON, "{\"é\": tru}", "not_json", 1, 7),
        (YAML, "a:\n\tb: 1", "not_yaml", 2, 2),
        (YAML, "a: &a [é]\nb: *a", "not_yaml", 2, 4),
        (YAML, "", "not_yaml", 1, 1),
    ] {
        let answer = call(&service(), "POST", PATH, &[form], body).await;
        let problem = problem(&answer, 400, code);
        assert_eq!((&problem["line"], &problem["column"]), (&value!(line), &value!(column)), "{body:?} {problem}");
        assert!(problem["detail"].as_str().unwrap().starts_with(&format!("Line {line}, column {column}: ")));
    }
    let answer = call(&service(), "POST", PATH, &[JSON], &b"{\"name\": \"\xFF\"}"[..]).await;
    assert_eq!(problem(&answer, 400, "not_json")["column"], 11);
    let deep = "[".repeat(100_000);
    problem(&call(&service(), "POST", PATH, &[JSON], deep.clone()).await, 400, "not_json");
    problem(&call(&service(), "POST", PATH, &[YAML], deep).await, 400, "not_yaml");
}

#[tokio::test]
async fn faults_are_told_all_at_once_with_their_places() {
    let body = value!({
        "nmae": "x",
        "name": 7,
        "answers": {"reply": "answer"},
        "participants": [{"id": "a"}, {"id": "a", "kind": "robot"}],
        "flows": [
            {"id": "f", "steps": [
                {"action": "", "answers": {"replay": "answer"}},
                {"id": "s", "action": "y", "answers": {"reply": "maybe"}, "after": ["t"], "retries": -1},
            ]},
            {"id": "f", "steps": [{"id": "t", "action": "z", "today": {"style": "evnt"}}]},
        ],
    });
    let answer = call(&service(), "POST", PATH, &[JSON], body.to_string()).await;
    let problem = problem(&answer, 422, "faulty");
    let mut found = faults(&problem);
    found.sort_unstable();
    let expected = [
        ("/answers/reply", "unknown_question"),
        ("/flows/0/steps/0/action", "empty"),
        ("/flows/0/steps/0/answers/replay", "unknown_question"),
        ("/flows/0/steps/1/after/0", "unknown_reference"),
        ("/flows/0/steps/1/answers/reply", "unknown_answer"),
        ("/flows/0/steps/1/retries", "number_out_of_range"),
        ("/flows/1/id", "duplicate_id"),
        ("/flows/1/steps/0/today/style", "unknown_value"),
        ("/name", "wrong_type"),
        ("/nmae", "unknown_field"),
        ("/participants/1/id", "duplicate_id"),
        ("/participants/1/kind", "unknown_value"),
    ];
    assert_eq!(found, expected, "{problem}");
    for fault in problem["faults"].as_array().unwrap() {
        assert!(fault["message"].as_str().unwrap().ends_with('.'), "{fault}");
        assert!(fault["line"].is_u64() && fault["column"].is_u64(), "{fault}");
    }
    let hints = problem["faults"].to_string();
    for hint in ["Did you mean `name`?", "Did you mean `reply`?", "Did you mean `event`?"] {
        assert!(hints.contains(hint), "{hint}");
    }
}

#[tokio::test]
async fn the_form_of_an_assistant_is_told_where_it_is_read() {
    let step = value!({"action": "x", "quotes": {"action": "x"}, "surprise": 1});
    let body = value!({"name": "x", "flows": [{"steps": [step, step]}], "quotes": {}});
    let answer = call(&service(), "POST", PATH, &[JSON], body.to_string()).await;
    let problem = problem(&answer, 422, "faulty");
    let found: Vec<_> = faults(&problem).into_iter().map(|(at, _)| at).collect();
    let expected = ["/flows/0/steps/0/quotes", "/flows/0/steps/0/surprise", "/flows/0/steps/1/surprise"];
    assert_eq!(found, expected, "{problem}");
    let hint = problem["faults"][0]["hint"].as_str().unwrap();
    assert!(hint.contains("`POST /api/v1/descriptions` with `from: text`"), "{hint}");
}

#[tokio::test]
async fn a_cycle_is_named() {
    let body = steps(&value!([
        {"id": "a", "action": "x", "after": ["c"]},
        {"id": "b", "action": "y", "after": ["a"]},
        {"id": "c", "action": "z", "after": ["b"]},
        {"id": "d", "action": "z", "after": ["d"]},
    ]));
    let answer = call(&service(), "POST", PATH, &[JSON], body.to_string()).await;
    let problem = problem(&answer, 422, "faulty");
    assert_eq!(faults(&problem), [("/flows/0/steps/0/after", "cycle"), ("/flows/0/steps/3/after", "cycle")]);
}

#[tokio::test]
async fn limits_are_said() {
    let many = |count: usize| steps(&vec![value!({"action": "x"}); count].into()).to_string();
    let answer = call(&service(), "POST", PATH, &[JSON], many(2_000)).await;
    assert_eq!(answer.status(), 200, "{}", answer.body());
    assert_eq!(json(&answer)["steps"].as_array().unwrap().len(), 2_000);
    let answer = call(&service(), "POST", PATH, &[JSON], many(2_001)).await;
    assert_eq!(faults(&problem(&answer, 422, "faulty")), [("/flows/0/steps", "limit_passed")]);
    let answer = call(&service(), "POST", PATH, &[YAML], " ".repeat(2 * TEXT_LIMIT)).await;
    problem(&answer, 413, "too_large");

    let padded = |length: usize| format!("{TICKETS}{}", " ".repeat(length - TICKETS.len()));
    assert_eq!(call(&service(), "POST", PATH, &[JSON], padded(TEXT_LIMIT)).await.status(), 200);
    problem(&call(&service(), "POST", PATH, &[JSON], padded(TEXT_LIMIT + 1)).await, 413, "too_large");
}

#[tokio::test]
async fn markup_stays_text() {
    let markup = "<script>alert(1)</script>\"'&;\u{202e}{{7*7}}";
    let body = value!({
        "name": markup, "summary": markup,
        "assumptions": [{"text": markup}],
        "participants": [{"id": "a", "name": markup, "team": markup}],
        "flows": [{"id": "f", "name": markup, "steps": [
            {"action": markup, "to": ["a"], "entity": markup, "fields": [{"name": markup, "type": markup}],
             "today": {"message": markup, "fields": [markup]}},
        ]}],
    });
    let answer = call(&service(), "POST", PATH, &[JSON], body.to_string()).await;
    assert_eq!(answer.status(), 200, "{}", answer.body());
    let published = value!({"description": body, "note": markup}).to_string();
    let service = service();
    let answer = call(&service, "POST", "/api/v1/reports", &[JSON], published).await;
    let read = call(&service, "GET", answer.headers()["location"].to_str().unwrap(), &[], "").await;
    assert_eq!(json(&read)["note"], markup);
    assert_eq!(json(&read)["description"]["flows"][0]["steps"][0]["action"], markup);

    for id in ["__proto__", markup, "", " ", "a b", "../x", "-", &"i".repeat(201)] {
        let body = steps(&value!([{"id": id, "action": "x"}, {"action": "y", "from": id, "to": [id], "after": [id]}]));
        let answer = call(&service, "POST", PATH, &[JSON], body.to_string()).await;
        let problem = problem(&answer, 422, "faulty");
        let at: Vec<_> = faults(&problem).into_iter().map(|(at, _)| at).collect();
        assert!(at.contains(&"/flows/0/steps/0/id"), "{id:?} {problem}");
        assert!(at.contains(&"/flows/0/steps/1/to/0"), "{id:?} {problem}");
        assert!(at.contains(&"/flows/0/steps/1/after/0"), "{id:?} {problem}");
    }
    for name in ["__proto__", "constructor", markup] {
        let body = value!({"name": "x", name: 1, "flows": [{"steps": [{"action": "x", "answers": {name: "yes"}}]}]});
        let answer = call(&service, "POST", PATH, &[JSON], body.to_string()).await;
        let problem = problem(&answer, 422, "faulty");
        let codes: Vec<_> = faults(&problem).into_iter().map(|(_, code)| code).collect();
        assert_eq!(codes, ["unknown_field", "unknown_question"], "{name}");
    }
}

#[tokio::test]
async fn a_whole_body_of_faults_is_told_as_so_many_and_no_more() {
    let fields: Vec<String> = (0..60_000).map(|index| format!("\"x{index}\":1")).collect();
    let questions: Vec<String> = (0..40_000).map(|index| format!("\"q{index}\":\"a\"")).collect();
    let steps: Vec<String> = (0..1_900)
        .map(|index| format!(r#"{{"action":"a{index}","after":["n{index}x","n{index}y","n{index}z"]}}"#))
        .collect();
    for body in [
        format!("{{\"name\":\"x\",{}}}", fields.join(",")),
        format!(r#"{{"name":"x","answers":{{{}}},"flows":[{{"steps":[{{"action":"a"}}]}}]}}"#, questions.join(",")),
        format!(r#"{{"name":"x","flows":[{{"steps":[{}]}}]}}"#, steps.join(",")),
    ] {
        assert!(body.len() < TEXT_LIMIT);
        let answer = call(&service(), "POST", PATH, &[JSON], body).await;
        let problem = problem(&answer, 422, "faulty");
        let faults = problem["faults"].as_array().unwrap();
        assert!(!faults.is_empty() && faults.len() <= 1_001, "{}", faults.len());
    }
}
