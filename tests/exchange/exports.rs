//! Every export is accepted by the tool that it is for. `cargo xtask test` installs the tools.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use advice::{Tree, assess, rules};
use app::exports;
use serde_json::{Value, json};

use super::systems;

/// The exports, each with the checks that its files must pass: the names of files in `tests/tools/checks`.
const CHECKED: &[(&str, &[&str])] = &[
    ("markdown", &["markdown"]),
    ("madr", &["madr"]),
    ("asyncapi", &["asyncapi"]),
    ("openapi", &["openapi"]),
    ("eventcatalog", &["eventcatalog"]),
    ("backstage", &["backstage"]),
    ("json-schema", &["json-schema"]),
    ("cloudevents", &["cloudevents"]),
    ("avro", &["avro"]),
    ("csv", &["csv"]),
    ("sarif", &["sarif"]),
];

/// A system whose events carry fields of every kind. The published systems name no fields.
fn typed() -> Value {
    let types = [
        ("booking-id", "uuid"),
        ("seats", "int"),
        ("price", "decimal"),
        ("weight", "double"),
        ("paid", "boolean"),
        ("day", "date"),
        ("at", "time"),
        ("confirmedAt", "timestamp"),
        ("takes", "duration"),
        ("page", "url"),
        ("contact", "e-mail"),
        ("extras", "string[]"),
        ("scores", "list of integers"),
        ("rows", "array of objects"),
        ("meta", "json"),
        ("basket", "Basket"),
        ("gift", "optional string"),
        ("\u{e4}rmel", "text"),
        ("2nd", "text"),
    ];
    let fields: Vec<Value> = types.iter().map(|(name, kind)| json!({"name": name, "type": kind})).collect();
    json!({"name": "Typed", "flows": [{"id": "book", "actor": "guest", "steps": [
        {"id": "book", "action": "Book the seat", "from": "web:1", "to": ["seats:v2"], "entity": "booking",
          "order_by": "flight", "fields": fields, "answers": {"reply": "answer"}},
        {"id": "pay", "action": "Charge the card", "from": "seats:v2", "to": ["payments"], "entity": "payment",
          "fields": fields, "answers": {"reply": "outcome_later"}},
        {"action": "Mail the guest", "from": "payments", "to": ["mail", "statistics"], "after": ["pay"],
          "when": {"step": "pay", "outcome": "refused"}, "fields": [{"name": "reason"}, {"name": "mail_template"}],
          "answers": {"reply": "none", "intent": "event"}},
        {"action": "Print the ticket", "from": "payments", "to": ["printing"], "after": ["pay"],
          "answers": {"reply": "none", "intent": "event"}}]}]})
}

/// A system whose every name means something in some format, is long, or is like another one.
fn hostile() -> Value {
    let names = [
        "say \"it\" 'now': {x} <img src=x onerror=alert(1)>",
        "import x from 'y'",
        "- a\n- b\r\n---\n# c | d ``` e",
        "\u{202e}\u{5d0}\u{5d1}\u{200b}",
        "\u{43a}\u{43b}\u{44e}\u{447}",
        "*/ && $ref: #/x %{y} \\ \u{7} \u{2028}",
        "commands",
        "Commands!",
    ];
    let ids = ["a.b", "\u{43a}\u{43b}\u{44e}\u{447}", "a:b", "\u{5d0}\u{5d1}", "on", "a-b", "commands", "COMMANDS"];
    let long = "A".repeat(200);
    let kinds = ["service", "person", "external", "store", "cache", "broker", "service", "service"];
    let participants: Vec<Value> = names
        .iter()
        .zip(ids)
        .zip(kinds)
        .map(|((name, id), kind)| json!({"id": id, "name": name, "kind": kind, "team": name}))
        .chain([json!({"id": "true", "name": long, "team": long})])
        .collect();
    let answers = [
        json!({"reply": "answer", "invariant": "limited_stock"}),
        json!({"reply": "none"}),
        json!({"reply": "none", "intent": "command"}),
        json!({"reply": "outcome_later"}),
        json!({"reply": "answer", "duration": "long"}),
        json!({"intent": "query"}),
        json!({"reply": "none", "consumer_count": "multiple"}),
        json!({}),
    ];
    let fields: Vec<Value> = names.iter().map(|name| json!({"name": name, "type": name, "personal": true})).collect();
    let services = ["true", ids[0], ids[6], ids[7]];
    let flow = |id: &str, place: usize| {
        let steps: Vec<Value> = (0..names.len() * answers.len())
            .map(|at| {
                let name = names[at % names.len()];
                json!({
                    "id": format!("{}_{at}", ids[at % ids.len()]), "action": name, "notes": name, "entity": name,
                    "from": services[at % 4], "to": [services[(at + place) % 4], ids[at % ids.len()]],
                    "announces": names[(at + 1) % names.len()], "fields": fields, "when": {"text": name},
                    "answers": answers[at / names.len()],
                })
            })
            .collect();
        json!({"id": id, "name": names[place], "actor": ids[1], "steps": steps})
    };
    json!({
        "name": names[2], "summary": format!("{}\n{}", names[1], names[0]),
        "assumptions": [{"text": names[2]}], "review_by": "2027-05-01",
        "participants": participants, "flows": [flow(ids[0], 1), flow(ids[1], 2)],
    })
}

