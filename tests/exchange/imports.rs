//! Documents of other tools become descriptions: published ones, and our own exports back.

use std::{collections::BTreeMap, fs, path::PathBuf};

use advice::assessment::Event;
use advice::description::Step;
use advice::{Model, Tree, assess, rules};
use app::exports;
use exchange::import::{self, Import, Unread};
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

/// What an AsyncAPI document of a system keeps of it.
#[test]
fn a_system_is_read_back_from_its_asyncapi_document() {
    let (mut events, mut commands) = (0, 0);
    for (id, description) in super::systems() {
        let text = description.to_string();
        let tree = Tree::from_json(&text).unwrap();
        let model = advice::model::read(&text, &tree, rules::shipped()).unwrap();
        let assessment = assess(&model);
        let file = exports::write(&model, &assessment, exports::choose(Some("asyncapi")).unwrap());
        let document = String::from_utf8(file.content).unwrap();
        let description = match Import::named("asyncapi").unwrap().read(&document, rules::shipped()) {
            Ok(reading) => reading.description,
            Err(Unread::NoSteps(_)) => {
                assert!(assessment.events.iter().all(|event| event.consumers.is_empty()), "{id}");
                continue;
            }
            Err(unread) => panic!("{id}: {unread:?}"),
        };
        let steps: Vec<Step> = description.flows.iter().flat_map(|flow| flow.steps.clone()).collect();
        let again = Model::resolve(description, rules::shipped()).unwrap();
        let again = assess(&again);
        let has = |style: &str, name: &str, from: Option<&str>, to: &[&str]| {
            steps.iter().any(|step| {
                let today = step.today.as_ref().unwrap();
                today.style.as_deref() == Some(style)
                    && today.message.as_deref() == Some(name)
                    && (from.is_none() || step.from.as_deref() == from)
                    && to.iter().all(|to| step.to.iter().any(|known| known == to))
            })
        };
        for event in assessment.events.iter().filter(|event| !event.consumers.is_empty()) {
            let consumers: Vec<&str> = event.consumers.iter().map(AsRef::as_ref).collect();
            let producer = event.producer.as_deref();
            assert!(
                has("event", &event.name, producer, &consumers),
                "{id}: {} of {producer:?} to {consumers:?}",
                event.name
            );
            // The advice about what was read names the same event, publisher and consumers.
            if producer.is_some() {
                let is_same = |one: &&Event<'_>| one.name == event.name && one.producer == event.producer;
                let said: Vec<_> = again.events.iter().filter(is_same).flat_map(|one| &one.consumers).collect();
                assert!(event.consumers.iter().all(|who| said.contains(&who)), "{id}: {} {said:?}", event.name);
            }
            events += 1;
        }
        for step in assessment.steps.iter().filter(|step| BY_QUEUE.contains(&step.style.as_ref())) {
            assert!(has(&step.style, &step.message.name, None, &[]), "{id}: {} {}", step.style, step.message.name);
            commands += 1;
        }
    }
    assert!(events > 20 && commands > 5, "{events} events, {commands} commands");
}

/// Styles whose message asks somebody to act.
const BY_QUEUE: &[&str] = &["command_with_reply", "queued_command"];
