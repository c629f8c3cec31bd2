//! The report for programs.

use advice::{Fault, assessment::Ruleset, terms::Severity};
use serde::Serialize;

use super::{Checked, Counts, Outcome, watch::Watch};

#[derive(Serialize)]
struct Report<'a> {
    files: Vec<File<'a>>,
    /// New findings by severity, and what was not counted among them.
    counts: Numbers,
}

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    #[serde(flatten)]
    outcome: Told<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Told<'a> {
    Assessed {
        ruleset: &'a Ruleset<'a>,
        engine: &'a str,
        findings: Vec<Finding<'a>>,
        /// What there is to look at again; absent if there is nothing.
        #[serde(skip_serializing_if = "Watch::is_empty")]
        watch: &'a Watch,
    },
    Unusable {
        unusable: Unusable<'a>,
    },
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: Severity,
    /// JSON Pointer into the description.
    at: &'a str,
    /// The same with ids in place of numbers.
    place: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    /// The column behind the last one.
    end_column: Option<u32>,
    message: &'a str,
    advice: &'a str,
    sources: &'a [advice::assessment::Words<'static>],
    fingerprint: &'a str,
    /// Whether the baseline has it; absent without a baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<bool>,
}

#[derive(Serialize)]
struct Unusable<'a> {
    code: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    faults: &'a [Fault],
}

#[derive(Serialize)]
struct Numbers {
    error: usize,
    warning: usize,
    info: usize,
    known: usize,
    gone: usize,
    unusable: usize,
}

pub(super) fn report(checked: &[Checked<'_>], counts: &Counts) -> serde_json::Result<String> {
    let files = checked.iter().map(|file| File { file: file.name, outcome: told(file) }).collect();
    let Counts { errors, warnings, infos, known, gone, unusable, .. } = *counts;
    let counts = Numbers { error: errors, warning: warnings, info: infos, known, gone, unusable };
    serde_json::to_string(&Report { files, counts })
}

fn told<'c>(file: &'c Checked<'_>) -> Told<'c> {
    match &file.outcome {
        Outcome::Assessed { assessment, found, watch, .. } => Told::Assessed {
            watch,
            ruleset: &assessment.ruleset,
            engine: &assessment.engine,
            findings: found
                .iter()
                .map(|found| Finding {
                    rule: &found.finding.rule,
                    severity: found.finding.severity,
                    at: &found.finding.at,
                    place: &found.place,
                    line: found.region.map(|region| region.line),
                    column: found.region.map(|region| region.column),
                    end_column: found.region.map(|region| region.end),
                    message: &found.finding.message,
                    advice: &found.finding.advice,
                    sources: &found.finding.sources,
                    fingerprint: &found.fingerprint,
                    known: found.is_known,
                })
                .collect(),
        },
        Outcome::Unusable(failure) => Told::Unusable {
            unusable: Unusable {
                code: failure.code,
                message: &failure.message,
                line: failure.place.map(|(line, _)| line),
                column: failure.place.map(|(_, column)| column),
                faults: &failure.faults,
            },
        },
    }
}
