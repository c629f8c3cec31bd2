//! The command line: a file for each subcommand.
//!
//! To add one: a file with a struct that derives `clap::Args` and has `run`, and its line in each of the two lists.

pub mod assess;
pub mod pack;
pub mod rules;
pub mod serve;
pub mod terminal;

use std::{io, process::ExitCode};

use clap::{Parser, Subcommand};

/// Exit code for input that cannot be used; clap answers the same for arguments that it does not know.
pub const UNUSABLE: u8 = 2;

#[derive(Parser)]
#[command(
    name = "eda-advisor",
    version,
    about = "Which steps of a system should wait, which should be events, and why."
)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Assess(assess::Assess),
    Pack(pack::Pack),
    Rules(rules::Rules),
    Serve(Box<serve::Serve>),
}

impl Command {
    fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Assess(command) => command.run(),
            Self::Pack(command) => command.run(),
            Self::Rules(command) => command.run(),
            Self::Serve(command) => command.run(),
        }
    }
}

/// Does what the process's arguments ask for and returns the exit code; what went wrong is on standard error.
pub fn run() -> ExitCode {
    Line::parse().command.run().unwrap_or_else(|error| {
        // Whoever reads our output has read enough.
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
            return ExitCode::SUCCESS;
        }
        anstream::eprintln!("eda-advisor: {error:#}");
        ExitCode::from(UNUSABLE)
    })
}
