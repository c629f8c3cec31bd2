//! `eda-advisor check`: the findings in files, each at its line, with an exit code that a CI job can go by.

mod baseline;
mod files;
mod json;
mod markdown;
mod sarif;
mod text;
mod watch;

use std::{io::Write, path::PathBuf, process::ExitCode};

use advice::{Assessment, Fault, Model, terms::Severity};
use app::{advisor::Surroundings, pack::Rulesets};
use exchange::sarif::Found;

use crate::{
    cli::{
        UNUSABLE,
        input::{Described, Input, Unusable},
    },
    packs,
    surroundings::Machine,
};
use baseline::Baseline;
use watch::{Ground, Watch};

/// Exit code if there are findings that fail.
const FOUND: u8 = 1;

/// Check files: report every finding and every fault with its line.
///
/// Exit code 0 if nothing fails, 1 if there are findings at or above --fail-on, 2 if a file cannot be used.
#[derive(clap::Args)]
pub struct Check {
    /// Descriptions in JSON or YAML and documents that are read as such, for example AsyncAPI or OpenAPI. A pattern
    /// such as 'services/**/advice.yaml' stands for the files that match it; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The least severity that fails
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Warning)]
    fail_on: FailOn,
    /// A file with the findings that are known: they neither fail nor are shown
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,
    /// Write all findings of these files into a baseline, and fail for none of them
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// The day that `review_by` is compared with, such as 2027-05-01 [default: today in UTC]
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<String>,
    /// A folder of rule packs that descriptions may name
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
}

fn day(text: &str) -> Result<String, String> {
    let date: jiff::civil::Date = text.parse().map_err(|_| "write a day such as 2027-05-01".to_owned())?;
    Ok(date.to_string())
}

/// How the findings are written.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people: each finding beside its line
    Text,
    /// For programs
    Json,
    /// SARIF 2.1.0, for code scanners
    Sarif,
    /// A comment for a pull request
    Markdown,
}

/// The least severity that fails.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    /// Errors alone
    Error,
    /// Warnings and errors
    Warning,
    /// Every finding
    Info,
    /// No finding; a file that cannot be used still does
    Never,
}

/// A file with what was found in it.
struct Checked<'a> {
    /// What messages call it.
    name: &'a str,
    outcome: Outcome<'a>,
}

enum Outcome<'a> {
    Assessed {
        /// The text in which the findings stand.
        text: &'a str,
        /// The description, resolved.
        model: &'a Model<'static>,
        /// What it describes.
        assessment: &'a Assessment<'a>,
        /// The findings in the order of the text.
        found: Vec<Found<'a>>,
        /// What there is to look at again.
        watch: Watch,
    },
    Unusable(&'a Failure),
}

/// Why a file was not checked.
#[derive(Clone)]
struct Failure {
    /// Permanent code.
    code: &'static str,
    /// Why, as a sentence.
    message: String,
    /// Line and column at which it ceases to be JSON or YAML, if it does.
    place: Option<(u32, u32)>,
    /// Everything that is wrong with what it says.
    faults: Vec<Fault>,
    /// The same for people, beside its lines.
    shown: String,
}

/// How many there are of what was found.
#[derive(Default)]
struct Counts {
    /// Files that could be checked.
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    /// Findings that the baseline has already. They are not counted above.
    known: usize,
    /// Findings of the baseline that are no more.
    gone: usize,
    unusable: usize,
}

impl Check {
    /// Writes the report to standard output.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let rulesets = packs::load(self.packs.as_deref())?;
        let known = self.baseline.as_deref().map(Baseline::read).transpose()?;
        let today = self.today.unwrap_or_else(|| Machine.now().chars().take(10).collect());
        let inputs: Vec<_> =
            files::named_by(&self.files).map(|(name, input)| (name, input.map_err(|error| unread(&error)))).collect();
        let described: Vec<_> = inputs.iter().map(|(name, input)| (name, describe(input, &rulesets))).collect();
        let assessed: Vec<_> = described
            .iter()
            .map(|(name, described)| (name, described.as_ref().map(|it| (it, advice::assess(&it.model)))))
            .collect();
        let checked: Vec<_> = assessed
            .iter()
            .map(|(name, assessed)| Checked {
                name,
                outcome: match assessed {
                    Ok((described, assessment)) => outcome(name, described, assessment, known.as_ref(), &today),
                    Err(failure) => Outcome::Unusable(failure),
                },
            })
            .collect();
        let counts = count(&checked, known.as_ref());

