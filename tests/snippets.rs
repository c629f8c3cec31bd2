//! Checks of snippets: published ones, the team's own, through the API and the page.

use std::collections::BTreeSet;

use axum::{Router, http::Request, http::Response};
use reader::snippet::RULES;
use serde_json::{Value, json};

use crate::house::{self, service};

/// The rules for which the published snippets are labelled.
const LABELLED: [&str; 4] = ["command_as_event", "awaited_event", "consumer_shaped_event", "query_by_event"];

async fn post(service: &Router, path: &str, media_type: &str, body: String) -> Response<String> {
    let request = Request::post(path).header("content-type", media_type).body(body.into()).unwrap();
    house::send(service.clone(), request).await.map(|body| String::from_utf8(body.to_vec()).unwrap())
}

/// The findings in a snippet, after checking their places and texts.
async fn found(service: &Router, content: &str) -> Value {
    let answer = post(service, "/api/v1/findings", "application/json", json!({ "content": content }).to_string()).await;
    assert_eq!(answer.status(), 200, "{content}: {}", answer.body());
    let answer: Value = serde_json::from_str(answer.body()).unwrap();
    let length = content.chars().count() as u64;
    for finding in answer["findings"].as_array().unwrap() {
        let (start, end) = (finding["span"][0].as_u64().unwrap(), finding["span"][1].as_u64().unwrap());
        assert!(start < end && end <= length, "{content}: {start} to {end} of {length}");
        let rule = finding["rule"].as_str().unwrap();
        assert!(RULES.contains(&rule), "{rule}");
        for told in ["message", "advice", "instead"] {
            assert!(!finding[told].as_str().unwrap().is_empty(), "{content}: {told}");
        }
        assert!(!finding["sources"].as_array().unwrap().is_empty());
    }
    answer
}

