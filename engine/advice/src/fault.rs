//! A fault: why a description cannot be assessed or a rule pack cannot be applied, where the cause is, and what
//! to do.

use schemars::JsonSchema;
use serde::Serialize;

use crate::tree::{Finder, Tree, lines_columns};

/// The largest number of faults in a list. A last entry tells how many more there are.
pub const FAULTS_SHOWN: usize = 1_000;

/// One thing that is wrong with a description or a rule pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fault {
    /// JSON Pointer to the value, or to the place where a value is missing.
    pub at: String,
    /// Permanent code.
    pub code: Code,
    /// What is wrong, as a full sentence.
    pub message: String,
    /// What to do, as a full sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Line of the text, from 1; none if there is no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column of the text in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

/// The permanent codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "FaultCode")]
pub enum Code {
    /// There is no such field here.
    UnknownField,
    /// A field is given twice.
    DuplicateField,
    /// A required field is missing.
    MissingField,
    /// Fields are given of which only one may be.
    TooManyFields,
    /// A value has the wrong type.
    WrongType,
    /// A text or a list is empty and must not be.
    Empty,
    /// A number is out of range.
    NumberOutOfRange,
    /// A text is not one of the allowed values.
    UnknownValue,
    /// The rulebook has no such question here.
    UnknownQuestion,
    /// The question has no such answer.
    UnknownAnswer,
    /// An id has other characters than letters, digits, `-`, `_`, `.` and `:`, or does not start with a letter
    /// or digit.
    BadId,
    /// An id is given twice.
    DuplicateId,
    /// Another participant has this name.
    DuplicateName,
    /// A reference names nothing in this flow or document.
    UnknownReference,
    /// Steps wait for each other, or a step takes back one that comes after it.
    Cycle,
    /// A limit is exceeded.
    LimitPassed,
    /// There are more faults than the list holds.
    MoreFaults,
    /// No step can meet this condition of a rule pack.
    NeverHolds,
    /// A case of a rule pack gave another result than expected.
    Unexpected,
}

impl Fault {
    /// A fault without a hint.
    pub fn new(at: impl Into<String>, code: Code, message: impl Into<String>) -> Self {
        Self { at: at.into(), code, message: message.into(), hint: None, line: None, column: None }
    }

    /// Adds a hint that says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong and what to do, as full sentences.
    pub fn told(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{} {hint}", self.message),
            None => self.message.clone(),
        }
    }
}

/// A collection of faults. It keeps the first [`FAULTS_SHOWN`] and only counts the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    listed: Vec<Fault>,
    more: usize,
}

impl Faults {
    /// Whether there is no fault.
    pub fn is_empty(&self) -> bool {
        self.found() == 0
    }

    /// Whether the list is full. Further faults are only counted, so their texts need not be made.
    pub fn is_full(&self) -> bool {
        self.listed.len() >= FAULTS_SHOWN
    }

    /// The number of faults, listed or not.
    pub fn found(&self) -> usize {
        self.listed.len() + self.more
    }

    /// The faults that are listed, in the order in which they were found.
    pub fn listed(&self) -> &[Fault] {
        &self.listed
    }

    /// Adds a fault.
    pub fn push(&mut self, fault: Fault) {
        if self.is_full() {
            self.more += 1;
        } else {
            self.listed.push(fault);
        }
    }

    /// Counts one more fault if the list is full, and returns whether it did. A caller that gets `true` need
    /// not describe the fault.
    pub(crate) fn counts_only(&mut self) -> bool {
        self.more += usize::from(self.is_full());
        self.is_full()
    }

    /// The listed fault that was added last.
    pub(crate) fn last_mut(&mut self) -> Option<&mut Fault> {
        self.listed.last_mut()
    }

    /// Replaces each fault's pointer by `place` of the present one.
    pub(crate) fn move_to(&mut self, place: impl Fn(&str) -> String) {
        self.listed.iter_mut().for_each(|fault| fault.at = place(&fault.at));
    }

    /// Keeps only the listed faults for which `is_kept` holds.
    pub(crate) fn retain(&mut self, is_kept: impl FnMut(&Fault) -> bool) {
        self.listed.retain(is_kept);
    }

    /// Adds all faults of another collection.
    pub fn append(&mut self, other: Self) {
        other.listed.into_iter().for_each(|fault| self.push(fault));
        self.more += other.more;
    }

    /// The faults for display: the listed ones and, if there are more, a last entry with their number.
    pub fn into_told(self) -> Vec<Fault> {
        told(self.listed, self.more)
    }
}

impl Extend<Fault> for Faults {
    fn extend<T: IntoIterator<Item = Fault>>(&mut self, faults: T) {
        faults.into_iter().for_each(|fault| self.push(fault));
    }
}

