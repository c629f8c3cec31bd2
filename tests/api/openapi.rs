//! The list of calls and its OpenAPI document: what they say is what the server does.

use std::collections::BTreeSet;

use app::{
    limit::TEXT_LIMIT,
    operation::{Method, Operation, PROMISES},
};
use axum::{Router, body::Body, http::Request};
use serde_json::{Value, json as value};
use server::{api, cli};

use crate::{
    api::{JSON, call, faults, json, problem},
    house::{header, send, service},
};

async fn document() -> Value {
    let answer = call(&service(), "GET", "/api/v1/openapi.json", &[], "").await;
    assert_eq!(header(&answer, "content-type"), "application/json");
    json(&answer)
}

/// Checks a value against a schema of the document.
#[track_caller]
fn assert_valid(document: &Value, schema: &Value, value: &Value) {
    let mut schema = schema.clone();
    schema["components"] = document["components"].clone();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let faults: Vec<_> =
        validator.iter_errors(value).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert!(faults.is_empty(), "{}\n{value:.1000}", faults.join("\n"));
}

/// The description of a call in the document.
fn told<'d>(document: &'d Value, operation: &Operation) -> &'d Value {
    &document["paths"][operation.path][operation.method.name().to_lowercase()]
}

/// Calls an operation with the example values of its parameters, once for each example body.
async fn answers(service: &Router, operation: &Operation) -> Vec<axum::http::Response<axum::body::Bytes>> {
    let report = call(service, "POST", "/api/v1/reports", &[JSON], reports_example()).await;
    let report = json(&report);
    reviewed(service, &report).await;
    let mut path = operation.path.to_owned();
    let mut query = Vec::new();
    let mut headers = Vec::new();
    for parameter in operation.parameters {
        let known = match parameter.name {
            "id" if parameter.example.is_none() => Some(report["id"].as_str().unwrap().to_owned()),
            "Authorization" => Some(format!("Bearer {}", report["edit_token"].as_str().unwrap())),
            "fixed" => Some(fixed_link(service, &report).await),
            _ => parameter.example.map(str::to_owned),
        };
        assert!(known.is_some() || !parameter.is_required, "{} {}", operation.id, parameter.name);
        let Some(known) = known else { continue };
        match parameter.place {
            app::operation::Place::Path => path = path.replace(&format!("{{{}}}", parameter.name), &known),
            app::operation::Place::Query => query.push(format!("{}={known}", parameter.name)),
            app::operation::Place::Header => headers.push((parameter.name, known)),
        }
    }
    let address = if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) };
    let bodies: Vec<_> = match &operation.body {
        None => vec![None],
        Some(body) => body.examples.iter().map(Some).collect(),
    };
    let mut answers = Vec::new();
    for body in bodies {
        let mut request = Request::builder().method(operation.method.name()).uri(&address);
        for (name, known) in &headers {
            request = request.header(*name, known);
        }
        if let Some(body) = body {
            request = request.header("content-type", body.media_type);
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.text));
        answers.push(send(service.clone(), request.body(body).unwrap()).await);
    }
    answers
}

/// A fixed link to a report that was just published.
async fn fixed_link(service: &Router, report: &Value) -> String {
    let path = format!("/api/v1/reports/{}/fixed-links", report["id"].as_str().unwrap());
    let token = format!("Bearer {}", report["edit_token"].as_str().unwrap());
    let link = call(service, "POST", &path, &[JSON, ("authorization", &token)], "{}").await;
    json(&link)["id"].as_str().unwrap().to_owned()
}

/// Leaves a remark and a ballot on a report that was just published.
async fn reviewed(service: &Router, report: &Value) {
    let token = format!("Bearer {}", report["edit_token"].as_str().unwrap());
    for left in [&api::reviews::REMARK, &api::reviews::CAST] {
        let path = left.operation.path.replace("{id}", report["id"].as_str().unwrap());
        let body = left.operation.body.as_ref().unwrap().examples[0].text;
        let answer = call(service, "POST", &path, &[JSON, ("authorization", &token)], body).await;
        assert_eq!(answer.status(), 201, "{}", answer.body());
    }
}

fn reports_example() -> &'static str {
    api::reports::PUBLISH.operation.body.as_ref().unwrap().examples[0].text
}

