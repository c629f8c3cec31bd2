//! `eda-advisor man`: manual pages, made of the same texts as `--help`.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anyhow::Context;

use crate::cli::terminal::plain;

/// Write a manual page: of the program, or of a command.
///
/// For example: eda-advisor man check | man --local-file -
#[derive(clap::Args)]
pub struct Man {
    /// The command, such as check or schema diff
    command: Vec<String>,
}

impl Man {
    /// Writes the page to standard output.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mut line = super::line();
        line.build();
        let mut command = &line;
        for name in &self.command {
            command = command.find_subcommand(name).with_context(|| format!("there is no command {}", plain(name)))?;
        }
        let mut page = Vec::new();
        clap_mangen::Man::new(command.clone()).render(&mut page)?;
        io::stdout().lock().write_all(&page)?;
        Ok(ExitCode::SUCCESS)
    }
}
