//! Versions that are compared, with the result that the documentation of their format asks for.

use super::*;

fn compared(old: &str, new: &str, model: ContentModel) -> Comparison {
    let (old_tree, new_tree) = (Tree::from_json(old).unwrap(), Tree::from_json(new).unwrap());
    compare(&old_tree, &new_tree, model).unwrap_or_else(|unusable| panic!("{old}\n{new}\n{unusable:?}"))
}

/// What the listed changes say together.
fn summed(comparison: &Comparison) -> Compatibility {
    let breaks =
        |which| comparison.changes.iter().any(|change| change.breaks == which || change.breaks == Breaks::Both);
    match (breaks(Breaks::Backward), breaks(Breaks::Forward)) {
        (false, false) => Compatibility::Full,
        (false, true) => Compatibility::Backward,
        (true, false) => Compatibility::Forward,
        (true, true) => Compatibility::None,
    }
}

#[test]
fn every_case_of_the_documentation_is_told_as_it_says() {
    let mut wrong = Vec::new();
    let cases = include_str!("../../../../tests/data/exchange/compatibility.jsonl");
    for case in cases.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()) {
        let comparison = compared(&case["old"].to_string(), &case["new"].to_string(), ContentModel::Strict);
        let told = serde_json::to_value(comparison.compatibility).unwrap();
        let format = serde_json::to_value(comparison.format).unwrap();
        if told != case["compatibility"] || format != case["format"] || !comparison.decided {
            wrong.push(format!("{case}\n  {told}, {format}, {:?}", comparison.changes));
        }
        if summed(&comparison) != comparison.compatibility {
            wrong.push(format!("{case}\n  the changes do not say {told}: {:?}", comparison.changes));
        }
    }
    assert!(cases.lines().count() > 60);
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
