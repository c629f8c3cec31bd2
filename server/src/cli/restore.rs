//! `eda-advisor restore`.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use crate::{
    cli::backup::{StoreFlags, run, sum, tell},
    store::backup,
};

/// Put everything that a backup holds into a store, which is made if it is missing.
///
/// The store may be served meanwhile: it changes at once, or not at all. A store that holds something is left as it is,
/// unless you say `--replace`.
#[derive(clap::Args)]
pub struct Restore {
    /// A file that `backup` made, of this version or an earlier one
    file: PathBuf,
    /// Delete what the store holds first
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    store: StoreFlags,
}

impl Restore {
    /// Runs the subcommand.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let url = self.store.url()?;
        let held = run(backup::restore(&self.file, &url, self.replace, &tell))??;
        writeln!(io::stdout(), "{} restored", sum(held))?;
        Ok(ExitCode::SUCCESS)
    }
}