#[tokio::test]
async fn every_example_is_answered_as_the_document_says() {
    let document = document().await;
    for operation in api::ALL.iter().map(|call| &call.operation) {
        for answer in answers(&service(), operation).await {
            let status = answer.status().as_u16();
            let body = String::from_utf8_lossy(answer.body());
            let told = &told(&document, operation)["responses"][status.to_string()];
            assert!(status < 300 && told.is_object(), "{}: {status} {body:.1000}", operation.id);
            for name in told["headers"].as_object().into_iter().flat_map(|headers| headers.keys()) {
                assert!(answer.headers().contains_key(name), "{}: {name}", operation.id);
            }
            let Some(forms) = told["content"].as_object() else {
                assert_eq!(body, "", "{}", operation.id);
                continue;
            };
            let media_type = header(&answer, "content-type");
            let form = forms.get(media_type).unwrap_or_else(|| panic!("{}: {media_type}", operation.id));
            if media_type == "application/x-ndjson" {
                assert!(body.lines().count() > 1, "{body}");
                body.lines().for_each(|line| {
                    assert_valid(&document, &form["schema"], &serde_json::from_str(line).unwrap());
                });
            } else if media_type.contains("json") {
                assert_valid(&document, &form["schema"], &serde_json::from_str(&body).unwrap());
            }
        }
    }
}

#[tokio::test]
async fn every_example_body_is_valid_for_its_schema() {
    let document = document().await;
    for operation in api::ALL.iter().map(|call| &call.operation) {
        let content = told(&document, operation)["requestBody"]["content"].as_object();
        let mut checked = 0;
        for form in content.into_iter().flat_map(|content| content.values()) {
            for example in form["examples"].as_object().into_iter().flat_map(|examples| examples.values()) {
                assert_valid(&document, &form["schema"], &example["value"]);
                checked += 1;
            }
        }
        if let Some(body) = &operation.body {
            assert!(!body.examples.is_empty(), "{}", operation.id);
            assert_eq!(checked, body.examples.len(), "{}", operation.id);
        }
    }
}

#[tokio::test]
async fn names_are_unique_and_good_for_a_program() {
    let mut ids = BTreeSet::new();
    for operation in api::ALL.iter().map(|call| &call.operation) {
        assert!(ids.insert(operation.id), "{}", operation.id);
        assert!(operation.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{}", operation.id);
        assert!(!operation.title.ends_with('.') && operation.about.ends_with('.'), "{}", operation.id);
        let known: BTreeSet<_> = operation.parameters.iter().map(|parameter| parameter.name).collect();
        assert_eq!(known.len(), operation.parameters.len(), "{}", operation.id);
        let in_path: Vec<_> = operation.path.split(['{', '}']).skip(1).step_by(2).collect();
        assert!(in_path.iter().all(|name| known.contains(name)), "{}", operation.id);
    }
    let document = document().await;
    // Two types of the same name would be told apart by a number, which would change with their order.
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(!name.ends_with(|last: char| last.is_ascii_digit()), "{name}");
    }
}

#[cfg(feature = "browser")]
#[tokio::test]
async fn the_document_is_accepted_by_the_tools_for_it() {
    use std::fs;

    use crate::exchange::exports::problems;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("openapi.json");
    fs::write(&path, document().await.to_string()).unwrap();
    let files = ["openapi", "openapi_python"].map(|check| value!({"check": check, "path": path}));
    for (file, found) in files.iter().zip(problems(&files)) {
        assert!(found.is_empty(), "{}: {}", file["check"], found.join("\n"));
    }
    let mut broken = document().await;
    broken["paths"]["/api/v1/rules"]["get"]["parameters"][0]["in"] = value!("air");
    fs::write(&path, broken.to_string()).unwrap();
    for (file, found) in files.iter().zip(problems(&files)) {
        assert!(!found.is_empty(), "{} accepts what is broken", file["check"]);
    }
}

#[test]
fn a_subcommand_that_does_the_same_is_there_and_says_the_same() {
    for operation in api::ALL.iter().map(|call| &call.operation) {
        let Some(names) = operation.command else { continue };
        let line = cli::line();
        let found = names.split(' ').try_fold(&line, |command, name| command.find_subcommand(name));
        let about = found.and_then(|command| command.get_about()).unwrap_or_else(|| panic!("{names}")).to_string();
        assert!(about.starts_with(operation.title), "{names}: {about}");
    }
}

#[test]
fn the_documentation_names_every_call_and_says_the_same_promises() {
    let told = include_str!("../../docs/api.md").split_whitespace().collect::<Vec<_>>().join(" ");
    for promise in PROMISES {
        assert!(told.contains(promise), "{promise}");
    }
    for operation in api::ALL.iter().map(|call| &call.operation) {
        let call = format!("`{} {}`", operation.method.name(), operation.path);
        assert!(told.contains(&call), "{call}");
    }
    assert!(told.contains(&api::lines::limits()));
    assert!(api::assessments::ASSESS.operation.about.contains(&api::lines::limits()));
}

