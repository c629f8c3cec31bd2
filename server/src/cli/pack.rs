//! `eda-advisor pack`: checks a rule pack and its own cases, without a server or a store.

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use advice::{Tree, pack::Checked};
use anyhow::Context;
use app::pack::{PackForm, PackText};
use clap::Subcommand;
use owo_colors::OwoColorize;

use crate::{
    cli::{
        UNUSABLE,
        terminal::{self, plain},
    },
    packs,
};

/// Exit code if a case of a pack fails.
const FAILS: u8 = 1;

/// Work with rule packs: your own rules beside the shipped ones.
#[derive(clap::Args)]
pub struct Pack {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(Check),
}

/// Check a rule pack and run its cases: exit code 0 if all is well, 1 if a case fails, 2 if the pack cannot be used.
#[derive(clap::Args)]
struct Check {
    /// A rule pack in YAML, TOML or JSON, by the ending of its name
    file: String,
}

impl Pack {
    /// Runs the subcommand.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Check(check) => check.run(),
        }
    }
}

impl Check {
    fn run(self) -> anyhow::Result<ExitCode> {
        let name = plain(&self.file);
        let form = PackForm::of_file(&self.file)
            .with_context(|| format!("{name}: the name of a rule pack ends with .yaml, .toml or .json"))?;
        let text = packs::read(Path::new(&self.file), form).with_context(|| format!("{name} cannot be read"))?;
        match check(&self.file, &text, &mut anstream::stdout().lock())? {
            Ok(true) => Ok(ExitCode::SUCCESS),
            Ok(false) => Ok(ExitCode::from(FAILS)),
            Err(shown) => {
                writeln!(anstream::stderr(), "{}", shown.trim_end())?;
                Ok(ExitCode::from(UNUSABLE))
            }
        }
    }
}

/// Writes a line for each case, and the differences below a case that fails. Returns whether every case
/// holds, or the reason if the pack is unusable.
pub fn check(name: &str, text: &PackText, out: &mut impl Write) -> io::Result<Result<bool, String>> {
    let (pack, tree) = match text.read() {
        Ok(read) => read,
        Err(unusable) => return Ok(Err(packs::told(name, &text.text, &unusable))),
    };
    let book = pack.rulebook();
    writeln!(out, "{}, by {}", format!("{} {}", plain(book.id()), plain(book.version())).bold(), plain(pack.author()))?;
    writeln!(out, "{}", plain(pack.reason()))?;
    writeln!(out, "{}", book.digest().dimmed())?;
    let checked = pack.check(&text.text, &tree);
    if !checked.is_empty() {
        writeln!(out)?;
    }
    for case in &checked {
        write_case(out, name, text, &tree, case)?;
    }
    let failed = checked.iter().filter(|case| !case.faults.is_empty()).count();
    let told = match (checked.len(), failed) {
        (0, _) => "The pack can be used. It has no cases of its own.".to_owned(),
        (1, 0) => "The pack can be used, and its case holds.".to_owned(),
        (all, 0) => format!("The pack can be used, and all of its {all} cases hold."),
        (all, _) => format!("The pack can be used; {failed} of {all} cases fail."),
    };
    // The output of a failed case already ended with an empty line.
    let gap = if checked.last().is_none_or(|case| case.faults.is_empty()) { "\n" } else { "" };
    writeln!(out, "{gap}{told}")?;
    Ok(Ok(failed == 0))
}

fn write_case(
    out: &mut impl Write,
    name: &str,
    text: &PackText,
    tree: &Tree<'_>,
    case: &Checked<'_>,
) -> io::Result<()> {
    if case.faults.is_empty() {
        return writeln!(out, "  {}  {}", "holds".green(), plain(case.name));
    }
    writeln!(out, "  {}  {}", "fails".red(), plain(case.name))?;
    writeln!(out, "\n{}\n", terminal::faults(name, &text.text, tree, &case.faults).trim_end())
}