/// The problems that checks find in files, for each file.
pub(crate) fn problems(files: &[Value]) -> Vec<Vec<String>> {
    let target = concat!(env!("CARGO_TARGET_TMPDIR"), "/..");
    let mut node = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tools/check.mjs"))
        .env("TOOLS", format!("{target}/tools-npm"))
        .env("NODE_TOOLS", format!("{target}/npm"))
        .env("PYTHON_PACKAGES", format!("{target}/tools-python"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is installed, and the tools: cargo xtask test");
    node.stdin.take().unwrap().write_all(&serde_json::to_vec(files).unwrap()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "a check failed to run");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_export_is_accepted_by_its_tool() {
    let folder = tempfile::tempdir().unwrap();
    let own = [("typed".to_owned(), typed()), ("hostile".to_owned(), hostile())];
    let mut files = Vec::new();
    for (id, description) in systems().into_iter().chain(own) {
        let text = description.to_string();
        let tree = Tree::from_json(&text).unwrap();
        let model = advice::model::read(&text, &tree, rules::shipped()).unwrap();
        let assessment = assess(&model);
        for export in exports::all() {
            let written = exports::write(&model, &assessment, export);
            let path = folder.path().join(format!("{id}.{}", export.ending));
            fs::write(&path, written.content).unwrap();
            let (_, checks) = CHECKED.iter().find(|(id, _)| *id == export.id).expect(export.id);
            files.extend(checks.iter().map(|check| json!({"check": check, "path": path})));
        }
    }
    let found = problems(&files);
    let wrong: Vec<String> = files
        .iter()
        .zip(&found)
        .filter(|(_, problems)| !problems.is_empty())
        .map(|(file, problems)| format!("{} {}\n  {}", file["check"], file["path"], problems.join("\n  ")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_check_sees_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let broken = [
        ("asyncapi", "asyncapi: 3.0.0\ninfo: {title: x, version: \"1\"}\nchannels: {a: {adress: x}}\n"),
        ("avro", r#"[{"type": "record", "name": "a-b", "fields": []}]"#),
        ("backstage", "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a b}\nspec: {type: x}\n"),
        ("cloudevents", r#"[{"specversion": "1.0", "id": "1", "type": "A"}]"#),
        ("csv", "a,b\r\n1\r\n"),
        ("eventcatalog", "PK\u{5}\u{6}\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        ("json-schema", r#"{"$defs": {"A": {"properties": []}}}"#),
        ("madr", "PK\u{5}\u{6}\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        ("markdown", "# A\n# B\n"),
        ("sarif", r#"{"version": "2.1.0", "runs": [{"tool": {"driver": {}}, "results": []}]}"#),
        ("openapi", "openapi: 3.1.0\ninfo: {title: x, version: \"1\"}\npaths: {/a: {get: {}}}\n"),
    ];
    let files: Vec<Value> = broken
        .iter()
        .map(|(check, content)| {
            let path = folder.path().join(check);
            fs::write(&path, content).unwrap();
            json!({"check": check, "path": path})
        })
        .collect();
    for ((check, _), found) in broken.iter().zip(problems(&files)) {
        assert!(!found.is_empty(), "{check} accepts what is broken");
    }
}