fn rules(answer: &Value) -> BTreeSet<&str> {
    answer["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

/// Checks labelled snippets. Returns the number of bad ones, the missed ones and the false alarms.
async fn judged(labelled: &str) -> (usize, Vec<String>, Vec<String>) {
    let service = service();
    let (mut bad, mut missed, mut alarms) = (0, Vec::new(), Vec::new());
    for line in labelled.lines().filter(|line| !line.trim().is_empty()) {
        let row: Value = serde_json::from_str(line).unwrap();
        if row["disputed"] == true {
            continue;
        }
        let words = |key: &str| -> BTreeSet<String> {
            row[key].as_array().unwrap().iter().map(|rule| rule.as_str().unwrap().to_owned()).collect()
        };
        let (wanted, also) = (words("findings"), words("also_acceptable"));
        let answer = found(&service, row["text"].as_str().unwrap()).await;
        let labelled = rules(&answer).into_iter().filter(|rule| LABELLED.contains(rule));
        let got: BTreeSet<String> = labelled.map(str::to_owned).collect();
        let right = wanted.is_subset(&got) && got.iter().all(|rule| wanted.contains(rule) || also.contains(rule));
        bad += usize::from(!wanted.is_empty());
        if !right {
            let told = format!("{} as {}: wanted {wanted:?}, got {got:?}", row["id"], answer["kind"]);
            if wanted.is_empty() { alarms.push(told) } else { missed.push(told) }
        }
    }
    (bad, missed, alarms)
}

#[tokio::test]
async fn published_snippets_are_judged_as_they_are_labelled() {
    let (bad, missed, alarms) = judged(include_str!("data/corpus/snippets.jsonl")).await;
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
    assert!(missed.len() * 10 <= bad, "{}", missed.join("\n"));
}

#[tokio::test]
async fn the_teams_own_snippets_are_judged_as_they_are_labelled() {
    let (bad, missed, alarms) = judged(include_str!("data/snippets/snippets.jsonl")).await;
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
    assert!(missed.len() * 20 <= bad, "{}", missed.join("\n"));
}

/// Four lots of forty, each written and labelled before it was read for the first time, and learned from afterwards.
#[tokio::test]
async fn later_snippets_are_judged_as_they_are_labelled() {
    let (bad, missed, alarms) = judged(include_str!("data/snippets/later.jsonl")).await;
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
    assert!(missed.len() * 20 <= bad, "{}", missed.join("\n"));
}

/// Snippets that were once judged wrongly, and their near misses: every rule that is found, and what is said.
#[tokio::test]
async fn every_case_is_judged_right() {
    let service = service();
    let mut wrong = Vec::new();
    for line in include_str!("data/cases/snippets.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let answer = found(&service, case["text"].as_str().unwrap()).await;
        let wanted: BTreeSet<&str> =
            case["finds"].as_array().unwrap().iter().map(|rule| rule.as_str().unwrap()).collect();
        let told = answer["findings"].to_string();
        let says = case["says"].as_array().into_iter().flatten().all(|said| told.contains(said.as_str().unwrap()));
        if rules(&answer) != wanted || !says {
            wrong.push(format!("{}: {:?}, not {wanted:?}: {told}", case["id"], rules(&answer)));
        }
    }
    assert_eq!(wrong, [""; 0], "{}", wrong.join("\n"));
}

/// What a finding proposes breaks no rule that the snippet did not break besides.
#[tokio::test]
async fn the_good_form_is_clean() {
    let service = service();
    let mut wrong = Vec::new();
    for lines in [
        include_str!("data/corpus/snippets.jsonl"),
        include_str!("data/snippets/snippets.jsonl"),
        include_str!("data/snippets/later.jsonl"),
        include_str!("data/cases/snippets.jsonl"),
    ] {
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let row: Value = serde_json::from_str(line).unwrap();
            let answer = found(&service, row["text"].as_str().unwrap()).await;
            for finding in answer["findings"].as_array().unwrap() {
                let again = found(&service, finding["instead"].as_str().unwrap()).await;
                let others = rules(&answer).into_iter().filter(|rule| finding["rule"] != *rule);
                let left: Vec<&str> = rules(&again).difference(&others.collect()).copied().collect();
                if !left.is_empty() {
                    wrong.push(format!("{}: {left:?} in {}", row["id"], finding["instead"]));
                }
            }
        }
    }
    assert_eq!(wrong, [""; 0], "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_finding_says_where_and_writes_the_good_form() {
    let service = service();
    let answer = found(&service, "type: ShipOrder\nocurred: \"\u{e9}\u{1f980}\"\nemail_template: shipped.html\n").await;
    assert_eq!(answer["kind"], "json_event");
    let (named, shaped) = (&answer["findings"][0], &answer["findings"][1]);
    assert_eq!(
        (&named["rule"], &named["at"], &named["span"]),
        (&json!("command_as_event"), &json!("/type"), &json!([6, 15]))
    );
    assert!(named["instead"].as_str().unwrap().starts_with("type: OrderShipped\n"), "{named}");
    assert_eq!((&shaped["rule"], &shaped["at"]), (&json!("consumer_shaped_event"), &json!("/email_template")));
    assert_eq!(shaped["span"][0], 30);
    let without: Value = serde_json::from_str(shaped["instead"].as_str().unwrap()).unwrap();
    assert!(without.get("email_template").is_none() && without.get("type").is_some(), "{without}");

    let answer = found(&service, "bus.publish(new GetStockLevel(sku))").await;
    assert_eq!(answer["kind"], "code");
    assert_eq!((&answer["findings"][0]["rule"], &answer["findings"][0]["at"]), (&json!("query_by_event"), &json!("")));
    assert!(answer["findings"][0]["instead"].as_str().unwrap().starts_with("GetStockLevel("));

    let fenced = found(&service, "```yaml\ntype: ShipOrder\noccurred_at: now\n```").await;
    assert_eq!((&fenced["kind"], &fenced["findings"][0]["span"]), (&json!("json_event"), &json!([14, 23])));
}

#[tokio::test]
async fn every_fault_of_a_body_has_its_place() {
    let service = service();
    for (body, faults) in [
        (json!({"contents": "x"}), vec![("/contents", "unknown_field"), ("/content", "missing_field")]),
        (json!({"content": {"type": "OrderPlaced"}}), vec![("/content", "wrong_type")]),
        (json!({"content": " \n"}), vec![("/content", "empty")]),
        (json!({"content": "x".repeat(65_537)}), vec![("/content", "limit_passed")]),
        (json!({"content": "x", "more": 1}), vec![("/more", "unknown_field")]),
        (json!([]), vec![("", "wrong_type")]),
    ] {
        let answer = post(&service, "/api/v1/findings", "application/json", body.to_string()).await;
        assert_eq!(answer.status(), 422, "{body}");
        let problem: Value = serde_json::from_str(answer.body()).unwrap();
        let told = problem["faults"].as_array().unwrap().iter();
        let told: Vec<_> = told.map(|fault| (fault["at"].as_str().unwrap(), fault["code"].as_str().unwrap())).collect();
        assert_eq!(told, faults);
    }
}

/// Odd inputs that nobody means but somebody sends, most of them about 64 KiB long.
fn odd() -> Vec<String> {
    let fill = |part: &str| part.repeat(65_536 / part.len());
    vec![
        "x".to_owned(),
        fill("x"),
        fill("\u{0}\u{7}\u{1b}[31m"),
        fill("\u{1f980}\u{200d}"),
        fill("\u{202e}tnevE\u{2066}"),
        fill("\u{6ce8}\u{6587}\u{304c}\u{78ba}\u{5b9a}\u{3002}"),
        fill("La commande est pay\u{e9}e, et nous publions l'\u{e9}v\u{e9}nement. "),
        fill("It was late, and the rain, which nobody had asked for, waited for no answer. "),
        fill("<b onclick=x>OrderPlaced</b>"),
        fill("publish(new ShipOrder()); "),
        fill("waits until "),
        fill("{\"type\":"),
        fill("["),
        fill("((((\"'`"),
        fill("type: ShipOrder\n"),
        fill("- a: {b: [c]}\n"),
        fill("bus.publish(new ShipOrder1());\nbus.publish(new ShipOrder2());\n"),
        (0..1_500).map(|n| format!("bus.publish(new ShipOrderNumber{n}());")).collect::<Vec<_>>().join("\n"),
        format!(
            "[{}]",
            (0..1_500).map(|n| format!("{{\"type\":\"ShipBox{n}\",\"cc\":1}}")).collect::<Vec<_>>().join(",")
        ),
    ]
}

#[tokio::test]
async fn whatever_is_sent_is_answered_and_the_answer_stays_small() {
    let service = service();
    for odd in odd() {
        let answer = found(&service, &odd).await;
        let size = answer.to_string().len();
        assert!(size < 1024 * 1024, "{size} bytes for {:?}", odd.chars().take(40).collect::<String>());
    }
}

#[tokio::test]
async fn the_page_marks_what_it_found_and_keeps_what_was_typed() {
    let service = service();
    let form = "application/x-www-form-urlencoded";
    let page = service.clone();
    let get = Request::get("/snippets").body(axum::body::Body::empty()).unwrap();
    let empty = house::send(page, get).await.map(|body| String::from_utf8(body.to_vec()).unwrap());
    assert!(empty.status() == 200 && empty.body().contains("name=\"content\""));

    let sent = "content=bus.publish%28new+ShipOrder%28%22%3Cb%3E%22%29%29%3B%0D%0A%3C%2Ftextarea%3E";
    let page = post(&service, "/snippets", form, sent.to_owned()).await;
    assert_eq!(page.status(), 200, "{}", page.body());
    let html = page.body();
    assert!(html.contains("<mark>ShipOrder</mark>") && html.contains("OrderShipped"), "{html}");
    assert!(html.contains("&lt;/textarea&gt;") && !html.contains("<b>\"") && !html.contains("\"<b>"), "{html}");

    for (sent, says) in
        [("content=+%0D%0A", "nothing to read"), (&format!("content={}", "x".repeat(65_537)), "the limit is 65536")]
    {
        let page = post(&service, "/snippets", form, sent.to_owned()).await;
        assert_eq!(page.status(), 422);
        assert!(page.body().contains(says) && page.body().contains("aria-invalid"), "{}", page.body());
    }
    let silent = post(&service, "/snippets", form, "content=type%3A+OrderPlaced%0D%0Aid%3A+1".to_owned()).await;
    assert!(silent.body().contains("Nothing to mend") && !silent.body().contains("<mark>"), "{}", silent.body());
}
