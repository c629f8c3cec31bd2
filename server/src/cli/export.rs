//! `eda-advisor export`: writes the assessment of a description in the format of another tool.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use app::exports;

use crate::{
    cli::{UNUSABLE, input::Input, terminal::plain},
    packs,
};

/// Write an assessed description in the format of another tool.
#[derive(clap::Args)]
pub struct Export {
    /// A description in JSON or YAML, or a document that is read as one, such as AsyncAPI; - is standard input
    file: String,
    /// The format, such as asyncapi
    #[arg(long = "as", value_name = "FORMAT", value_parser = formats())]
    form: String,
    /// The file to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// A folder of rule packs that the description may name
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
}

/// The names of all formats.
fn formats() -> clap::builder::PossibleValuesParser {
    exports::all()
        .map(|export| clap::builder::PossibleValue::new(export.id).help(export.purpose))
        .collect::<Vec<_>>()
        .into()
}

impl Export {
    /// Writes the file, and the faults of the description to standard error.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let rulesets = packs::load(self.packs.as_deref())?;
        let model = match Input::read(&self.file)?.model(&rulesets) {
            Ok(model) => model,
            Err(unusable) => {
                writeln!(anstream::stderr(), "{}", unusable.shown.trim_end())?;
                return Ok(ExitCode::from(UNUSABLE));
            }
        };
        let export = exports::choose(Some(&self.form)).map_err(|problem| anyhow::anyhow!(problem.detail))?;
        let written = exports::write(&model, &advice::assess(&model), export);
        match self.output {
            Some(path) => {
                let shown = plain(&path.display().to_string());
                fs::write(&path, written.content).with_context(|| format!("{shown} cannot be written"))?;
            }
            None => io::stdout().lock().write_all(&written.content)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