/// The first [`FAULTS_SHOWN`] faults and, if there are more, a last entry with their number.
fn told(mut faults: Vec<Fault>, more: usize) -> Vec<Fault> {
    let more = more + faults.len().saturating_sub(FAULTS_SHOWN);
    faults.truncate(FAULTS_SHOWN);
    let message = match more {
        0 => return faults,
        1 => "There is 1 more fault than is listed here.".to_owned(),
        _ => format!("There are {more} more faults than are listed here."),
    };
    faults.push(Fault::new("", Code::MoreFaults, message).hint("Mend these first."));
    faults
}

/// The faults of several passes over a tree, for display: in the order of the text, each with line and column.
pub(crate) fn placed(text: &str, tree: &Tree<'_>, looks: impl IntoIterator<Item = Faults>) -> Vec<Fault> {
    let mut more = 0;
    let mut finder = Finder::new(tree);
    let mut placed: Vec<(u32, Fault)> = Vec::new();
    for faults in looks {
        more += faults.more;
        placed.extend(faults.listed.into_iter().map(|fault| (finder.nearest(&fault.at).span.start, fault)));
    }
    placed.sort_by(|(a, first), (b, second)| (a, &first.at, first.code).cmp(&(b, &second.at, second.code)));
    told(with_places(text, placed), more)
}

/// Adds line and column to each fault. The number beside a fault is the byte of the text at which it stands.
pub fn with_places(text: &str, faults: Vec<(u32, Fault)>) -> Vec<Fault> {
    let bytes: Vec<u32> = faults.iter().map(|(byte, _)| *byte).collect();
    let places = lines_columns(text, &bytes);
    let place = |((_, fault), (line, column))| Fault { line: Some(line), column: Some(column), ..fault };
    faults.into_iter().zip(places).map(place).collect()
}

/// The same faults in the same order, with line and column for those that have none yet. `tree` is the text as it was
/// read.
pub fn placed_too(text: &str, tree: &Tree<'_>, faults: Vec<Fault>) -> Vec<Fault> {
    let mut finder = Finder::new(tree);
    let starts: Vec<u32> = faults.iter().map(|fault| finder.nearest(&fault.at).span.start).collect();
    let places = lines_columns(text, &starts);
    let place = |(fault, (line, column)): (Fault, (u32, u32))| match fault {
        fault if fault.line.is_some() || fault.code == Code::MoreFaults => fault,
        fault => Fault { line: Some(line), column: Some(column), ..fault },
    };
    faults.into_iter().zip(places).map(place).collect()
}

/// The candidate that was probably meant; none if no candidate is close enough.
pub fn did_you_mean<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A longer word is hardly a typing error, and the comparison takes quadratic time.
    if written.len() > 30 {
        return None;
    }
    let written = written.to_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(written.len()) <= (candidate.len() / 3).max(1))
        .map(|candidate| (strsim::damerau_levenshtein(&written, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let known = ["reply", "intent", "invariant", "response_time"];
        assert_eq!(did_you_mean("replay", known), Some("reply"));
        assert_eq!(did_you_mean("Respose_time", known), Some("response_time"));
        assert_eq!(did_you_mean("colour", known), None);
        assert_eq!(did_you_mean(&"x".repeat(100_000), known), None);
    }

    #[test]
    fn of_very_many_faults_so_many_are_kept_and_the_rest_is_counted() {
        let mut faults = Faults::default();
        for index in 0..FAULTS_SHOWN + 2 {
            faults.push(Fault::new(format!("/{index}"), Code::Empty, "Empty."));
        }
        assert_eq!((faults.found(), faults.listed().len()), (FAULTS_SHOWN + 2, FAULTS_SHOWN));
        let one_more = |mut faults: Faults| {
            faults.append(Faults { listed: vec![Fault::new("", Code::Empty, "Empty.")], more: 0 });
            faults.into_told().pop().unwrap().message
        };
        assert_eq!(one_more(faults.clone()), "There are 3 more faults than are listed here.");
        faults.more = 0;
        assert_eq!(one_more(faults), "There is 1 more fault than is listed here.");
    }

    #[test]
    fn of_two_looks_at_a_text_the_first_faults_in_the_text_are_listed() {
        let items = vec!["1"; 2 * FAULTS_SHOWN].join(",\n");
        let json = format!("[{items}]");
        let tree = Tree::from_json(&json).unwrap();
        let look = |from: usize| {
            let mut faults = Faults::default();
            (from..from + FAULTS_SHOWN).for_each(|at| faults.push(Fault::new(format!("/{at}"), Code::Empty, "Empty.")));
            faults
        };
        let found = placed(&json, &tree, [look(FAULTS_SHOWN), look(0)]);
        assert_eq!(found.len(), FAULTS_SHOWN + 1);
        let lines: Vec<Option<u32>> = found.iter().map(|fault| fault.line).collect();
        assert!((1..).zip(&lines[..FAULTS_SHOWN]).all(|(line, found)| *found == Some(line)));
        assert_eq!(found[FAULTS_SHOWN].message, "There are 1000 more faults than are listed here.");
    }
}
