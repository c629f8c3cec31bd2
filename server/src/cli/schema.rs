//! `eda-advisor schema`: the schema of a description, and what two versions of an event's schema are to each other.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use advice::{fault::Fault, rules};
use app::{
    advisor::schemas::{self, Breaks, Change, Comparison, ContentModel},
    document,
    pages::schemas::{order, verdict},
    problem::Problem,
};
use clap::Subcommand;
use owo_colors::OwoColorize;

use crate::cli::{
    UNUSABLE, input,
    terminal::{Format, plain},
};

/// Exit code if the versions are not compatible as required.
const BREAKS: u8 = 1;

/// Write the JSON Schema of a description, or compare two versions of an event's schema.
#[derive(clap::Args)]
pub struct Schema {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    Diff(Diff),
}

/// Compare two versions of a schema: who can read what, and what each change breaks.
///
/// Exit code 0 if the versions are compatible as required, 1 if not, 2 if one of them is no schema.
#[derive(clap::Args)]
struct Diff {
    /// The old version: JSON Schema, Avro or AsyncAPI, in JSON or YAML; - is standard input
    old: String,
    /// The new version, in the same format
    new: String,
    /// What the versions must be to each other
    #[arg(long, value_enum, default_value_t = Require::Backward)]
    require: Require,
    /// Count on producers that send only fields that their schema declares
    #[arg(long)]
    lenient: bool,
    /// How to answer [default: text on a terminal, json in a pipe]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

/// The direction that is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Require {
    /// The new version reads what the old one wrote
    Backward,
    /// The old version reads what the new one writes
    Forward,
    /// Both
    Full,
}

impl Schema {
    /// Runs the subcommand.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Some(Command::Diff(diff)) => diff.run(),
            None => {
                let schema = advice::schema::description(rules::shipped());
                writeln!(io::stdout().lock(), "{}", serde_json::to_string_pretty(&schema)?)?;
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

impl Diff {
    fn run(self) -> anyhow::Result<ExitCode> {
        let format = Format::or_by_output(self.format);
        let model = if self.lenient { ContentModel::Lenient } else { ContentModel::Strict };
        let texts = (read(&self.old)?, read(&self.new)?);
        let mut out = anstream::stdout().lock();
        match schemas::compare(&texts.0, &texts.1, model) {
            Ok(found) => {
                match format {
                    Format::Json => writeln!(out, "{}", serde_json::to_string(&found)?)?,
                    Format::Text => summary(&mut out, &found)?,
                }
                Ok(if self.require.is_met(&found) { ExitCode::SUCCESS } else { ExitCode::from(BREAKS) })
            }
            Err(faulty) => {
                write_faults(&self.old, &faulty.old)?;
                write_faults(&self.new, &faulty.new)?;
                if format == Format::Json {
                    let problem = Problem::wrong_body(faulty.into_faults());
                    writeln!(out, "{}", serde_json::to_string(&problem)?)?;
                }
                Ok(ExitCode::from(UNUSABLE))
            }
        }
    }
}

impl Require {
    fn is_met(self, found: &Comparison) -> bool {
        let kept = |way: Breaks| found.reads(way);
        match self {
            Self::Backward => kept(Breaks::Backward),
            Self::Forward => kept(Breaks::Forward),
            Self::Full => kept(Breaks::Both),
        }
    }
}

fn read(name: &str) -> anyhow::Result<String> {
    let bytes = input::bytes(name)?;
    let text = document::decode(&bytes)
        .map_err(|error| anyhow::anyhow!("{}:{}:{}: {}", plain(name), error.line, error.column, error.message))?;
    Ok(text.to_owned())
}

fn write_faults(file: &str, faults: &[Fault]) -> io::Result<()> {
    let mut out = anstream::stderr();
    for fault in faults {
        let place = match (fault.line, fault.column) {
            (Some(line), Some(column)) => format!(":{line}:{column}"),
            _ => String::new(),
        };
        let at = if fault.at.is_empty() { String::new() } else { format!(" ({})", fault.at) };
        writeln!(out, "{}", plain(&format!("{file}{place}: {}{at}", fault.told())))?;
    }
    Ok(())
}

fn summary(out: &mut impl Write, found: &Comparison) -> io::Result<()> {
    writeln!(out, "{}", verdict(found.compatibility).bold())?;
    writeln!(out, "{}", order(found.upgrade_first))?;
    if !found.decided {
        writeln!(out, "The schemas alone do not decide everything. What is not decided is counted as a break.")?;
    }
    for change in &found.changes {
        write_change(out, change)?;
    }
    if found.more > 0 {
        writeln!(out, "\n\u{2026} and {} more.", found.more)?;
    }
    Ok(())
}

fn write_change(out: &mut impl Write, change: &Change) -> io::Result<()> {
    let sign = match change.breaks {
        Breaks::None => " ",
        _ if change.decided => "!",
        _ => "?",
    };
    writeln!(out, "\n{sign} {}", plain(&change.what).bold())?;
    let at = change.at.new.as_ref().or(change.at.old.as_ref()).filter(|at| !at.is_empty());
    if let Some(at) = at {
        writeln!(out, "  {}", plain(at).dimmed())?;
    }
    for who in &change.who {
        writeln!(out, "  {}", plain(who))?;
    }
    if let Some(instead) = &change.instead {
        writeln!(out, "  Instead: {}", plain(instead))?;
    }
    Ok(())
}
