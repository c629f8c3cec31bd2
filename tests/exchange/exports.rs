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
const CHECKED: &[(&str, &[&str])] = &[("csv", &["csv"])];

/// The problems that checks find in files, for each file.
pub(super) fn problems(files: &[Value]) -> Vec<Vec<String>> {
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
    let mut files = Vec::new();
    for (id, description) in systems() {
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
    let broken = [("csv", "a,b\r\n1\r\n")];
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
