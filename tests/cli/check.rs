//! `eda-advisor check`.

use expect_test::expect_file;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use super::{Folder, Ran};
#[cfg(feature = "browser")]
use crate::exchange::exports::problems;

/// The files that most commands here check.
const FILES: &[&str] = &["advice.yaml", "clean.yaml", "faulty.yaml", "broken.json", "orders.asyncapi.yaml"];

/// The files without faults.
const USABLE: &str = "advice.yaml clean.yaml orders.asyncapi.yaml";

#[test]
fn findings_and_faults_are_shown_beside_their_lines() {
    let shown = Folder::with(FILES).transcript(&[
        "eda-advisor check clean.yaml",
        &format!("eda-advisor check {USABLE}"),
        "eda-advisor check faulty.yaml broken.json missing.yaml clean.yaml",
        "eda-advisor check - < advice.yaml",
    ]);
    expect_file!["golden/check.txt"].assert_eq(&shown);
}

#[test]
fn a_severity_decides_what_fails() {
    let folder = Folder::with(FILES);
    let code = |arguments: &str| folder.run(&format!("eda-advisor check {arguments}")).code;
    for (severity, expected) in [("error", 0), ("warning", 1), ("info", 1), ("never", 0)] {
        assert_eq!(code(&format!("advice.yaml --fail-on {severity}")), expected, "{severity}");
    }
    folder.write(
        "info.yaml",
        &folder.read("advice.yaml").replace(", waits: true, fields: [order_id, email_template]", ""),
    );
    folder.write("info.yaml", &folder.read("info.yaml").replace("SendConfirmationEmail", "TicketBooked"));
    assert_eq!((code("info.yaml"), code("info.yaml --fail-on info")), (0, 0));
    folder.write("info.yaml", &folder.read("info.yaml").replace("TicketBooked", "TicketBooked, fields: [ticket_id]"));
    assert_eq!((code("info.yaml"), code("info.yaml --fail-on info")), (0, 1));
    assert_eq!(code("faulty.yaml --fail-on never"), 2, "a file that cannot be used is never fine");
}

#[test]
fn patterns_are_expanded_where_no_shell_does_it() {
    let folder = Folder::with(FILES);
    let clean = folder.read("clean.yaml");
    for name in ["services/a/advice.yaml", "services/b/deep/advice.yaml", "services/.hidden/advice.yaml", "odd[1].yaml"]
    {
        folder.write(name, &clean);
    }
    let shown = folder.transcript(&[
        "eda-advisor check 'services/**/*.yaml' --format json",
        "eda-advisor check 'services/*/advice.yaml' services/a/advice.yaml 'odd[1].yaml' --format json",
        "eda-advisor check 'nowhere/*.yaml'",
        "eda-advisor check 'a[.yaml'",
        "eda-advisor check services",
        "eda-advisor check",
    ]);
    expect_file!["golden/check-patterns.txt"].assert_eq(&shown);
}

#[test]
fn programs_read_the_report() {
    let shown = Folder::with(FILES).transcript(&[
        &format!("eda-advisor check {USABLE} --format json"),
        "eda-advisor check faulty.yaml broken.json missing.yaml --format json",
    ]);
    expect_file!["golden/check-json.txt"].assert_eq(&shown);
}

#[test]
fn a_pull_request_gets_a_comment() {
    let shown = Folder::with(FILES).transcript(&[
        &format!("eda-advisor check {USABLE} --format markdown"),
        "eda-advisor check clean.yaml --format markdown",
        "eda-advisor check faulty.yaml missing.yaml --format markdown",
    ]);
    expect_file!["golden/check-markdown.txt"].assert_eq(&shown);
}

#[test]
fn a_code_scanner_gets_a_log() {
    let shown = Folder::with(FILES).transcript(&[
        "eda-advisor check orders.asyncapi.yaml --format sarif",
        "eda-advisor check faulty.yaml missing.yaml --format sarif",
    ]);
    expect_file!["golden/check-sarif.txt"].assert_eq(&shown);
}

