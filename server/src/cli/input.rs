//! Reads the file that a subcommand is given: its text, and the description that it holds or, if it is a document of
//! another tool, gives.

use std::io;

use advice::tree::{Span, Tree, Value};
use advice::{Model, model};
use anyhow::Context;
use app::{
    document::{self, Format},
    pack::Rulesets,
    pasted::{self, Pasted},
    problem::Problem,
};

use exchange::import::{self, Unread};

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
    pub problem: Box<Problem>,
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
        if let Some(model) = self.imported(rulesets) {
            return model;
        }
        let read = document::decode(&self.bytes).and_then(|text| Ok((text, document::parse(text, self.form)?)));
        let (text, tree) = read.map_err(|error| {
            let problem = Problem::unreadable(self.form, &error);
            let text = String::from_utf8_lossy(&self.bytes);
            Unusable { shown: terminal::syntax_error(&self.name, &text, &problem, &error), problem: Box::new(problem) }
        })?;
        rulesets.read(model::read, text, &tree).map_err(|faults| Unusable {
            shown: terminal::faults(&self.name, text, &tree, &faults),
            problem: Box::new(Problem::faulty(faults)),
        })
    }

    /// Reads a document of another tool; `None` if the file is none.
    fn imported(&self, rulesets: &Rulesets) -> Option<Result<Model<'static>, Unusable>> {
        let unpacked = import::is_archive(&self.bytes).then(|| import::text_of_archive(&self.bytes));
        let text = match unpacked {
            Some(Ok(text)) => text,
            Some(Err(why)) => {
                let shown = format!("{}: {}\n", plain(&self.name), plain(&why));
                return Some(Err(Unusable { problem: Box::new(Problem::no_steps_in_archive(why)), shown }));
            }
            None => document::decode(&self.bytes).ok()?.to_owned(),
        };
        let Pasted::Import(import, text) = pasted::recognise(&text) else { return None };
        let read = import.read(&text, rulesets.shipped()).map_err(|unread| self.unusable(&text, unread));
        Some(read.and_then(|reading| {
            Model::resolve(reading.description, rulesets.shipped())
                .map_err(|faults| self.unusable(&text, Unread::Faulty(faults)))
        }))
    }

    /// Why a document of another tool cannot be used.
    fn unusable(&self, text: &str, unread: Unread) -> Unusable {
        match unread {
            Unread::Syntax(error) => {
                let problem = Problem::unreadable(self.form, &error);
                Unusable {
                    shown: terminal::syntax_error(&self.name, text, &problem, &error),
                    problem: Box::new(problem),
                }
            }
            Unread::Faulty(faults) => {
                // Each fault has its line; how long the faulty value is does not matter.
                let tree = Tree { span: Span::default(), value: Value::Null };
                Unusable {
                    shown: terminal::faults(&self.name, text, &tree, &faults),
                    problem: Box::new(Problem::faulty(faults)),
                }
            }
            Unread::NoSteps(because) => {
                let problem = Problem::no_steps(because);
                Unusable {
                    shown: format!("{}: {}\n", plain(&self.name), plain(&problem.detail)),
                    problem: Box::new(problem),
                }
            }
        }
    }
}
