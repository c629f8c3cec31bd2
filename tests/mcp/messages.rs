//! Messages through the router and on lines, in both eras of the protocol.

use axum::{Router, http::Response};
use serde_json::{Value, json};
use server::{mcp::stdio, store::none::NoStore, surroundings::Machine};
use std::sync::Arc;

use app::{advisor::Advisor, limit::TEXT_LIMIT, pack::Rulesets};

use crate::house::{header, send, service};

const JSON: (&str, &str) = ("content-type", "application/json");

/// What a request of the newest revision states in its parameters.
pub(super) fn modern(mut params: Value) -> Value {
    params["_meta"] = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {},
    });
    params
}

pub(super) fn request(method: &str, params: &Value) -> String {
    json!({"jsonrpc": "2.0", "id": 7, "method": method, "params": params}).to_string()
}

pub(super) async fn post(service: &Router, headers: &[(&str, &str)], body: impl Into<String>) -> Response<String> {
    let mut request = axum::http::Request::post("/mcp");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = send(service.clone(), request.body(body.into().into()).unwrap()).await;
    answer.map(|body| String::from_utf8(body.to_vec()).unwrap())
}

pub(super) fn read(answer: &Response<String>) -> Value {
    serde_json::from_str(answer.body()).unwrap_or_else(|_| panic!("{} {}", answer.status(), answer.body()))
}

