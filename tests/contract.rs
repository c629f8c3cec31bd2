//! The contract's own example: the product must answer the first document with the second.
//!
//! The contract shows only parts of lists, and an ellipsis where the product chooses the text. Everything
//! that it shows must be in the answer.

use advice::rules;
use serde_json::Value;

fn data(name: &str) -> String {
    std::fs::read_to_string(format!("{}/data/contract/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Collects everything that the contract shows and the answer lacks.
fn lacking(at: &str, shown: &Value, given: &Value, lacks: &mut Vec<String>) {
    match (shown, given) {
        (Value::String(shown), Value::String(given)) if shown.contains('…') => {
            let start = shown.split('…').next().unwrap();
            if given.is_empty() || !given.starts_with(start) {
                lacks.push(format!("{at}: wanted {shown}, got {given}"));
            }
        }
        (Value::Object(shown), Value::Object(given)) => {
            // An object of an ellipsis stands for any that is not empty.
            for (key, value) in shown.iter().filter(|(key, _)| *key != "\u{2026}" || given.is_empty()) {
                match given.get(key) {
                    Some(given) => lacking(&format!("{at}/{key}"), value, given, lacks),
                    None => lacks.push(format!("{at}/{key} is missing")),
                }
            }
        }
        (Value::Array(shown), Value::Array(given)) => {
            for (index, value) in shown.iter().enumerate() {
                let found = given.iter().any(|given| {
                    let mut lacks = Vec::new();
                    lacking(at, value, given, &mut lacks);
                    lacks.is_empty()
                });
                if !found {
                    lacks.push(format!("{at}: {value} ({index}) is not in {}", Value::Array(given.clone())));
                }
            }
            if shown.is_empty() && !given.is_empty() {
                lacks.push(format!("{at}: wanted an empty list, got {}", Value::Array(given.clone())));
            }
        }
        _ if shown == given => {}
        _ => lacks.push(format!("{at}: wanted {shown}, got {given}")),
    }
}

#[test]
fn the_contracts_example_gets_the_contracts_answer() {
    let yaml = data("description.yaml");
    let tree = app::document::parse(&yaml, app::document::Format::Yaml).unwrap();
    let model = advice::model::read(&yaml, &tree, rules::shipped()).unwrap();
    let answer = serde_json::to_value(advice::assess(&model)).unwrap();
    let shown: Value = serde_json::from_str(&data("assessment.json")).unwrap();
    let mut lacks = Vec::new();
    lacking("", &shown, &answer, &mut lacks);
    assert!(lacks.is_empty(), "{}", lacks.join("\n"));
}

#[test]
fn the_rulebook_carries_the_lessons_checklist() {
    let checklist =
        std::fs::read_to_string(format!("{}/data/lesson/checklist.md", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let rows = checklist.lines().filter_map(|line| line.strip_prefix("| ")?.split(' ').next()?.parse::<u8>().ok());
    let mut count = 0;
    for row in rows {
        count += 1;
        assert!(
            rules::shipped().rules().any(|rule| rule.lesson.contains(&row)),
            "no rule carries row {row} of the lesson"
        );
    }
    assert_eq!(count, 25, "the checklist was not read whole");
}

#[test]
fn the_schema_accepts_the_example_and_names_every_question() {
    let schema = advice::schema::description(rules::shipped());
    let yaml = data("description.yaml");
    let tree = app::document::parse(&yaml, app::document::Format::Yaml).unwrap();
    let (description, faults) = advice::Description::read(&tree);
    assert!(faults.is_empty(), "{faults:?}");
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let mut json = serde_json::to_value(&description).unwrap();
    assert!(validator.is_valid(&json), "{:?}", validator.iter_errors(&json).map(|e| e.to_string()).collect::<Vec<_>>());
    json["flows"][0]["steps"][0]["answers"]["reply"] = "perhaps".into();
    assert!(!validator.is_valid(&json), "the schema does not know the answers");
}
