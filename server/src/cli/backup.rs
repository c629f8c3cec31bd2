//! `eda-advisor backup`, and what it shares with the other commands that work on a store.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use crate::{
    cli::terminal::plain,
    config::{Config, Flags},
    store::backup::{self, Held},
};

/// Copy everything that the store holds into one file, also while it is served.
///
/// The file is a SQLite database. `restore` puts it into a store of either kind, so it is also the way from SQLite to
/// PostgreSQL. It holds what users deleted later: keep it no longer than you may keep that.
#[derive(clap::Args)]
pub struct Backup {
    /// The file to make; it must not be there yet
    file: PathBuf,
    #[command(flatten)]
    store: StoreFlags,
}

impl Backup {
    /// Runs the subcommand.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let url = self.store.url()?;
        let held = run(backup::back_up(&url, &self.file, &tell))??;
        writeln!(io::stdout(), "{} in {}", sum(held), plain(&self.file.display().to_string()))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Which store is meant. Without these, it is the one that `serve` would use here.
#[derive(clap::Args)]
pub struct StoreFlags {
    /// Where reports are kept: sqlite: and a file, or `postgres://USER:PASSWORD@HOST/DATABASE`
    /// [default: sqlite:eda-advisor.db]
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// A TOML file with the settings of `serve`
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl StoreFlags {
    /// The address of the store. It may contain a password.
    pub fn url(self) -> anyhow::Result<String> {
        let flags = Flags { database_url: self.database_url, config: self.config, ..Flags::default() };
        Ok(Config::load(&flags, |name| std::env::var(name).ok())?.database_url)
    }
}

/// Runs work that waits for a store.
pub fn run<T>(work: impl Future<Output = T>) -> io::Result<T> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work))
}

/// Tells of long work.
pub fn tell(table: &str, rows: u64) {
    anstream::eprintln!("{table}: {rows} copied …");
}

/// What was copied.
pub fn sum(held: Held) -> String {
    let Held { reports, revisions, drafts } = held;
    format!("{} with {}, and {}", count(reports, "report"), count(revisions, "revision"), count(drafts, "draft"))
}

/// A number with its noun.
pub fn count(number: u32, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
