//! The command line, with one file per subcommand.
//!
//! To add a subcommand, write a file with a struct that derives `clap::Args` and has a method `run`, and add
//! it to both lists here.

pub mod assess;
pub mod backup;
pub mod check;
pub mod completions;
pub mod diff;
pub mod export;
pub mod export_all;
pub mod input;
pub mod man;
pub mod mcp;
pub mod pack;
pub mod restore;
pub mod rules;
pub mod schema;
pub mod serve;
pub mod terminal;

use std::{io, process::ExitCode};

use clap::{CommandFactory, Parser, Subcommand};

/// Exit code for unusable input. Clap uses the same code for unknown arguments.
pub const UNUSABLE: u8 = 2;

#[derive(Parser)]
#[command(
    name = "eda-advisor",
    version,
    about = "Which steps of a system should wait, which should be events, and why.",
    after_help = "Output in a pipe has no colours, nor has any with NO_COLOR. Exit code 2: something that was given \
                  cannot be used."
)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Assess(assess::Assess),
    Backup(backup::Backup),
    Check(check::Check),
    Completions(completions::Completions),
    Diff(diff::Diff),
    Export(export::Export),
    ExportAll(export_all::ExportAll),
    Man(man::Man),
    Mcp(mcp::Mcp),
    Pack(pack::Pack),
    Restore(restore::Restore),
    Rules(rules::Rules),
    Schema(schema::Schema),
    Serve(Box<serve::Serve>),
}

impl Command {
    fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Assess(command) => command.run(),
            Self::Backup(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::Completions(command) => command.run(),
            Self::Diff(command) => command.run(),
            Self::Export(command) => command.run(),
            Self::ExportAll(command) => command.run(),
            Self::Man(command) => command.run(),
            Self::Mcp(command) => command.run(),
            Self::Pack(command) => command.run(),
            Self::Restore(command) => command.run(),
            Self::Rules(command) => command.run(),
            Self::Schema(command) => command.run(),
            Self::Serve(command) => command.run(),
        }
    }
}

/// All subcommands with their arguments, for what is written about them.
pub fn line() -> clap::Command {
    Line::command()
}

/// Runs the subcommand in the process's arguments and returns its exit code. Errors are written to standard error.
pub fn run() -> ExitCode {
    Line::parse().command.run().unwrap_or_else(|error| {
        // The reader of our output closed it early, which is not an error.
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
            return ExitCode::SUCCESS;
        }
        anstream::eprintln!("eda-advisor: {}", told(&error));
        ExitCode::from(UNUSABLE)
    })
}

/// An error with its causes. A cause that the text before it repeats is left out; some libraries do so.
fn told(error: &anyhow::Error) -> String {
    error.chain().fold(String::new(), |text, cause| match cause.to_string() {
        cause if text.is_empty() => cause,
        cause if text.ends_with(&cause) => text,
        cause => format!("{text}: {cause}"),
    })
}
