//! The official clients call every tool over both transports, in the newest revision and in the one before it.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use app::pack::Rulesets;
use serde_json::{Value, json};
use server::{config::Flags, store};

use crate::site::Site;

/// A client, as the program that runs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    JavaScript,
    Python,
    /// The client for Python, made to speak a revision with a handshake.
    OldPython,
}

impl Client {
    const ALL: [Self; 3] = [Self::JavaScript, Self::Python, Self::OldPython];

    /// Plays calls. `door` names the server: its address, or its program.
    fn play(self, door: &Value, calls: &[Value]) -> (String, Vec<Value>) {
        let target = concat!(env!("CARGO_TARGET_TMPDIR"), "/..");
        let scripts = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/mcp");
        let (program, script) = match self {
            Self::JavaScript => ("node", "client.mjs"),
            Self::Python | Self::OldPython => ("python3", "client.py"),
        };
        let mut client = Command::new(program)
            .arg(format!("{scripts}/{script}"))
            .env("TOOLS", format!("{target}/tools-npm"))
            .env("PYTHONPATH", format!("{target}/tools-python"))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("NO_PROXY", "127.0.0.1")
            .current_dir(env!("CARGO_TARGET_TMPDIR"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node and python3 are installed, and the clients: cargo xtask test");
        let mut wanted = door.clone();
        wanted["calls"] = json!(calls);
        if self == Self::OldPython {
            wanted["mode"] = json!("legacy");
        }
        client.stdin.take().unwrap().write_all(wanted.to_string().as_bytes()).unwrap();
        let output = client.wait_with_output().unwrap();
        assert!(output.status.success(), "{self:?} failed");
        let mut told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(told["name"], "eda-advisor");
        let Value::Array(answers) = told["answers"].take() else { panic!("{told}") };
        (told["revision"].as_str().unwrap_or_default().to_owned(), answers)
    }

    fn revision(self) -> &'static str {
        if self == Self::Python { "2026-07-28" } else { "2025-11-25" }
    }
}

const TEXT: &str = "First we reserve the seat while the fan waits. Then we mail the confirmation.";

/// A system with an event.
fn description() -> Value {
    json!({"name": "Tickets", "flows": [{"id": "book", "actor": "fan", "steps": [
        {"id": "reserve", "action": "Reserve the seat", "from": "booking", "to": ["seats"], "entity": "seat",
         "fields": [{"name": "seat_id"}], "answers": {"reply": "answer", "invariant": "exclusive_booking"}},
        {"id": "confirm", "action": "Send the confirmation", "from": "booking", "to": ["mail"],
         "answers": {"reply": "none"}},
    ]}]})
}

fn tool(name: &str, arguments: &Value) -> Value {
    json!(["callTool", {"name": name, "arguments": arguments}])
}

/// Calls of everything that needs no store, with what their answers have to hold.
fn calls() -> Vec<(Value, &'static str, Value)> {
    let described = description();
    vec![
        (
            tool("describe_from_text", &json!({"text": TEXT})),
            "/structuredContent/description/flows/0/steps/1/action",
            json!("Mail the confirmation"),
        ),
        (
            tool("assess_system", &json!({"description": described})),
            "/structuredContent/steps/1/verdict",
            json!("event_driven"),
        ),
        (
            tool("design_event", &json!({"description": described})),
            "/structuredContent/events/0/name",
            json!("SeatReserved"),
        ),
        (
            tool("design_event", &json!({"description": described, "event": "SeatReserved"})),
            "/structuredContent/event/key",
            json!("seat_id"),
        ),
        (tool("explain_rule", &json!({"id": "outbox"})), "/structuredContent/rules/0/kind", json!("mechanism")),
        (
            tool("find_anti_patterns", &json!({"content": "{\"type\": \"SendMail\"}"})),
            "/structuredContent/kind",
            json!("json_event"),
        ),
        (
            tool("classify_messages", &json!({"phrases": ["OrderPlaced"]})),
            "/structuredContent/messages/0/kind",
            json!("event"),
        ),
        (
            tool("compare_schemas", &json!({"old": {"type": "object"}, "new": {"type": "object", "required": ["id"]}})),
            "/structuredContent/compatibility",
            json!("forward"),
        ),
        // What is wrong with arguments is told to the assistant, and not to its program.
        (tool("assess_system", &json!({"description": {"name": "x"}})), "/isError", json!(true)),
        (tool("no_such_tool", &json!({})), "/error/code", json!(-32602)),
        (json!(["listResources"]), "/resources/0/uri", json!("eda://instruction")),
        (json!(["listResourceTemplates"]), "/resourceTemplates/0/uriTemplate", json!("eda://rules/{id}")),
        (json!(["readResource", {"uri": "eda://rules/reply"}]), "/contents/0/mimeType", json!("application/json")),
        (
            json!(["readResource", {"uri": "eda://schema/description"}]),
            "/contents/0/uri",
            json!("eda://schema/description"),
        ),
        (json!(["listPrompts"]), "/prompts/0/name", json!("advise_on_system")),
        (
            json!(["getPrompt", {"name": "advise_on_system", "arguments": {"text": TEXT}}]),
            "/messages/0/role",
            json!("user"),
        ),
    ]
}

/// Checks what a client was answered, the list of tools first.
fn check(client: Client, answers: &[Value], tools: usize) {
    let (listed, answers) = answers.split_first().unwrap();
    assert_eq!(listed["tools"].as_array().unwrap().len(), tools, "{client:?}");
    for ((call, at, expected), answer) in calls().iter().zip(answers) {
        assert_eq!(answer.pointer(at), Some(expected), "{client:?} {call}: {answer:#}");
    }
}

fn all_calls() -> Vec<Value> {
    [json!(["listTools"])].into_iter().chain(calls().into_iter().map(|(call, ..)| call)).collect()
}

#[test]
fn the_clients_call_everything_on_standard_input_and_output() {
    let door = json!({"command": [env!("CARGO_BIN_EXE_command-line"), "mcp"]});
    for client in Client::ALL {
        let (revision, answers) = client.play(&door, &all_calls());
        // The client for JavaScript does not tell the revision here.
        assert!(revision == client.revision() || client == Client::JavaScript, "{client:?}: {revision}");
        check(client, &answers, 7);
    }
}

#[tokio::test]
async fn the_clients_call_everything_over_http() {
    let folder = tempfile::tempdir().unwrap();
    let store = store::open(&format!("sqlite:{}", folder.path().join("advisor.db").display())).await.unwrap();
    let site = Site::complete(Rulesets::default(), store, Flags::default()).await;
    let door = json!({"url": format!("{}/mcp", site.url())});
    tokio::task::spawn_blocking(move || {
        for client in Client::ALL {
            let mut calls = all_calls();
            calls.push(tool("publish_report", &json!({"description": description(), "note": "first"})));
            let (revision, mut answers) = client.play(&door, &calls);
            assert_eq!(revision, client.revision(), "{client:?}");
            let published = answers.pop().unwrap();
            check(client, &answers, 9);
            let published = &published["structuredContent"];
            assert!(published["edit_token"].is_string(), "{client:?}: {published}");
            let read = json!({"report": published["url"], "with_description": true});
            let (_, answers) = client.play(&door, &[json!(["listTools"]), tool("read_report", &read)]);
            let read = &answers[1]["structuredContent"];
            assert_eq!((&read["note"], &read["description"]["name"]), (&json!("first"), &json!("Tickets")), "{read:#}");
            assert_eq!(read["summary"]["steps"][0]["verdict"], "synchronous", "{read:#}");
        }
    })
    .await
    .unwrap();
    site.stop().await;
}