#[cfg(feature = "browser")]
#[test]
fn the_log_of_files_is_valid() {
    let folder = Folder::with(FILES);
    folder.write("a folder/\u{e4} #1.yaml", &folder.read("advice.yaml"));
    folder.write("overdue.yaml", &format!("review_by: 2020-01-01\n{}", folder.read("clean.yaml")));
    folder.run("eda-advisor check advice.yaml --write-baseline known.json");
    let logs = [
        ("usable", format!("{USABLE} 'a folder/*.yaml'")),
        ("unusable", "faulty.yaml broken.json missing.yaml advice.yaml".to_owned()),
        ("known", "advice.yaml orders.asyncapi.yaml --baseline known.json".to_owned()),
        ("clean", "clean.yaml".to_owned()),
        ("watched", "overdue.yaml".to_owned()),
    ];
    let files: Vec<Value> = logs
        .iter()
        .map(|(name, arguments)| {
            folder.run(&format!("eda-advisor check {arguments} --format sarif > {name}.sarif"));
            serde_json::json!({"check": "sarif", "path": folder.path().join(format!("{name}.sarif"))})
        })
        .collect();
    assert!(problems(&files).iter().all(Vec::is_empty), "{:#?}", problems(&files));
}

/// The fingerprints of the findings in a SARIF log, with the lines at which they stand.
fn fingerprints(folder: &Folder, file: &str) -> Vec<(String, u64)> {
    let log: Value =
        serde_json::from_str(&folder.run(&format!("eda-advisor check {file} --format sarif")).out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let print = |result: &Value| result["partialFingerprints"]["edaAdvisorFinding/v1"].as_str().unwrap().to_owned();
    let line = |result: &Value| result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap();
    results.iter().map(|result| (print(result), line(result))).collect()
}

/// The description with a step above its last one, in a file whose lines moved.
fn grown(description: &str) -> String {
    let step = "      - {id: count-seats, action: Count the seats, from: booking, to: [seats], after: []}\n";
    let moved = format!("# Who books what.\n\n{description}");
    moved.replacen("      - id: confirm\n", &format!("{step}      - id: confirm\n"), 1)
}

#[test]
fn a_finding_is_recognised_when_lines_move_and_steps_are_added() {
    let folder = Folder::with(FILES);
    folder.write("grown.yaml", &grown(&folder.read("advice.yaml")));
    let (before, after) = (fingerprints(&folder, "advice.yaml"), fingerprints(&folder, "grown.yaml"));
    let moved: Vec<_> = before.iter().map(|(print, line)| (print.clone(), line + 3)).collect();
    assert_eq!(moved, after);
}

#[test]
fn only_what_the_baseline_does_not_have_fails() {
    let folder = Folder::with(FILES);
    let advice = folder.read("advice.yaml");
    let mut shown = folder.transcript(&[
        "eda-advisor check advice.yaml --baseline known.json",
        "eda-advisor check advice.yaml clean.yaml --write-baseline known.json | tail -n 1",
        r#"sed -E 's/"[0-9a-f]{16}( [0-9a-f]{16})*"/"…"/' known.json"#,
        "eda-advisor check advice.yaml clean.yaml --baseline known.json",
        "cd / && eda-advisor check \"$OLDPWD/advice.yaml\" --baseline \"$OLDPWD/known.json\"",
    ]);
    folder.write("advice.yaml", &grown(&advice));
    shown += &folder.transcript(&["eda-advisor check advice.yaml --baseline known.json"]);
    folder.write(
        "advice.yaml",
        &grown(&advice).replace("to: [seats], after: []", "to: [seats], today: {style: event, waits: true}"),
    );
    shown += &folder.transcript(&[
        "eda-advisor check advice.yaml --baseline known.json",
        "eda-advisor check advice.yaml --baseline known.json --format markdown | head -n 5",
        "eda-advisor check advice.yaml --baseline known.json --format sarif | grep -c '\"baselineState\": \"unchanged\"'",
    ]);
    folder.write("advice.yaml", &advice.replace(", waits: true", ""));
    folder.write("odd.json", "{\"version\": 7, \"findings\": []}");
    shown += &folder.transcript(&[
        "eda-advisor check advice.yaml --baseline known.json",
        "eda-advisor check advice.yaml --baseline odd.json",
        "eda-advisor check advice.yaml --baseline advice.yaml",
        "eda-advisor check faulty.yaml --write-baseline new.json | tail -n 1; test ! -e new.json",
    ]);
    let folder = folder.path().display().to_string();
    expect_file!["golden/check-baseline.txt"].assert_eq(&shown.replace(&folder, "/somewhere"));
}

#[test]
fn what_a_decision_rests_on_is_watched() {
    let folder = Folder::with(&[]);
    let seats = "\
name: Concert ticket booking
review_by: 2026-05-01
assumptions:
  - {text: The bank refunds at any time., at: /flows/book/steps/charge/answers/undo, is: compensable}
  - {text: The bank answers within a second., at: /flows/book/steps/charge/answers/response_time}
flows:
  - id: book
    steps:
      - {id: charge, action: Charge the card, from: booking, to: [bank],
         answers: {reply: answer, undo: compensable, response_time: seconds}}
";
    folder.write("seats.yaml", seats);
    let mut shown = folder.transcript(&[
        "eda-advisor check seats.yaml --today 2026-05-01",
        "eda-advisor check seats.yaml --today 2026-05-02",
        "eda-advisor check seats.yaml --today tomorrow",
        "eda-advisor check seats.yaml --write-baseline known.json --today 2026-05-01",
        "eda-advisor check seats.yaml --baseline known.json --today 2026-05-01",
    ]);
    // A step comes before the one that is watched, and answers of that one change.
    let changed = seats
        .replace("    steps:\n", "    steps:\n      - {id: look, action: Show the price}\n")
        .replace("undo: compensable, response_time: seconds", "undo: irreversible, response_time: milliseconds");
    folder.write("seats.yaml", &changed);
    let known: Value = serde_json::from_str(&folder.read("known.json")).unwrap();
    let rules = known["rests_on"][0]["rules"].as_object().unwrap();
    let (reply, _) = rules.get_key_value("reply").unwrap();
    let other = folder.read("known.json").replace(rules[reply].as_str().unwrap(), "0000000000000000");
    folder.write("known.json", &other);
    shown += &folder.transcript(&[
        "eda-advisor check seats.yaml --baseline known.json --today 2026-05-02",
        "eda-advisor check seats.yaml --baseline known.json --today 2026-05-02 --format markdown",
        "eda-advisor check seats.yaml --baseline known.json --today 2026-05-02 --format json",
        "eda-advisor check seats.yaml --baseline known.json --today 2026-05-02 --format sarif | grep -A 20 toolExec",
    ]);
    expect_file!["golden/check-watch.txt"].assert_eq(&shown);
}

#[test]
fn a_comment_obeys_nothing_that_a_description_says() {
    let folder = Folder::with(&[]);
    let name = "<img src=x onerror=alert(1)> | **x** [y](https://evil.example) @team #12 `a|b` \\u202e </details>";
    folder.write(
        "a|b @team.yaml",
        &format!(
            "{{name: x, flows: [{{steps: [{{action: \"{name}\", \
             today: {{style: event, waits: true, message: \"Do|{name}\", fields: [\"{name}\"]}}}}]}}]}}"
        ),
    );
    let Ran { out, code, .. } = folder.run("eda-advisor check *.yaml --format markdown");
    assert_eq!(code, 1, "{out}");
    let mut depth = 0;
    let (mut words, mut markup, mut cells) = (String::new(), Vec::new(), Vec::new());
    for event in Parser::new_ext(&out, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => depth += 1,
            Event::End(TagEnd::Table) => depth -= 1,
            Event::Start(Tag::TableRow) => cells.push(0),
            Event::End(TagEnd::TableCell) => *cells.last_mut().unwrap_or(&mut 0) += 1,
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis) => markup.push(format!("{event:?}")),
            Event::Html(_) | Event::InlineHtml(_) if depth > 0 => markup.push(format!("{event:?}")),
            Event::Text(text) => words += &text,
            _ => {}
        }
    }
    assert_eq!(markup.len(), 0, "{markup:#?}");
    assert!(cells.len() > 2 && cells.iter().all(|count| *count == 4), "{cells:?} in {out}");
    for bad in ["@team", "#12", "https://evil", "\u{202e}"] {
        assert!(!words.contains(bad), "{bad} in {words}");
    }
}

#[test]
fn colours_are_for_terminals() {
    let folder = Folder::with(FILES);
    let is_coloured = |command: &str| folder.run(command).out.contains("\u{1b}[");
    assert!(!is_coloured("eda-advisor check advice.yaml faulty.yaml"));
    assert!(is_coloured("CLICOLOR_FORCE=1 eda-advisor check advice.yaml"));
    assert!(!is_coloured("NO_COLOR=1 CLICOLOR_FORCE= script -qec 'eda-advisor check advice.yaml' /dev/null"));
    assert!(is_coloured("TERM=xterm script -qec 'eda-advisor check advice.yaml' /dev/null"));
}

#[test]
fn a_finding_in_a_document_stands_where_its_step_was_read() {
    let folder = Folder::with(FILES);
    let Ran { out, .. } = folder.run("eda-advisor check orders.asyncapi.yaml --format json");
    let report: Value = serde_json::from_str(&out).unwrap();
    let findings = report["files"][0]["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    let document = folder.read("orders.asyncapi.yaml");
    let expected = (1..).zip(document.lines()).find(|(_, line)| line.trim() == "publishOrderPlaced:").unwrap().0;
    assert!(findings.iter().all(|finding| finding["line"] == expected), "{findings:?}");
}
