//! `eda-advisor diff`: what changed between two descriptions, and with it the advice.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use advice::{Assessment, Model, terms::Severity};
use app::difference::{Change, Difference, Found, LookAgain, Part, Side, What, difference, told, told_answer};
use app::wording::count;
use owo_colors::OwoColorize;
use serde::Serialize;
use serde_json::Value;

use crate::{
    cli::{
        UNUSABLE,
        input::{Input, Unusable},
        terminal::{Format, plain},
    },
    packs,
};

/// Exit code if the descriptions differ.
const DIFFERS: u8 = 1;

/// Compare two descriptions: what each says, what is answered, advised and found.
///
/// Exit code 0 if they are the same, 1 if they differ, 2 if one of them cannot be used.
#[derive(clap::Args)]
pub struct Diff {
    /// The old description in JSON or YAML, or a document that is read as one; - is standard input
    old: String,
    /// The new one
    new: String,
    /// How to answer [default: text on a terminal, json in a pipe]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// A folder of rule packs that the descriptions may name
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
}

/// Why the descriptions cannot be compared, for programs.
#[derive(Serialize)]
struct Faulty {
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<Box<app::problem::Problem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<Box<app::problem::Problem>>,
}

impl Diff {
    /// Writes the difference to standard output, and the faults of both files to standard error.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let format = Format::or_by_output(self.format);
        let rulesets = packs::load(self.packs.as_deref())?;
        let (old, new) = (Input::read(&self.old)?, Input::read(&self.new)?);
        let mut out = anstream::stdout().lock();
        match (old.model(&rulesets), new.model(&rulesets)) {
            (Ok(old), Ok(new)) => {
                let found = compare(&old, &new);
                match format {
                    Format::Json => writeln!(out, "{}", serde_json::to_string(&found)?)?,
                    Format::Text => summary(&mut out, &new.description().name, &found)?,
                }
                Ok(if found.same { ExitCode::SUCCESS } else { ExitCode::from(DIFFERS) })
            }
            (old, new) => {
                let told = |read: Result<_, Unusable>| -> io::Result<_> {
                    let Err(Unusable { problem, shown }) = read else { return Ok(None) };
                    writeln!(anstream::stderr(), "{}\n", shown.trim_end())?;
                    Ok(Some(problem))
                };
                let faulty = Faulty { old: told(old)?, new: told(new)? };
                if format == Format::Json {
                    writeln!(out, "{}", serde_json::to_string(&faulty)?)?;
                }
                Ok(ExitCode::from(UNUSABLE))
            }
        }
    }
}

fn compare(old: &Model<'_>, new: &Model<'_>) -> Difference {
    let assessed: [Assessment<'_>; 2] = [advice::assess(old), advice::assess(new)];
    let [before, after] = &assessed;
    difference(Side { model: old, assessment: before }, Side { model: new, assessment: after })
}

fn summary(out: &mut impl Write, name: &str, found: &Difference) -> io::Result<()> {
    if found.same {
        return writeln!(out, "Nothing changed.");
    }
    writeln!(out, "{}", plain(name).bold())?;
    for part in &found.parts {
        write_part(out, part)?;
    }
    write_findings(out, "Findings that are gone", &found.findings_gone)?;
    write_findings(out, "New findings", &found.findings_new)?;
    write_assumptions(out, &found.assumptions)
}

fn write_part(out: &mut impl Write, part: &Part) -> io::Result<()> {
    let (sign, name) = match part.what {
        What::Added => ("+", format!("{}", plain(&part.name).green())),
        What::Removed => ("-", format!("{}", plain(&part.name).red())),
        What::Changed => ("~", format!("{}", plain(&part.name).bold())),
    };
    let place = if part.place.is_empty() { "the system" } else { &part.place };
    writeln!(out, "\n{sign} {name}  {}", plain(place).dimmed())?;
    if part.what == What::Removed {
        return Ok(());
    }
    part.said.iter().try_for_each(|change| write_change(out, "", change, told))?;
    part.answers.iter().try_for_each(|change| write_change(out, "answer to ", change, told_answer))?;
    part.advice.iter().try_for_each(|change| write_change(out, "advised ", change, told))
}

fn write_change(out: &mut impl Write, kind: &str, change: &Change, told: fn(&Value) -> String) -> io::Result<()> {
    let value = |value: &Option<Value>| value.as_ref().map_or_else(|| "(none)".to_owned(), |value| plain(&told(value)));
    let what = plain(&change.what);
    match &change.old {
        None => writeln!(out, "    {kind}{what}: {}", value(&change.new)),
        Some(_) => writeln!(out, "    {kind}{what}: {} \u{2192} {}", value(&change.old), value(&change.new)),
    }
}

fn write_assumptions(out: &mut impl Write, assumptions: &[LookAgain]) -> io::Result<()> {
    if assumptions.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", "Assumptions to look at again".bold())?;
    assumptions.iter().try_for_each(|one| {
        let none = if one.is_answer { "(not answered)" } else { "(none)" };
        let value = |value: &Option<String>| value.as_deref().map_or_else(|| none.to_owned(), plain);
        writeln!(out, "  {}  {}", plain(&one.text), plain(&one.name).dimmed())?;
        if one.changes.is_empty() {
            return writeln!(out, "    {} \u{2192} {}", value(&one.was), value(&one.is));
        }
        writeln!(out, "    {} below it:", count(one.count, "change"))?;
        one.changes.iter().try_for_each(|below| {
            let differs = match below.what {
                What::Added => "new".to_owned(),
                What::Removed => "gone".to_owned(),
                What::Changed => plain(&below.differs.join(", ")),
            };
            writeln!(out, "      {}: {differs}", plain(&below.name))
        })
    })
}

fn write_findings(out: &mut impl Write, title: &str, findings: &[Found]) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", title.bold())?;
    findings.iter().try_for_each(|finding| {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        writeln!(out, "  {severity} {}  {}", plain(&finding.message), plain(&finding.place).dimmed())
    })
}
