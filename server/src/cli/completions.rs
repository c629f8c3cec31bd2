//! `eda-advisor completions`: what a shell needs to complete commands, options and formats.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap_complete::Shell;

/// Write the completions for a shell.
///
/// For example: eda-advisor completions bash > ~/.local/share/bash-completion/completions/eda-advisor
#[derive(clap::Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    /// Writes the script to standard output.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mut line = super::line();
        let name = line.get_name().to_owned();
        // The generator panics if it cannot write, so it writes to memory.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut line, name, &mut script);
        if self.shell == Shell::Bash {
            // clap_complete 4.6 spells the hyphen in the program's name in two ways, so bash would find no command.
            script = String::from_utf8(script)?.replace("eda__subcmd__advisor", "eda__advisor").into_bytes();
        }
        io::stdout().lock().write_all(&script)?;
        Ok(ExitCode::SUCCESS)
    }
}
