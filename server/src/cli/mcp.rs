//! `eda-advisor mcp`: answers an assistant on standard input and output, without a server or a store.

use std::{io, path::PathBuf, process::ExitCode, sync::Arc};

use app::advisor::Advisor;

use crate::{mcp::stdio, packs, store::none::NoStore, surroundings::Machine};

/// Serve an assistant by the Model Context Protocol on standard input and output.
#[derive(clap::Args)]
pub struct Mcp {
    /// A folder of rule packs that a description may name
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
}

impl Mcp {
    /// Answers until the input ends.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let rulesets = packs::load(self.packs.as_deref())?;
        let advisor = Advisor::new(rulesets, Arc::new(NoStore), Arc::new(Machine));
        stdio::serve(&advisor, io::stdin().lock(), io::stdout().lock())?;
        Ok(ExitCode::SUCCESS)
    }
}
