//! Snippets of every sort, good and bad ones that look alike.

use super::*;

fn rules(content: &str) -> Vec<String> {
    let tree = Tree::from_json(content).ok();
    let checked = check(content, tree.as_ref(), Rulebook::shipped());
    let length = u32::try_from(content.chars().count()).unwrap();
    for found in &checked.findings {
        let [start, end] = found.finding.span.unwrap();
        assert!(start < end && end <= length, "{content}: {start} to {end}");
        assert!(!found.instead.is_empty() && !found.finding.sources.is_empty());
        assert!(tree.as_ref().is_none_or(|tree| tree.has(&found.finding.at)), "{content}: {}", found.finding.at);
    }
    checked.findings.iter().map(|found| found.finding.rule.to_string()).collect()
}