/// What standard input and output answer to lines.
pub(super) fn lines(input: &[u8]) -> Vec<Value> {
    let advisor = Advisor::new(Rulesets::default(), Arc::new(NoStore), Arc::new(Machine));
    let mut output = Vec::new();
    stdio::serve(&advisor, input, &mut output).unwrap();
    String::from_utf8(output).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn a_handshake_agrees_on_a_revision_that_has_one() {
    for (wanted, agreed) in
        [("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("2026-07-28", "2025-11-25"), ("1", "2025-11-25")]
    {
        let params =
            json!({"protocolVersion": wanted, "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}});
        let answer = post(&service(), &[JSON], request("initialize", &params)).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(header(&answer, "content-type"), "application/json");
        assert_eq!(header(&answer, "mcp-session-id"), "");
        let answer = read(&answer);
        assert_eq!(answer["result"]["protocolVersion"], agreed);
        assert_eq!(answer["result"]["resultType"], Value::Null, "no field of the newest revision");
    }
    let answer = post(&service(), &[JSON], r#"{"jsonrpc": "2.0", "method": "notifications/initialized"}"#).await;
    assert_eq!((answer.status().as_u16(), answer.body().as_str()), (202, ""));
}

#[tokio::test]
async fn a_request_of_the_newest_revision_needs_no_handshake_and_its_headers_repeat_it() {
    let version = ("mcp-protocol-version", "2026-07-28");
    let listing = request("tools/list", &modern(json!({})));
    let answer = post(&service(), &[JSON, version, ("mcp-method", "tools/list")], listing.clone()).await;
    let told = read(&answer);
    assert_eq!(told["result"]["resultType"], "complete", "{told}");
    assert_eq!((&told["result"]["ttlMs"], &told["result"]["cacheScope"]), (&json!(3_600_000), &json!("public")));
    assert_eq!(told["result"]["_meta"]["io.modelcontextprotocol/serverInfo"]["name"], "eda-advisor");

    let reading = request("resources/read", &modern(json!({"uri": "eda://rules/reply"})));
    let method = ("mcp-method", "resources/read");
    for name in ["eda://rules/reply", "=?base64?ZWRhOi8vcnVsZXMvcmVwbHk=?="] {
        let answer = post(&service(), &[JSON, version, method, ("mcp-name", name)], reading.clone()).await;
        assert_eq!(answer.status(), 200, "{}", answer.body());
    }
    let other = ("mcp-protocol-version", "2025-11-25");
    for (headers, body) in [
        (vec![JSON, ("mcp-method", "tools/list")], &listing),
        (vec![JSON, other, ("mcp-method", "tools/list")], &listing),
        (vec![JSON, version], &listing),
        (vec![JSON, version, ("mcp-method", "tools/call")], &listing),
        (vec![JSON, version, ("mcp-method", "tools/list"), ("mcp-method", "tools/list")], &listing),
        (vec![JSON, version, method], &reading),
        (vec![JSON, version, method, ("mcp-name", "eda://rules/outbox")], &reading),
        (vec![JSON, version, method, ("mcp-name", "=?base64?%?=")], &reading),
    ] {
        let answer = post(&service(), &headers, body.clone()).await;
        assert_eq!(answer.status(), 400, "{headers:?}");
        assert_eq!((&read(&answer)["error"]["code"], &read(&answer)["id"]), (&json!(-32020), &json!(7)), "{headers:?}");
    }
}

#[tokio::test]
async fn a_revision_that_is_not_spoken_here_is_refused_with_those_that_are() {
    let mut params = modern(json!({}));
    params["_meta"]["io.modelcontextprotocol/protocolVersion"] = json!("2031-01-01");
    let stated =
        post(&service(), &[JSON, ("mcp-protocol-version", "2031-01-01")], request("tools/list", &params)).await;
    let named =
        post(&service(), &[JSON, ("mcp-protocol-version", "2031-01-01")], request("tools/list", &json!({}))).await;
    for answer in [stated, named] {
        assert_eq!(answer.status(), 400);
        let error = &read(&answer)["error"];
        assert_eq!(error["code"], -32022);
        let data = json!({"supported": ["2026-07-28", "2025-11-25", "2025-06-18"], "requested": "2031-01-01"});
        assert_eq!(error["data"], data);
    }
}

#[tokio::test]
async fn what_a_request_of_the_newest_revision_lacks_is_named() {
    let version = ("mcp-protocol-version", "2026-07-28");
    let answer = post(&service(), &[JSON, version], request("tools/list", &json!({}))).await;
    assert_eq!(answer.status(), 400);
    assert_eq!(read(&answer)["error"]["code"], -32602);
    let mut params = modern(json!({}));
    params["_meta"]["io.modelcontextprotocol/clientCapabilities"] = json!(1);
    let answer = post(&service(), &[JSON, version, ("mcp-method", "tools/list")], request("tools/list", &params)).await;
    assert!(answer.body().contains("clientCapabilities") && answer.status() == 400, "{}", answer.body());
    let answer = post(&service(), &[JSON], request("server/discover", &json!({}))).await;
    assert_eq!(read(&answer)["error"]["code"], -32602);
}

#[tokio::test]
async fn what_is_no_message_is_refused_and_says_why() {
    let listing = request("tools/list", &json!({}));
    for (body, code) in [
        ("{".to_owned(), -32700),
        (String::new(), -32700),
        (format!("[{listing}]"), -32600),
        ("[]".to_owned(), -32600),
        (r#"{"jsonrpc": "2.0", "id": 1, "result": {}}"#.to_owned(), -32600),
        (r#"{"jsonrpc": "2.0", "id": null, "method": "ping"}"#.to_owned(), -32600),
    ] {
        let answer = post(&service(), &[JSON], body.clone()).await;
        assert_eq!(answer.status(), 400, "{body}");
        assert_eq!(read(&answer)["error"]["code"], code, "{body}");
    }
}

#[tokio::test]
async fn a_method_that_does_not_exist_is_told_as_each_revision_wants_it() {
    let old = post(&service(), &[JSON], request("tools/lists", &json!({}))).await;
    assert_eq!((old.status().as_u16(), &read(&old)["error"]["code"]), (200, &json!(-32601)));
    assert!(old.body().contains("Did you mean `tools/list`?"), "{}", old.body());
    let headers = [JSON, ("mcp-protocol-version", "2026-07-28"), ("mcp-method", "ping")];
    let new = post(&service(), &headers, request("ping", &modern(json!({})))).await;
    assert_eq!((new.status().as_u16(), &read(&new)["error"]["code"]), (404, &json!(-32601)));
    let ping = post(&service(), &[JSON], request("ping", &json!({}))).await;
    assert_eq!(read(&ping)["result"], json!({}));
}

#[tokio::test]
async fn parameters_that_a_method_does_not_take_are_told() {
    for (method, params, hint) in [
        ("initialize", json!({}), "protocolVersion"),
        ("tools/call", json!({}), "assess_system"),
        ("tools/call", json!({"name": "asess_system"}), "Did you mean `assess_system`?"),
        ("tools/call", json!({"name": "assess_system", "arguments": []}), "is a list"),
        ("tools/list", json!({"cursor": "x"}), "one page"),
        ("resources/read", json!({}), "eda://rules"),
        ("prompts/get", json!({"name": "x"}), "advise_on_system"),
        ("prompts/get", json!({"name": "advise_on_system"}), "text"),
        ("completion/complete", json!({}), "eda://rules/{id}"),
    ] {
        let answer = post(&service(), &[JSON], request(method, &params)).await;
        let error = &read(&answer)["error"];
        assert_eq!((answer.status().as_u16(), &error["code"]), (200, &json!(-32602)), "{method} {params}");
        assert!(error["message"].as_str().unwrap().contains(hint), "{method} {params}: {error}");
    }
}

#[tokio::test]
async fn a_resource_that_does_not_exist_is_told_as_each_revision_wants_it() {
    let params = json!({"uri": "eda://rules/replyy"});
    let old = post(&service(), &[JSON], request("resources/read", &params)).await;
    assert_eq!(read(&old)["error"]["code"], -32002);
    assert!(old.body().contains("Did you mean eda://rules/reply?"), "{}", old.body());
    let headers = [
        JSON,
        ("mcp-protocol-version", "2026-07-28"),
        ("mcp-method", "resources/read"),
        ("mcp-name", "eda://rules/replyy"),
    ];
    let new = post(&service(), &headers, request("resources/read", &modern(params))).await;
    assert_eq!(read(&new)["error"]["code"], -32602);
}

#[tokio::test]
async fn a_page_of_another_site_and_another_host_are_refused_and_a_program_passes() {
    let listing = request("tools/list", &json!({}));
    for (headers, status) in [
        (vec![JSON], 200),
        (vec![JSON, ("origin", "http://advisor.example"), ("sec-fetch-site", "same-origin")], 200),
        (vec![JSON, ("origin", "http://evil.example")], 403),
        (vec![JSON, ("origin", "null")], 403),
        (vec![JSON, ("origin", "http://evil.example"), ("sec-fetch-site", "cross-site")], 403),
        (vec![JSON, ("host", "evil.example")], 421),
        (vec![("content-type", "text/plain")], 415),
        (vec![], 415),
    ] {
        let answer = post(&service(), &headers, listing.clone()).await;
        assert_eq!(answer.status().as_u16(), status, "{headers:?} {}", answer.body());
    }
}

#[tokio::test]
async fn there_is_no_stream_and_no_session_to_end() {
    for method in ["GET", "DELETE", "PUT"] {
        let request = axum::http::Request::builder().method(method).uri("/mcp").header("mcp-session-id", "x");
        let answer = send(service(), request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!((answer.status().as_u16(), header(&answer, "allow")), (405, "POST"), "{method}");
    }
}

#[tokio::test]
async fn a_message_is_as_long_as_a_body_may_be() {
    let answer = post(&service(), &[JSON], " ".repeat(TEXT_LIMIT + 1)).await;
    assert_eq!(answer.status(), 413);
}

#[test]
fn each_line_is_a_message_and_what_is_none_is_answered_too() {
    let long = format!("\"{}\"\n", "x".repeat(TEXT_LIMIT));
    let input = [
        b"\n  \n{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}\r\n{\n\xff\n".as_slice(),
        long.as_bytes(),
        request("ping", &json!({})).as_bytes(),
    ]
    .concat();
    let answers = lines(&input);
    let codes: Vec<&Value> = answers.iter().map(|answer| &answer["error"]["code"]).collect();
    assert_eq!(codes, [&json!(-32700), &json!(-32700), &json!(-32600), &Value::Null]);
    assert_eq!(answers[3]["result"], json!({}));
    assert!(answers[0].get("id").is_none(), "an id that could not be read is left out");
}

#[test]
fn both_eras_are_spoken_on_one_line_after_another() {
    let requests = [
        request("server/discover", &modern(json!({}))),
        request("initialize", &json!({"protocolVersion": "2025-11-25"})),
        request("tools/list", &modern(json!({}))),
        request("tools/list", &json!({})),
        request("tools/call", &json!({"name": "read_report", "arguments": {"report": "x"}})),
    ];
    let answers = lines(requests.join("\n").as_bytes());
    assert_eq!(answers[0]["result"]["supportedVersions"][0], "2026-07-28");
    assert_eq!(answers[1]["result"]["protocolVersion"], "2025-11-25");
    assert_eq!(
        (&answers[2]["result"]["resultType"], &answers[3]["result"]["resultType"]),
        (&json!("complete"), &Value::Null)
    );
    assert_eq!(answers[2]["result"]["tools"], answers[3]["result"]["tools"]);
    let names: Vec<&str> =
        answers[3]["result"]["tools"].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert!(!names.contains(&"publish_report") && !names.contains(&"read_report"), "{names:?}");
    assert!(answers[4]["error"]["message"].as_str().unwrap().contains("needs a server"), "{}", answers[4]);
}

#[tokio::test]
async fn the_prompt_holds_the_text_and_the_questions_that_decide() {
    let params = json!({"name": "advise_on_system", "arguments": {"text": "We pay, then we ship."}});
    let answer = read(&post(&service(), &[JSON], request("prompts/get", &params)).await);
    let message = &answer["result"]["messages"][0];
    let text = message["content"]["text"].as_str().unwrap();
    assert_eq!((&message["role"], &message["content"]["type"]), (&json!("user"), &json!("text")));
    assert!(text.ends_with("## The text\n\nWe pay, then we ship.\n") && text.contains("Never guess"), "{text}");
    let gates = advice::rules::shipped().rules().filter(|rule| rule.kind.name() == "gate");
    for gate in gates.filter(|gate| gate.retired.is_none()) {
        assert!(text.contains(&format!("- `{}` ", gate.id)), "{}", gate.id);
    }
    let long = json!({"name": "advise_on_system", "arguments": {"text": "x".repeat(65_537)}});
    let answer = read(&post(&service(), &[JSON], request("prompts/get", &long)).await);
    assert_eq!(answer["error"]["code"], -32602);
}

#[tokio::test]
async fn the_id_of_a_rule_is_completed() {
    let params = |value: &str| {
        let of = json!({"type": "ref/resource", "uri": "eda://rules/{id}"});
        json!({"ref": of, "argument": {"name": "id", "value": value}})
    };
    let answer = read(&post(&service(), &[JSON], request("completion/complete", &params("repl"))).await);
    let completion = &answer["result"]["completion"];
    assert!(completion["values"].as_array().unwrap().contains(&json!("reply")), "{answer}");
    assert_eq!((&completion["hasMore"], completion["total"].as_u64() > Some(0)), (&json!(false), true));
    let answer = read(&post(&service(), &[JSON], request("completion/complete", &params(""))).await);
    let completion = &answer["result"]["completion"];
    assert_eq!((completion["values"].as_array().unwrap().len(), &completion["hasMore"]), (100, &json!(true)));
}

#[tokio::test]
async fn every_resource_that_is_listed_can_be_read() {
    let service = service();
    let listed = read(&post(&service, &[JSON], request("resources/list", &json!({}))).await);
    for resource in listed["result"]["resources"].as_array().unwrap() {
        let answer = read(&post(&service, &[JSON], request("resources/read", &json!({"uri": resource["uri"]}))).await);
        let content = &answer["result"]["contents"][0];
        assert_eq!((&content["uri"], &content["mimeType"]), (&resource["uri"], &resource["mimeType"]));
        assert!(content["text"].as_str().unwrap().len() > 1_000, "{}", resource["uri"]);
    }
}
