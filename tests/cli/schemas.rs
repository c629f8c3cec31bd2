//! `eda-advisor schema diff`.

use expect_test::expect_file;

use super::Folder;

const FILES: &[&str] = &["order-1.avsc", "order-2.avsc", "order-broken.avsc"];

#[test]
fn versions_of_a_schema_are_compared() {
    let shown = Folder::with(FILES).transcript(&[
        "eda-advisor schema diff order-1.avsc order-1.avsc --format text",
        "eda-advisor schema diff order-2.avsc order-1.avsc --format text",
        "eda-advisor schema diff order-1.avsc order-2.avsc --format text",
        "eda-advisor schema diff order-1.avsc order-2.avsc --format text --require forward",
        "eda-advisor schema diff order-2.avsc order-1.avsc --format text --require full",
        "eda-advisor schema diff order-1.avsc order-2.avsc",
        "eda-advisor schema diff - order-1.avsc --format text < order-1.avsc",
    ]);
    expect_file!["golden/schema-diff.txt"].assert_eq(&shown);
}

#[test]
fn what_is_no_schema_is_told_with_its_place() {
    let folder = Folder::with(FILES);
    folder.write("cut.avsc", "{\"type\": \"record\",\n").write("latin.avsc", "x").write("list.json", "[1]");
    std::fs::write(folder.path().join("latin.avsc"), b"{\n\"\xe9\": 1}").unwrap();
    let shown = folder.transcript(&[
        "eda-advisor schema diff order-1.avsc order-broken.avsc --format text",
        "eda-advisor schema diff order-broken.avsc order-broken.avsc --format json",
        "eda-advisor schema diff order-1.avsc cut.avsc --format text",
        "eda-advisor schema diff latin.avsc order-1.avsc --format text",
        "eda-advisor schema diff list.json order-1.avsc --format text",
        "eda-advisor schema diff missing.avsc order-1.avsc",
        "eda-advisor schema diff order-1.avsc",
    ]);
    expect_file!["golden/schema-diff-faults.txt"].assert_eq(&shown);
}

/// Every description of the repository that can be assessed, by a name.
#[cfg(feature = "browser")]
fn descriptions() -> Vec<(String, String)> {
    use std::fs;

    use advice::rules;
    use serde_json::Value;

    let top = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let read = |path: &str| fs::read_to_string(format!("{top}/{path}")).unwrap();
    let mut found: Vec<(String, String)> = [
        "tests/data/contract/description.yaml",
        "tests/data/cli/advice.yaml",
        "tests/data/cli/clean.yaml",
        "tests/browser/hotel.yaml",
        "tests/browser/shop.yaml",
        "engine/advice/src/schema/example.json",
    ]
    .iter()
    .map(|path| ((*path).to_owned(), read(path)))
    .collect();
    for file in ["lesson", "corpus"] {
        let systems: Vec<Value> = serde_json::from_str(&read(&format!("tests/data/{file}/systems.json"))).unwrap();
        found.extend(
            systems.iter().map(|system| (format!("{file} {}", system["id"]), system["description"].to_string())),
        );
    }
    for rule in rules::shipped().rules() {
        let examples = rule.fires.iter().chain(rule.silent.iter());
        found
            .extend(examples.map(|example| (format!("{} {}", rule.id, example.says), example.description.to_string())));
    }
    for page in ["docs/ci/README.md", "README.md"].into_iter().map(str::to_owned).chain(
        fs::read_dir(format!("{top}/docs/formats"))
            .unwrap()
            .map(|entry| format!("docs/formats/{}", entry.unwrap().file_name().display())),
    ) {
        let text = read(&page);
        let blocks = text.split("```yaml\n").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0));
        let blocks = blocks
            .filter(|block| block.trim_start_matches(|c| c != '\n').contains("\nflows:") && block.contains("name:"));
        found.extend(blocks.map(|block| (page.clone(), block.to_owned())));
    }
    found
}

#[cfg(feature = "browser")]
#[test]
fn an_editor_accepts_every_description_by_the_schema() {
    use crate::exchange::exports::problems;

    let folder = Folder::with(&["faulty.yaml"]);
    folder.run("eda-advisor schema > schema.json");
    let described = descriptions();
    assert!(described.len() > 200, "{}", described.len());
    let mut files = Vec::new();
    for (index, (_, text)) in described.iter().enumerate() {
        folder.write(&format!("{index}.yaml"), text);
        files.push(serde_json::json!({"check": "description", "path": folder.path().join(format!("{index}.yaml"))}));
    }
    files.push(serde_json::json!({"check": "description", "path": folder.path().join("faulty.yaml")}));
    let mut found = problems(&files);
    assert!(!found.pop().unwrap().is_empty(), "faulty.yaml is accepted");
    let wrong: Vec<_> = described.iter().zip(found).filter(|(_, problems)| !problems.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