        let out = &mut anstream::stdout().lock();
        match self.format {
            Format::Text => text::write(out, &checked, &counts)?,
            Format::Json => writeln!(out, "{}", json::report(&checked, &counts)?)?,
            Format::Sarif => out.write_all(sarif::log(&checked).as_bytes())?,
            Format::Markdown => out.write_all(markdown::comment(&checked, &counts).as_bytes())?,
        }
        if counts.unusable > 0 {
            return Ok(ExitCode::from(UNUSABLE));
        }
        if let Some(path) = &self.write_baseline {
            Baseline::of(&checked, path).write(path)?;
            return Ok(ExitCode::SUCCESS);
        }
        let failing = match self.fail_on {
            FailOn::Error => counts.errors,
            FailOn::Warning => counts.errors + counts.warnings,
            FailOn::Info => counts.errors + counts.warnings + counts.infos,
            FailOn::Never => 0,
        };
        Ok(if failing > 0 { ExitCode::from(FOUND) } else { ExitCode::SUCCESS })
    }
}

/// A file that cannot be read, or a pattern that names none.
fn unread(error: &anyhow::Error) -> Failure {
    let message = format!("{error:#}");
    Failure { code: "unreadable", shown: format!("error: {message}"), message, place: None, faults: Vec::new() }
}

fn describe<'i>(input: &'i Result<Input, Failure>, rulesets: &Rulesets) -> Result<Described<'i>, Failure> {
    let input = input.as_ref().map_err(Failure::clone)?;
    input.described(rulesets).map_err(|Unusable { problem, shown }| Failure {
        code: problem.kind.code,
        message: problem.detail,
        place: problem.place,
        faults: problem.faults,
        shown,
    })
}

/// The findings in a file, each with its place and whether the baseline has it.
fn outcome<'a>(
    name: &str,
    described: &'a Described<'_>,
    assessment: &'a Assessment<'_>,
    known: Option<&Baseline>,
    today: &str,
) -> Outcome<'a> {
    let before = known.and_then(|baseline| baseline.ground_of(name));
    let watch = Watch::of(&described.model, before, today);
    let regions = described.regions(assessment.findings.iter().map(|finding| finding.at.as_ref()));
    let known = known.map(|baseline| baseline.of_file(name));
    let is_known = |print: &str| known.as_ref().map(|known| known.contains(print));
    let mut found = exchange::sarif::found(&described.model, assessment, regions, is_known);
    found.sort_by_key(|found| found.region.map(|region| (region.line, region.column)));
    Outcome::Assessed { text: &described.text, model: &described.model, assessment, found, watch }
}

impl<'a> Checked<'a> {
    fn found(&self) -> &[Found<'a>] {
        match &self.outcome {
            Outcome::Assessed { found, .. } => found,
            Outcome::Unusable(_) => &[],
        }
    }

    /// What there is to look at again, in full sentences, each with a permanent code.
    fn watched(&self) -> Vec<(&'static str, String)> {
        match &self.outcome {
            Outcome::Assessed { watch, .. } => watch.told(),
            Outcome::Unusable(_) => Vec::new(),
        }
    }

    /// What the file's decisions rest on; none if it cannot be used.
    fn ground(&self, name: String) -> Option<Ground> {
        match &self.outcome {
            Outcome::Assessed { model, assessment, .. } => Some(Ground::of(name, model, assessment)),
            Outcome::Unusable(_) => None,
        }
    }

    /// The findings that the baseline does not have.
    fn new_ones(&self) -> impl Iterator<Item = &Found<'a>> {
        self.found().iter().filter(|found| found.is_known != Some(true))
    }
}

fn count(checked: &[Checked<'_>], known: Option<&Baseline>) -> Counts {
    let mut counts = Counts::default();
    for file in checked {
        for found in file.new_ones() {
            match found.finding.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.infos += 1,
            }
        }
        match &file.outcome {
            Outcome::Unusable(_) => counts.unusable += 1,
            Outcome::Assessed { found, .. } => {
                counts.files += 1;
                let still_there = found.len() - file.new_ones().count();
                let all = known.map_or(0, |known| known.of_file(file.name).len());
                counts.known += still_there;
                counts.gone += all.saturating_sub(still_there);
            }
        }
    }
    counts
}

impl Counts {
    /// What was found, for people: `1 error, 2 warnings`. Empty if nothing was.
    fn told(&self) -> String {
        let counted =
            [(self.errors, "error", "errors"), (self.warnings, "warning", "warnings"), (self.infos, "info", "infos")];
        let told: Vec<_> = counted
            .iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| number(*count, one, many))
            .collect();
        told.join(", ")
    }

    /// What else there is to say, in full sentences: files that were not checked, and what the baseline changes.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let findings = |count| number(count, "finding", "findings");
        if self.unusable > 0 {
            notes.push(format!("Not checked: {}.", number(self.unusable, "file", "files")));
        }
        if self.known > 0 {
            notes.push(format!("Left out, because the baseline has them: {}.", findings(self.known)));
        }
        if self.gone > 0 {
            let gone = findings(self.gone);
            notes.push(format!("In the baseline and found no more: {gone}. --write-baseline brings it up to date."));
        }
        notes
    }
}

fn number(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
