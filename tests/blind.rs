//! Tests on phrases and snippets that other people wrote. No rule was made for a single one of them, and a
//! minimum share of them must be classified correctly.

use language::message::classify;
use serde_json::{Value, json};

use crate::house::{self, service};

fn rows(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Counts the phrases that get their best kind, one of their accepted kinds, and a right name for their best
/// kind. Also returns the number of phrases, and a description of the failures.
fn told_apart(lines: &str) -> ([usize; 3], usize, String) {
    let (mut best, mut accepted, mut named) = (0, 0, 0);
    let mut wrong = Vec::new();
    let rows = rows(lines);
    for row in &rows {
        let message = json!(classify(row["phrase"].as_str().unwrap()));
        let kinds = row["kinds"].as_array().unwrap();
        let kind = kinds[0].as_str().unwrap();
        let right = message["kind"] == kind;
        let name = row[kind].as_array().is_none_or(|names| names.contains(&message[kind]));
        best += usize::from(right);
        accepted += usize::from(kinds.contains(&message["kind"]));
        named += usize::from(name);
        if !(right && name) {
            wrong.push(format!("{}: {} {}", row["phrase"], message["kind"], message["name"]));
        }
    }
    ([best, accepted, named], rows.len(), wrong.join("\n"))
}

#[test]
fn the_testers_phrases_are_told_apart() {
    let ([best, accepted, named], all, wrong) = told_apart(include_str!("data/blind/tester-phrases.jsonl"));
    assert!(best * 100 >= all * 92, "{best} of {all}\n{wrong}");
    assert!(accepted * 100 >= all * 97, "{accepted} of {all}\n{wrong}");
    assert!(named * 100 >= all * 92, "{named} of {all}\n{wrong}");
}

#[test]
fn the_teams_phrases_of_other_trades_are_told_apart() {
    let ([best, accepted, named], all, wrong) = told_apart(include_str!("data/blind/team-phrases.jsonl"));
    assert!(best * 100 >= all * 90, "{best} of {all}\n{wrong}");
    assert!(accepted * 100 >= all * 95, "{accepted} of {all}\n{wrong}");
    assert!(named * 100 >= all * 90, "{named} of {all}\n{wrong}");
}

#[tokio::test]
async fn other_peoples_snippets_are_found_or_left_alone() {
    let service = service();
    for lines in [include_str!("data/blind/tester-snippets.jsonl"), include_str!("data/blind/team-snippets.jsonl")] {
        let (mut bad, mut missed, mut alarms) = (0, Vec::new(), Vec::new());
        for row in rows(lines) {
            let body = json!({"content": row["content"]}).to_string();
            let request = axum::http::Request::post("/api/v1/findings")
                .header("content-type", "application/json")
                .body(body.into())
                .unwrap();
            let answer = house::send(service.clone(), request).await;
            let answer: Value = serde_json::from_slice(answer.body()).unwrap();
            assert_eq!(answer["kind"], row["kind"], "{}", row["id"]);
            let findings = answer["findings"].as_array().unwrap();
            bad += usize::from(row["expect"].is_string());
            if row["expect"].is_null() && !findings.is_empty() {
                alarms.push(format!("{}: {findings:?}", row["id"]));
            }
            if row["expect"].is_string() && !findings.iter().any(|finding| finding["rule"] == row["expect"]) {
                missed.push(format!("{}: {findings:?}", row["id"]));
            }
        }
        assert!(alarms.is_empty(), "{}", alarms.join("\n"));
        assert!(missed.len() * 10 <= bad, "{}", missed.join("\n"));
    }
}
