//! Reads the file that a subcommand is given: its text, and the description that it holds.

use std::io;

use advice::{Model, model};
use anyhow::Context;
use app::{
    document::{self, Format},
    pack::Rulesets,
    problem::Problem,
};

use crate::{
    cli::terminal::{self, plain},
    file,
};

/// A file as it was read.
pub struct Input {
    /// What messages call it.
    name: String,
    form: Format,
    bytes: Vec<u8>,
}

/// Why a file cannot be used.
pub struct Unusable {
    /// For programs.
    pub problem: Problem,
    /// For people: each fault beside its line.
    pub shown: String,
}

impl Input {
    /// Reads a file, or standard input for `-`.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(name: &str) -> anyhow::Result<Self> {
        let bytes = if name == "-" { file::read(io::stdin()) } else { std::fs::File::open(name).and_then(file::read) };
        let bytes = bytes.with_context(|| format!("{} cannot be read", plain(name)))?;
        Ok(Self::of(name, bytes))
    }

    /// The file of this name with these bytes.
    pub fn of(name: &str, bytes: Vec<u8>) -> Self {
        let form = Format::of_file(name, &String::from_utf8_lossy(&bytes));
        let name = if name == "-" { "standard input" } else { name }.to_owned();
        Self { name, form, bytes }
    }

    /// Reads the description in the file.
    ///
    /// # Errors
    /// Every fault, or the first place at which the file is neither JSON nor YAML.
    pub fn model(&self, rulesets: &Rulesets) -> Result<Model<'static>, Unusable> {
        let read = document::decode(&self.bytes).and_then(|text| Ok((text, document::parse(text, self.form)?)));
        let (text, tree) = read.map_err(|error| {
            let problem = Problem::unreadable(self.form, &error);
            let text = String::from_utf8_lossy(&self.bytes);
            Unusable { shown: terminal::syntax_error(&self.name, &text, &problem, &error), problem }
        })?;
        rulesets.read(model::read, text, &tree).map_err(|faults| Unusable {
            shown: terminal::faults(&self.name, text, &tree, &faults),
            problem: Problem::faulty(faults),
        })
    }
}
