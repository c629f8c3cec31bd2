//! Golden files: the assessment and the pictures of the lesson's systems, of the contract's example, and of flows
//! with conditions, timers and joins, in separate files.
//!
//! `UPDATE_EXPECT=1 cargo test -p tests goldens` rewrites them. Read the differences before you commit them.

use std::path::PathBuf;

use advice::{Model, Tree, rules};
use expect_test::expect_file;
use pictures::flow::view::{self, Form, View};
use serde_json::Value;

fn folder(id: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/goldens")).join(id)
}

fn golden(id: &str, model: &Model<'_>) {
    let assessment = advice::assess(model);
    let mut json = serde_json::to_string_pretty(&assessment).unwrap();
    json.push('\n');
    // The digest changes with every word of a rule and says nothing about this system.
    let json = json.replace(rules::shipped().digest(), "sha256:\u{2026}");
    expect_file![folder(id).join("assessment.json")].assert_eq(&json);
    for (name, view, form) in [
        ("flow.svg", View::Flow, Form::Svg),
        ("sequence.svg", View::Sequence, Form::Svg),
        ("flow.mmd", View::Flow, Form::Mermaid),
        ("sequence.mmd", View::Sequence, Form::Mermaid),
    ] {
        let picture = view::render(model, &assessment, view, form, None).unwrap();
        expect_file![folder(id).join(name)].assert_eq(&picture.content);
    }
}

#[test]
fn the_lessons_systems_mean_and_look_as_they_did() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/lesson/systems.json")).unwrap();
    let systems: Value = serde_json::from_str(&text).unwrap();
    for system in systems.as_array().unwrap() {
        let text = system["description"].to_string();
        let tree = Tree::from_json(&text).unwrap();
        let model = advice::model::read(&text, &tree, rules::shipped()).unwrap();
        golden(system["id"].as_str().unwrap(), &model);
    }
}

/// The languages of diagrams with the endings of their files. Mermaid stands beside the pictures of every system.
const LANGUAGES: [(Form, &str); 4] =
    [(Form::Plantuml, "puml"), (Form::D2, "d2"), (Form::Dot, "dot"), (Form::Structurizr, "dsl")];

#[test]
fn the_languages_of_diagrams_are_written_as_they_were() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/shapes/checkout.json")).unwrap();
    let tree = Tree::from_json(&text).unwrap();
    let model = advice::model::read(&text, &tree, rules::shipped()).unwrap();
    let assessment = advice::assess(&model);
    for (form, ending) in LANGUAGES {
        for &view in View::ALL {
            let source = view::render(&model, &assessment, view, form, None).unwrap().content;
            expect_file![folder("shape-checkout").join(format!("{}.{ending}", view.id()))].assert_eq(&source);
        }
    }
}

#[test]
fn the_contracts_example_means_and_looks_as_it_did() {
    let yaml = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/contract/description.yaml")).unwrap();
    let tree = app::document::parse(&yaml, app::document::Format::Yaml).unwrap();
    let model = advice::model::read(&yaml, &tree, rules::shipped()).unwrap();
    golden("contract", &model);
}

#[test]
fn flows_with_conditions_and_timers_mean_and_look_as_they_did() {
    for id in ["checkout", "expense", "nightly"] {
        let file = format!("{}/data/shapes/{id}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(file).unwrap();
        let tree = Tree::from_json(&text).unwrap();
        let model = advice::model::read(&text, &tree, rules::shipped()).unwrap();
        golden(&format!("shape-{id}"), &model);
    }
}
