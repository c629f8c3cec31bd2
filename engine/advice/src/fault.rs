//! A fault: why a description cannot be assessed, or a rule pack not applied, where, and what to do.

use serde::Serialize;

use crate::description::{FAULTS_SHOWN, MEND_FIRST, MORE_FAULTS};
use crate::tree::{Tree, line_column};

/// One thing that is wrong with a description or a rule pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// JSON Pointer to the value, or to where it is missing.
    pub at: String,
    /// Permanent code.
    pub code: Code,
    /// What is wrong, as a full sentence.
    pub message: String,
    /// What to do, as a full sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Line of the text, from 1; absent where there is no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column of the text in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

/// The permanent codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A field that is not known here.
    UnknownField,
    /// A field that is given twice.
    DuplicateField,
    /// A field that must be there.
    MissingField,
    /// A value of another type.
    WrongType,
    /// A text or a list that must not be empty.
    Empty,
    /// A number outside its range.
    NumberOutOfRange,
    /// A text that is not one of those allowed.
    UnknownValue,
    /// A question that the rulebook does not ask here.
    UnknownQuestion,
    /// An answer that the question does not have.
    UnknownAnswer,
    /// An id that is not made of letters, digits, `-`, `_`, `.` and `:`.
    BadId,
    /// An id that is given twice.
    DuplicateId,
    /// A name that another participant has.
    DuplicateName,
    /// A reference to nothing, or to another flow.
    UnknownReference,
    /// Steps that wait for each other.
    Cycle,
    /// A limit that is passed.
    LimitPassed,
    /// There are more faults than are listed.
    MoreFaults,
    /// A condition of a rule pack that no step can meet.
    NeverHolds,
    /// A case of a rule pack in which something else came out than was expected.
    Unexpected,
}

impl Fault {
    /// A fault without a hint.
    pub fn new(at: impl Into<String>, code: Code, message: impl Into<String>) -> Self {
        Self { at: at.into(), code, message: message.into(), hint: None, line: None, column: None }
    }

    /// The same fault with what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The faults in the order of the text, each with its line and column; of more than are listed, one stands for the rest.
pub(crate) fn placed(text: &str, tree: &Tree<'_>, faults: Vec<Fault>) -> Vec<Fault> {
    let mut placed: Vec<(u32, Fault)> =
        faults.into_iter().map(|fault| (tree.nearest(&fault.at).span.start, fault)).collect();
    placed.sort_by(|(a, first), (b, second)| (a, &first.at, first.code).cmp(&(b, &second.at, second.code)));
    let found = placed.len();
    placed.retain(|(_, fault)| fault.code != Code::MoreFaults);
    let more = placed.len() < found || found > FAULTS_SHOWN;
    placed.truncate(FAULTS_SHOWN);
    let mut faults: Vec<Fault> = Vec::with_capacity(placed.len());
    let (mut byte, mut line, mut column) = (0, 1, 1);
    for (start, mut fault) in placed {
        // Places ascend, so the text is walked once.
        let rest = text.get(byte..).unwrap_or_default();
        let (lines, columns) = line_column(rest, start as usize - byte.min(start as usize));
        column = if lines == 1 { column + columns - 1 } else { columns };
        line += lines - 1;
        byte = byte.max(start as usize);
        (fault.line, fault.column) = (Some(line), Some(column));
        faults.push(fault);
    }
    if more {
        faults.push(Fault::new("", Code::MoreFaults, MORE_FAULTS).hint(MEND_FIRST));
    }
    faults
}

/// The candidate that was probably meant, if one is close enough to say so.
pub fn did_you_mean<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Longer words are no slips of the pen, and the comparison is quadratic.
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
}