#[tokio::test]
async fn the_reference_shows_every_call_with_its_values_examples_and_problems() {
    let page = call(&service(), "GET", "/reference", &[("accept", "text/html")], "").await;
    assert_eq!(page.status(), 200);
    for operation in api::ALL.iter().map(|call| &call.operation) {
        let start = page.body().find(&format!("id=\"{}\"", operation.id)).expect(operation.id);
        let told = page.body()[start..].split("</article>").next().unwrap();
        assert!(told.contains(operation.title) && told.contains(operation.path), "{}", operation.id);
        for parameter in operation.parameters {
            let name = format!("<th scope=\"row\"><code>{}</code></th>", parameter.name);
            assert!(told.contains(&name), "{} {}", operation.id, parameter.name);
        }
        for kind in operation.all_problems() {
            assert!(told.contains(&format!("href=\"{}\"", kind.address())), "{} {}", operation.id, kind.code);
        }
        let examples = operation.body.iter().flat_map(|body| body.examples);
        for example in examples {
            let text = example.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            assert!(told.contains(&format!("<pre tabindex=\"0\"><code>{text}")), "{} {}", operation.id, example.name);
        }
    }
}

#[tokio::test]
async fn what_fails_fails_as_the_document_says() {
    let document = document().await;
    let service = service();
    for operation in api::ALL.iter().map(|call| &call.operation) {
        let told = &told(&document, operation)["responses"];
        let path = operation.path.replace("{id}", "nothing").replace("{n}", "1");
        let method = operation.method.name();
        let token = ("authorization", "Bearer no");
        let asked =
            [&[("content-type", "text/plain")][..], &[JSON], &[("content-type", "application/yaml")], &[JSON, token]];
        for (headers, body) in asked.iter().flat_map(|headers| ["", "[", "[]", "{}"].map(|body| (headers, body))) {
            let answer = call(&service, method, &path, headers, body).await;
            let status = answer.status().as_u16();
            if status < 400 {
                continue;
            }
            let mut told = &told[status.to_string()];
            if let Some(reference) = told["$ref"].as_str() {
                told = document.pointer(&reference[1..]).unwrap();
            }
            assert!(told.is_object(), "{}: {status} {}", operation.id, answer.body());
            assert_valid(&document, &told["content"]["application/problem+json"]["schema"], &json(&answer));
        }
    }
}

/// The places of a schema that limit the length of a text or of a list, with the limit.
fn limits(schema: &Value, at: &str, found: &mut Vec<(String, usize, Value)>) {
    let most = |name: &str| schema[name].as_u64().map(|most| usize::try_from(most).unwrap());
    if let Some(most) = most("maxLength") {
        found.push((at.to_owned(), most, value!("x")));
    }
    if let Some(most) = most("maxItems") {
        found.push((at.to_owned(), most, value!(["x"])));
        limits(&schema["items"], &format!("{at}/0"), found);
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        limits(inner, &format!("{at}/{name}"), found);
    }
}

#[tokio::test]
async fn the_limits_of_the_document_are_those_that_are_read() {
    let document = document().await;
    let service = service();
    let mut checked = Vec::new();
    for operation in api::ALL.iter().map(|call| &call.operation) {
        // A revision is sent as a report is. What needs a token has limits that other tests hold.
        let is_open = operation.parameters.iter().all(|parameter| parameter.name != "Authorization");
        let is_checked = operation.method == Method::Post && is_open;
        let Some(body) = operation.body.as_ref().filter(|_| is_checked) else { continue };
        let schema = &told(&document, operation)["requestBody"]["content"]["application/json"]["schema"];
        let mut found = Vec::new();
        limits(schema, "", &mut found);
        for one in schema["oneOf"].as_array().into_iter().flatten().take(1) {
            limits(one, "", &mut found);
        }
        for (at, most, item) in found {
            for (length, is_allowed) in [(most, true), (most + 1, false)] {
                let mut sent: Value = serde_json::from_str(body.examples[0].text).unwrap();
                let (around, name) = at.rsplit_once('/').unwrap();
                let long = match &item {
                    Value::String(text) => value!(text.repeat(length)),
                    item => value!(vec![item[0].clone(); length]),
                };
                match sent.pointer_mut(around).unwrap() {
                    Value::Array(items) => items[name.parse::<usize>().unwrap()] = long,
                    fields => fields[name] = long,
                }
                let answer = call(&service, operation.method.name(), operation.path, &[JSON], sent.to_string()).await;
                let passes = !answer.body().contains("limit_passed");
                assert_eq!(passes, is_allowed, "{} {at} {length}: {:.500}", operation.id, answer.body());
                if !is_allowed {
                    assert_eq!(faults(&problem(&answer, 422, "wrong_body")), [(at.as_str(), "limit_passed")]);
                }
            }
            checked.push(format!("{} {at}", operation.id));
        }
    }
    let expected = [
        "describe_from_text /original",
        "describe_from_text /content",
        "classify_messages /phrases",
        "classify_messages /phrases/0",
        "find_anti_patterns /content",
        "compare_schemas /new",
        "compare_schemas /old",
        "publish_report /note",
    ];
    assert_eq!(checked, expected);
    assert!(document["info"]["description"].as_str().unwrap().contains(&format!("{} MiB", TEXT_LIMIT >> 20)));
}
