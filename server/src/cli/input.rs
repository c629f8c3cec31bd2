//! Reads the file that a subcommand is given: its text, and the description that it holds or, if it is a document of
//! another tool, gives.

use std::{borrow::Cow, io};

use advice::{
    Model, model,
    tree::{Span, Tree, Value},
};
use anyhow::Context;
use app::{
    document::{self, Format},
    pack::Rulesets,
    pasted::{self, Pasted},
    problem::Problem,
};
use exchange::{
    import::{self, Unread},
    sarif::{self, Region},
};
use reader::evidence::Evidence;

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

/// The description that a file gives, with the places of its parts in the file.
pub struct Described<'i> {
    /// The description, resolved.
    pub model: Model<'static>,
    /// The text in which the places are.
    pub text: Cow<'i, str>,
    places: Places<'i>,
}

/// What tells where the parts of a description stand in the text.
enum Places<'i> {
    /// The text is the description.
    Own(Tree<'i>),
    /// The description was read from these parts of the text.
    Read(Vec<Evidence>),
    /// The text was unpacked, so its lines are not those of the file.
    Unpacked,
}

/// Why a file cannot be used.
pub struct Unusable {
    /// For programs.
    pub problem: Box<Problem>,
    /// For people: each fault beside its line.
    pub shown: String,
}

/// The bytes of a file, or of standard input for `-`.
///
/// # Errors
/// It cannot be read.
pub fn bytes(name: &str) -> anyhow::Result<Vec<u8>> {
    let bytes = if name == "-" { file::read(io::stdin()) } else { std::fs::File::open(name).and_then(file::read) };
    bytes.with_context(|| format!("{} cannot be read", plain(name)))
}

impl Input {
    /// Reads a file, or standard input for `-`.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(name: &str) -> anyhow::Result<Self> {
        Ok(Self::of(name, bytes(name)?))
    }

    /// The file of this name with these bytes.
    pub fn of(name: &str, bytes: Vec<u8>) -> Self {
        let form = Format::of_file(name, &String::from_utf8_lossy(&bytes));
        let name = if name == "-" { "standard input" } else { name }.to_owned();
        Self { name, form, bytes }
    }

    /// What messages call the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads the description in the file, without its places.
    ///
    /// # Errors
    /// Every fault, or the first place at which the file is neither JSON nor YAML.
    pub fn model(&self, rulesets: &Rulesets) -> Result<Model<'static>, Unusable> {
        self.described(rulesets).map(|described| described.model)
    }

    /// Reads the description in the file.
    ///
    /// # Errors
    /// Every fault, or the first place at which the file is neither JSON nor YAML.
    pub fn described(&self, rulesets: &Rulesets) -> Result<Described<'_>, Unusable> {
        if let Some(described) = self.imported(rulesets) {
            return described;
        }
        let read = document::decode(&self.bytes).and_then(|text| Ok((text, document::parse(text, self.form)?)));
        let (text, tree) = read.map_err(|error| {
            let problem = Problem::unreadable(self.form, &error);
            let text = String::from_utf8_lossy(&self.bytes);
            Unusable { shown: terminal::syntax_error(&self.name, &text, &problem, &error), problem: Box::new(problem) }
        })?;
        let model = rulesets.read(model::read, text, &tree).map_err(|faults| Unusable {
            shown: terminal::faults(&self.name, text, &tree, &faults),
            problem: Box::new(Problem::faulty(faults)),
        })?;
        Ok(Described { model, text: text.into(), places: Places::Own(tree) })
    }

    /// Reads a document of another tool; `None` if the file is none.
    fn imported(&self, rulesets: &Rulesets) -> Option<Result<Described<'_>, Unusable>> {
        let is_archive = import::is_archive(&self.bytes);
        let text = match is_archive.then(|| import::text_of_archive(&self.bytes)) {
            Some(Ok(text)) => text,
            Some(Err(why)) => {
                let shown = format!("{}: {}\n", plain(&self.name), plain(&why));
                return Some(Err(Unusable { problem: Box::new(Problem::no_steps_in_archive(why)), shown }));
            }
            None => document::decode(&self.bytes).ok()?.to_owned(),
        };
        let Pasted::Import(import, text) = pasted::recognise(&text) else { return None };
        let read = import.read(&text, rulesets.shipped()).and_then(|reading| {
            let model = Model::resolve(reading.description, rulesets.shipped()).map_err(Unread::Faulty)?;
            // Words within a text of the description have their position in that text, which says nothing of the file.
            let places = reading.evidence.into_iter().filter(|known| known.within.is_none());
            Ok((model, places.collect()))
        });
        Some(match read {
            Ok((model, evidence)) => {
                let places = if is_archive { Places::Unpacked } else { Places::Read(evidence) };
                Ok(Described { model, text: text.into(), places })
            }
            Err(unread) => Err(self.unusable(&text, unread)),
        })
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

impl Described<'_> {
    /// Where the parts of the description at these JSON Pointers stand in the file, in the same order; none where
    /// that is unknown. A part that the file does not have stands where the part around it stands.
    pub fn regions<'p>(&self, pointers: impl Iterator<Item = &'p str>) -> Vec<Option<Region>> {
        match &self.places {
            Places::Unpacked => pointers.map(|_| None).collect(),
            Places::Own(tree) => {
                let spans: Vec<_> = pointers.map(|at| tree.nearest(at).span).collect();
                sarif::regions(&self.text, &spans).into_iter().map(Some).collect()
            }
            Places::Read(evidence) => {
                let bytes: Vec<usize> = self.text.char_indices().map(|(byte, _)| byte).collect();
                let byte = |character: u32| {
                    let byte = bytes.get(character as usize).copied().unwrap_or(self.text.len());
                    u32::try_from(byte).unwrap_or(u32::MAX)
                };
                let span = |at: &str| {
                    let [start, end] = read_from(evidence, at)?.span?;
                    Some(Span { start: byte(start), end: byte(end) })
                };
                let spans: Vec<_> = pointers.map(span).collect();
                let known: Vec<_> = spans.iter().flatten().copied().collect();
                let mut regions = sarif::regions(&self.text, &known).into_iter();
                spans.into_iter().map(|span| span.and_then(|_| regions.next())).collect()
            }
        }
    }
}

/// What a part of a description was read from: its own evidence, or that of its first part that has one, or else that
/// of the part around it.
fn read_from<'e>(evidence: &'e [Evidence], at: &str) -> Option<&'e Evidence> {
    let mut at = at;
    loop {
        let is_within = |known: &&Evidence| known.at.strip_prefix(at).is_some_and(|rest| rest.starts_with('/'));
        let own = evidence.iter().find(|known| known.at == at);
        if let Some(found) = own.or_else(|| evidence.iter().find(is_within)) {
            return Some(found);
        }
        at = at.rsplit_once('/')?.0;
    }
}
