//! A rule pack: one document in which a team changes the shipped rules, with its reasons and its own test
//! cases.
//!
//! A pack is data. It can change the weights of rows, ask further questions, add gates, require or forbid
//! styles and mechanisms, and silence, regrade or add findings. Its conditions only compare answers. Reading a
//! pack gives a [`Rulebook`] like the shipped one, and the same evaluator applies it. This module must not know
//! files: its caller parses the document into a [`Tree`].
//!
//! A pack makes a rulebook and nothing else: it amends copies of the shipped rules (`amend`). Its conditions
//! become at most 64 alternatives of answer masks (`condition`), so `not` costs nothing when they are applied.

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

/// The limits on the size of a pack.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Changes of each kind, and cases.
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
    /// Reads a pack from `text`. `tree` is the same text, parsed.
    ///
    /// # Errors
    /// Every fault of the pack, in the order of the text, each with line and column.
    pub fn read(text: &str, tree: &Tree<'_>) -> Result<Self, Vec<Fault>> {
        let base = rules::shipped();
        let (written, mut faults) = read::read(tree, base);
        let (rulebook, mut found) = amend::apply(&written, base);
        if !faults.is_empty() {
            // A faulty part was left out, so other parts may miss it. Such a consequence is no fault of its
            // own.
            found.retain(|fault| !fault.at.is_empty());
        }
        // A fault in a case does not keep the other cases from being checked.
        let whole = found.is_empty() && faults.listed().iter().all(|fault| fault.at.starts_with("/cases"));
        faults.extend(found);
        let cases = cases::read(&written.cases, &rulebook, whole, &mut faults);
        if faults.is_empty() {
            return Ok(Self { author: written.author, reason: written.reason, rulebook, cases });
        }
        Err(placed(text, tree, [faults]))
    }

    /// The author of the pack.
    pub fn author(&self) -> &str {
        &self.author
    }

    /// The reason for the pack.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The rules as changed by the pack.
    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// Runs the pack's cases, in the order of the text. The faults of each case tell the actual result where
    /// another was expected.
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
