//! Documents of other tools become descriptions: published ones, and our own exports back.

use std::{collections::BTreeMap, fs, path::PathBuf};

use advice::rules;
use exchange::import;
use reader::reading::Reading;

/// Where the published documents are.
fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/data/exchange"))
}

/// Reads a published document.
fn published(name: &str) -> Reading {
    let ending = if name.starts_with("openapi") { "json" } else { "yml" };
    let text = fs::read_to_string(folder().join(format!("{name}.{ending}"))).unwrap();
    let import = import::recognise(&text, "").unwrap_or_else(|| panic!("{name} is not recognised"));
    assert!(name.starts_with(import.id), "{name} is taken for {}", import.is);
    let reading = import.read(&text, rules::shipped()).unwrap_or_else(|unread| panic!("{name}: {unread:?}"));
    points_into(&text, &reading);
    reading
}

/// Checks that each part shows its words, and that every word of the document is in one sentence.
fn points_into(text: &str, reading: &Reading) {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let cut = |[start, end]: [u32; 2]| &text[starts[start as usize]..starts[end as usize]];
    for found in reading.evidence.iter().filter(|found| found.within.is_none()) {
        let Some(span) = found.span else { continue };
        assert_eq!(cut(span), found.words);
    }
    let mut last = 0;
    for said in &reading.sentences {
        let [start, end] = said.span;
        let between = cut([last, start]);
        assert!(start >= last && !between.chars().any(char::is_alphanumeric), "{between:?} is in no sentence");
        last = end;
    }
    assert!(!cut([last, u32::try_from(starts.len() - 1).unwrap()]).chars().any(char::is_alphanumeric));
}

/// What is said of each message: its name and which way it goes.
fn directions(name: &str) -> Vec<(String, &'static str)> {
    let reading = published(name);
    let is_other = |id: &str| id.starts_with("whoever-") || id == "client";
    let mut found = Vec::new();
    for flow in &reading.description.flows {
        for step in &flow.steps {
            let today = step.today.as_ref().unwrap();
            let message = today.message.clone().unwrap_or_else(|| step.action.clone());
            let to_other = step.to.iter().any(|id| is_other(id));
            let way = match (today.waits, today.style.as_deref(), to_other) {
                (Some(true), _, false) => "answers",
                (_, Some("async_request_reply"), false) => "accepts",
                (_, _, true) => "sends",
                _ => "receives",
            };
            found.push((message, way));
        }
    }
    found
}

#[test]
fn published_documents_are_read_without_a_fault_and_their_messages_go_the_right_way() {
    let table = fs::read_to_string(folder().join("directions.md")).unwrap();
    let mut expected: BTreeMap<&str, Vec<(String, &str)>> = BTreeMap::new();
    for line in table.lines().filter(|line| line.starts_with("| ") && line.contains('/')) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        expected.entry(cells[1]).or_default().push((cells[2].to_owned(), cells[3]));
    }
    assert!(expected.len() >= 15, "{}", expected.len());
    for (name, mut messages) in expected {
        let mut found = directions(name);
        found.sort();
        messages.sort();
        assert_eq!(found, messages, "{name}");
    }
}

#[test]
fn every_published_document_is_in_the_table() {
    let table = fs::read_to_string(folder().join("directions.md")).unwrap();
    for kind in ["asyncapi2", "asyncapi3", "openapi"] {
        for file in fs::read_dir(folder().join(kind)).unwrap() {
            let file = file.unwrap().path();
            let name = format!("| {kind}/{} |", file.file_stem().unwrap().to_str().unwrap());
            assert!(table.contains(&name), "{name}");
        }
    }
}
