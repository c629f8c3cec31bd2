//! A rule pack: what a team changes in the shipped rules, in one document, with its reasons and its own test cases.
//!
//! A pack is data. It weighs rows anew, asks more questions, decides before the matrix, asks for ways to do and to keep a
//! step or rules them out, and silences, grades or adds findings; its conditions compare answers and nothing else. Reading
//! one gives a [`Rulebook`] like the shipped one, applied by the same evaluator. It must not know files: a door reads the
//! document as a [`Tree`].
//!
//! A pack makes a rulebook and nothing else: it amends copies of the shipped rules (`amend`). Its conditions become
//! alternatives of answer masks, 64 at most (`condition`), so `not` costs nothing when they are applied.

mod amend;
mod cases;
mod condition;
mod read;
mod written;

use crate::fault::{Fault, Faults, placed};
use crate::rulebook::Rulebook;
use crate::rules;
use crate::tree::Tree;

use cases::Case;
pub use cases::Checked;

/// How much a pack may hold.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Changes of each sort, and cases.
    pub items: usize,
    /// Answers of a question.
    pub answers: usize,
    /// Effects of an answer.
    pub effects: usize,
}

/// The limits.
pub const LIMITS: Limits = Limits { items: 200, answers: 31, effects: 20 };

/// A team's own rules, ready to be applied.
#[derive(Debug, Clone)]
pub struct Pack {
    author: String,
    reason: String,
    rulebook: Rulebook,
    cases: Vec<Case>,
}

impl Pack {
    /// Reads the pack that a text is; `tree` is the same text, read.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the text, each with line and column.
    pub fn read(text: &str, tree: &Tree<'_>) -> Result<Self, Vec<Fault>> {
        let base = rules::shipped();
        let (written, mut faults) = read::read(tree, base);
        let (rulebook, mut found) = amend::apply(&written, base);
        if !faults.is_empty() {
            // What was left out for a fault may be missed elsewhere; that is no fault of its own.
            found.retain(|fault| !fault.at.is_empty());
        }
        // What is wrong with a case is no reason not to look at the others.
        let whole = found.is_empty() && faults.listed().iter().all(|fault| fault.at.starts_with("/cases"));
        faults.extend(found);
        let cases = cases::read(&written.cases, &rulebook, whole, &mut faults);
        if faults.is_empty() {
            return Ok(Self { author: written.author, reason: written.reason, rulebook, cases });
        }
        Err(placed(text, tree, [faults]))
    }

    /// Who wrote it.
    pub fn author(&self) -> &str {
        &self.author
    }

    /// Why there is a pack.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The rules as the pack changes them.
    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// Runs the pack's cases, in the order of the text; the faults of each say what came instead of what was expected.
    pub fn check(&self, text: &str, tree: &Tree<'_>) -> Vec<Checked<'_>> {
        let mut checked: Vec<Checked<'_>> = self.cases.iter().map(|case| case.check(&self.rulebook)).collect();
        for case in &mut checked {
            let mut faults = Faults::default();
            faults.extend(std::mem::take(&mut case.faults));
            case.faults = placed(text, tree, [faults]);
        }
        checked
    }
}

#[cfg(test)]
mod tests;
