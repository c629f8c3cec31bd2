//! The comparison of schemas against the libraries that read by them: fastavro and ajv.

use advice::Tree;
use exchange::compare::{Breaks, Comparison, ContentModel, compare};
use serde_json::{Value, json};

use crate::fuzz::versions;
use crate::generate::Chance;

use super::exports::problems;

/// Number of pairs of versions in each format.
const PAIRS: u64 = 300;

/// Makes two versions of a schema.
type Make = fn(&mut Chance) -> [Value; 2];

/// What a comparison says about a direction, as the checks read it.
fn says(found: &Comparison, way: Breaks) -> &'static str {
    let breaks = |decided| {
        let breaks = |breaks| breaks == way || breaks == Breaks::Both;
        found.changes.iter().any(|change| breaks(change.breaks) && change.decided == decided)
    };
    match found.reads(way) {
        true => "yes",
        false if breaks(true) => "no",
        false => "unknown",
    }
}

fn lines(make: Make) -> String {
    let line = |seed| {
        let mut chance = Chance::new(seed);
        let [old, new] = make(&mut chance);
        let texts = (old.to_string(), new.to_string());
        let trees = (Tree::from_json(&texts.0).unwrap(), Tree::from_json(&texts.1).unwrap());
        let found = compare(&trees.0, &trees.1, ContentModel::Strict).unwrap();
        let (backward, forward) = (says(&found, Breaks::Backward), says(&found, Breaks::Forward));
        json!({"old": old, "new": new, "backward": backward, "forward": forward}).to_string()
    };
    (0..PAIRS).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_said_to_be_read_is_read_by_the_libraries() {
    let folder = tempfile::tempdir().unwrap();
    let made: [(&str, Make); 2] =
        [("avro_versions", versions::avro_schemas), ("json_versions", versions::json_schemas)];
    let files: Vec<Value> = made
        .iter()
        .map(|(check, make)| {
            let path = folder.path().join(check);
            std::fs::write(&path, lines(*make)).unwrap();
            json!({"check": check, "path": path})
        })
        .collect();
    for (file, found) in files.iter().zip(problems(&files)) {
        assert!(found.is_empty(), "{}: {}\n{}", file["check"], found.len(), found.join("\n"));
    }
}

#[test]
fn a_wrong_answer_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let avro = [json!({"old": "string", "new": "int", "backward": "yes", "forward": "no"})];
    let json = [json!({"old": {"type": "string"}, "new": {"type": "integer"}, "backward": "yes", "forward": "no"})];
    for (check, line) in [("avro_versions", avro), ("json_versions", json)] {
        let path = folder.path().join(check);
        std::fs::write(&path, line[0].to_string()).unwrap();
        let found = problems(&[json!({"check": check, "path": path})]);
        assert_eq!(found[0].len(), 1, "{check}: {found:?}");
    }
}
