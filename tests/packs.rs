//! Rule packs: what they change and what they leave unchanged, the messages about broken packs, and packs in reports.
//!
//! `UPDATE_EXPECT=1 cargo test -p tests packs` rewrites the expected messages. Read the differences before
//! you commit them.

mod kept;
mod laws;

use std::{fs, path::PathBuf};

use advice::{Pack, Rulebook, Tree, rules};
use app::pack::{PackForm, PackText, Rulesets};
use expect_test::expect_file;
use serde_json::Value;
use server::{cli, packs};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/packs"))
}

fn text(file: &str) -> PackText {
    let path = folder().join(file);
    packs::read(&path, PackForm::of_file(file).unwrap()).unwrap()
}

fn pack(text: &PackText) -> Pack {
    text.read().unwrap_or_else(|unusable| panic!("{unusable:#?}")).0
}

/// The output of `eda-advisor pack check` without colours, and its exit code.
fn check(file: &str) -> (String, u8) {
    let mut out = Vec::new();
    let result = cli::pack::check(file, &text(file), &mut out).unwrap();
    let (shown, code) = match result {
        Ok(true) => (String::from_utf8(out).unwrap(), 0),
        Ok(false) => (String::from_utf8(out).unwrap(), 1),
        Err(shown) => (shown, 2),
    };
    let lines: Vec<String> =
        anstream::adapter::strip_str(&shown).to_string().lines().map(|line| line.trim_end().to_owned()).collect();
    (lines.join("\n") + "\n", code)
}

/// Every description of the corpus, of the lesson and of the contract, as JSON.
fn descriptions() -> Vec<String> {
    let data = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/data"));
    let mut found = Vec::new();
    for file in ["lesson/systems.json", "corpus/systems.json"] {
        let systems: Value = serde_json::from_str(&fs::read_to_string(data.join(file)).unwrap()).unwrap();
        found.extend(systems.as_array().unwrap().iter().map(|system| system["description"].to_string()));
    }
    found
}

/// A system's assessment as JSON, without the ruleset.
fn assessed(description: &str, book: &Rulebook) -> Value {
    let tree = Tree::from_json(description).unwrap();
    let mut model = advice::Description::read(&tree).0;
    model.ruleset = None;
    let model = advice::Model::resolve(model, book).unwrap();
    let mut assessment = serde_json::to_value(advice::assess(&model)).unwrap();
    assessment.as_object_mut().unwrap().remove("ruleset").unwrap();
    assessment
}

#[test]
fn a_pack_that_says_what_is_shipped_changes_nothing() {
    let pack = pack(&text("same.yaml"));
    let descriptions = descriptions();
    assert!(descriptions.len() > 30);
    for description in descriptions {
        assert_eq!(assessed(&description, pack.rulebook()), assessed(&description, rules::shipped()));
    }
}

#[test]
fn the_packs_cases_hold() {
    for file in ["same.yaml", "round.toml", "team.yaml"] {
        let (shown, code) = check(file);
        assert_eq!(code, 0, "{shown}");
    }
}

#[test]
fn a_case_that_fails_is_shown_at_what_was_expected() {
    let (shown, code) = check("failing.yaml");
    assert_eq!(code, 1);
    // The digest changes with every word of a rule.
    let shown: String =
        shown.lines().filter(|line| !line.starts_with("sha256:")).flat_map(|line| [line, "\n"]).collect();
    expect_file![folder().join("failing.txt")].assert_eq(&shown);
}

#[test]
fn a_broken_pack_is_told_whole() {
    let mut files: Vec<String> = fs::read_dir(folder().join("broken"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| PackForm::of_file(name).is_some())
        .collect();
    files.sort();
    assert!(files.len() > 10);
    for file in files {
        let (shown, code) = check(&format!("broken/{file}"));
        assert_eq!(code, 2, "{file}: {shown}");
        let (stem, _) = file.split_once('.').unwrap();
        expect_file![folder().join(format!("broken/{stem}.txt"))].assert_eq(&shown);
    }
}

#[test]
fn the_readmes_pack_can_be_used_and_its_cases_hold() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).unwrap();
    let (_, section) = readme.split_once("## Your own rules").unwrap();
    let (_, rest) = section.split_once("```yaml\n").unwrap();
    let (yaml, _) = rest.split_once("```").unwrap();
    let text = PackText { form: PackForm::Yaml, text: yaml.to_owned() };
    let (pack, tree) = text.read().unwrap_or_else(|unusable| panic!("{unusable:#?}"));
    let checked = pack.check(&text.text, &tree);
    assert!(!checked.is_empty());
    assert!(checked.iter().all(|case| case.faults.is_empty()), "{checked:#?}");
}

#[test]
fn a_folder_of_packs_is_loaded_and_everything_wrong_in_it_is_said_at_once() {
    let empty = packs::load(None).unwrap();
    assert_eq!(empty.packs().count(), 0);
    let found = tempfile::tempdir().unwrap();
    let put = |name: &str, from: &str| fs::copy(folder().join(from), found.path().join(name)).unwrap();
    put("a.yaml", "team.yaml");
    put("b.toml", "round.toml");
    put("notes.txt", "team.yaml");
    let rulesets = packs::load(Some(found.path())).unwrap();
    let ids: Vec<&str> = rulesets.packs().map(|pack| pack.rulebook().id()).collect();
    assert_eq!(ids, ["acme", "round"]);
    assert_eq!(rulesets.text("acme").unwrap().text, text("team.yaml").text);

    put("c.yaml", "team.yaml");
    put("d.toml", "broken/02-weights.toml");
    put("e.toml", "broken/11-form.toml");
    fs::write(found.path().join("f.yaml"), b"id: \xff").unwrap();
    let told = packs::load(Some(found.path())).unwrap_err().to_string();
    let told = anstream::adapter::strip_str(&told).to_string();
    for part in [
        "c.yaml: another pack in this folder is called acme already",
        "d.toml:1:6",
        "d.toml:15:10",
        "e.toml:2:14",
        "f.yaml: it is not UTF-8",
    ] {
        assert!(told.contains(part), "{part} is missing:\n{told}");
    }
    assert!(packs::load(Some(&found.path().join("nowhere"))).is_err());
}

/// The rulesets with the packs in these files.
pub(crate) fn rulesets(files: &[&str]) -> Rulesets {
    let mut rulesets = Rulesets::default();
    for file in files {
        let text = text(file);
        assert!(rulesets.add(pack(&text), text));
    }
    rulesets
}
