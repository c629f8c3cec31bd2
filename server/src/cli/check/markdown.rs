//! The report as a comment for a pull request: a short table, and why it matters folded below.
//!
//! Names of a description come from whoever opened the pull request. Nothing of them is read as markup, and they
//! mention nobody.

use std::{collections::BTreeMap, fmt::Write};

use advice::terms::Severity;
use exchange::markdown::{code, escaped, ticked, unlinked};

use super::{Checked, Counts, Outcome, number};
use crate::cli::terminal::plain;

/// Maximum number of rows of the table. Code hosts limit the length of a comment, and nobody reads a very long one.
const ROWS: usize = 40;

pub(super) fn comment(checked: &[Checked<'_>], counts: &Counts) -> String {
    let files = number(counts.files, "file", "files");
    let found = match counts.told() {
        _ if counts.files == 0 => "nothing was checked".to_owned(),
        told if told.is_empty() => format!("no findings in {files}"),
        told => format!("{told} in {files}"),
    };
    let mut out = format!("### EDA Advisor: {found}\n");
    let rows: Vec<_> = checked.iter().flat_map(rows).collect();
    if !rows.is_empty() {
        out += "\n| | Where | What | Instead |\n|---|---|---|---|\n";
        out.extend(rows.iter().take(ROWS).map(String::as_str));
    }
    if rows.len() > ROWS {
        let _ = writeln!(out, "\nAnd {} more.", rows.len() - ROWS);
    }
    let watched: Vec<String> = checked.iter().flat_map(watched).collect();
    if !watched.is_empty() {
        out += "\nTo look at again:\n\n";
        out.extend(watched.iter().take(ROWS).map(String::as_str));
    }
    if watched.len() > ROWS {
        let _ = writeln!(out, "\nAnd {} more.", watched.len() - ROWS);
    }
    for note in counts.notes() {
        let _ = writeln!(out, "\n{}", escaped(&note));
    }
    let rules = rules(checked);
    if !rules.is_empty() {
        let _ = writeln!(out, "\n<details><summary>Why, and who says so</summary>");
        out.extend(rules);
        let _ = writeln!(out, "\n</details>");
    }
    out
}

/// The rows of a file: its faults, or its new findings.
fn rows(file: &Checked<'_>) -> Vec<String> {
    let place = |line: Option<u32>| match line {
        Some(line) => code(&format!("{}:{line}", file.name)),
        None => code(file.name),
    };
    let row = |says: &str, line: Option<u32>, what: &str, instead: &str| {
        let [place, what, instead] = [&place(line), what, instead].map(|cell| unlinked(&plain(cell)));
        format!("| {says} | {place} | {what} | {instead} |\n")
    };
    match &file.outcome {
        Outcome::Unusable(failure) if failure.faults.is_empty() => {
            vec![row("**unusable**", failure.place.map(|(line, _)| line), &escaped(&failure.message), "")]
        }
        Outcome::Unusable(failure) => failure
            .faults
            .iter()
            .map(|fault| {
                let hint = fault.hint.as_deref().unwrap_or_default();
                row("**unusable**", fault.line, &ticked(&fault.message), &ticked(hint))
            })
            .collect(),
        Outcome::Assessed { .. } => file
            .new_ones()
            .map(|found| {
                let says = match found.finding.severity {
                    Severity::Error => "**error**",
                    Severity::Warning => "**warning**",
                    Severity::Info => "info",
                };
                let line = found.region.map(|region| region.line);
                row(says, line, &ticked(&found.finding.message), &ticked(&found.finding.advice))
            })
            .collect(),
    }
}

/// What there is to look at again in a file, as items of a list.
fn watched(file: &Checked<'_>) -> Vec<String> {
    let item = |(_, says): (&str, String)| format!("- {}: {}\n", code(file.name), unlinked(&ticked(&plain(&says))));
    file.watched().into_iter().map(item).collect()
}

/// A paragraph for each rule that made a new finding.
fn rules(checked: &[Checked<'_>]) -> Vec<String> {
    let mut rules = BTreeMap::new();
    for found in checked.iter().flat_map(Checked::new_ones) {
        if let Some(rule) = found.rule {
            rules.entry(rule.id.as_ref()).or_insert((rule, &found.finding.sources));
        }
    }
    let told = |(rule, sources): &(&advice::rule::Rule, &advice::assessment::Sources<'_>)| {
        let (name, why) = (escaped(&rule.name), unlinked(&ticked(&rule.why)));
        let sources: Vec<String> = sources.iter().map(|source| escaped(source)).collect();
        format!("\n**{name}** ({}). {why} Sources: {}.\n", code(&rule.id), sources.join("; "))
    };
    rules.values().map(told).collect()
}
