//! A pack as it was written: plain data whose references have been checked.

use super::cases::WrittenCase;
use super::condition::{Groups, Vocabulary};
use crate::rulebook::Rulebook;
use crate::terms::{Severity, Side};

/// The content of a pack, without its faulty parts.
#[derive(Debug)]
pub(super) struct Written<'t> {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) author: String,
    pub(super) reason: String,
    pub(super) weights: Vec<Weight>,
    pub(super) questions: Vec<OwnQuestion>,
    pub(super) gates: Vec<Gate>,
    pub(super) constraints: Vec<Constraint>,
    pub(super) findings: Vec<FindingChange>,
    pub(super) cases: Vec<WrittenCase<'t>>,
    pub(super) vocabulary: Vocabulary,
}

/// A new weight for a row or for one of its answers.
#[derive(Debug)]
pub(super) struct Weight {
    pub(super) row: String,
    /// The answer whose weight changes; none for all answers of the row.
    pub(super) answer: Option<String>,
    pub(super) halves: Option<u8>,
    pub(super) toward: Option<Side>,
    pub(super) reason: String,
}

/// A question that the pack adds.
#[derive(Debug)]
pub(super) struct OwnQuestion {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) sort: Sort,
    pub(super) ask: String,
    pub(super) reason: String,
    pub(super) advice: Option<String>,
    pub(super) answers: Vec<OwnAnswer>,
}

/// The kinds of question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Row,
    Gate,
    Constraint,
    System,
}

impl Sort {
    pub(super) const ALL: &[(&str, Self)] =
        &[("row", Self::Row), ("gate", Self::Gate), ("constraint", Self::Constraint), ("system", Self::System)];
}

/// An answer to a question that the pack adds.
#[derive(Debug)]
pub(super) struct OwnAnswer {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) effects: Vec<OwnEffect>,
}

/// One effect of an answer.
#[derive(Debug)]
pub(super) struct OwnEffect {
    pub(super) does: OwnDoes,
    pub(super) when: Groups,
    pub(super) reason: String,
}

/// What an effect may do.
#[derive(Debug)]
pub(super) enum OwnDoes {
    Leans { toward: Side, halves: u8 },
    Decides { side: Side, before: Option<String> },
    TurnsTie { side: Side },
    Shapes { what: String },
    Advises { on: String, points: i8 },
}

/// A gate that the pack adds to an existing question.
#[derive(Debug)]
pub(super) struct Gate {
    pub(super) question: String,
    /// The answers that decide.
    pub(super) answers: Vec<String>,
    pub(super) effect: OwnEffect,
}

/// A style or mechanism that a step must, or must not, use.
#[derive(Debug)]
pub(super) struct Constraint {
    pub(super) way: Way,
    pub(super) wanted: Wanted,
    /// Id of the style or mechanism.
    pub(super) id: String,
    pub(super) when: Groups,
    pub(super) reason: String,
    /// Pointer to the constraint in the document.
    pub(super) at: String,
}

/// What a constraint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Style,
    Mechanism,
}

/// Whether a constraint requires or forbids the style or mechanism.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Use,
    Never,
}

/// A change to the findings.
#[derive(Debug)]
pub(super) enum FindingChange {
    Silence { id: String, reason: String },
    Grade { id: String, severity: Severity, reason: String },
    Own(OwnFinding),
}

/// A finding that the pack adds.
#[derive(Debug)]
pub(super) struct OwnFinding {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) severity: Severity,
    pub(super) when: Groups,
    pub(super) message: String,
    pub(super) advice: String,
    pub(super) reason: String,
}

/// The ranks of the effects that decide, for one question or for all.
pub(super) fn ranks<'b>(book: &'b Rulebook, question: Option<&'b str>) -> impl Iterator<Item = u8> + 'b {
    use crate::rule::Does;
    book.rules()
        .filter(move |rule| question.is_none_or(|id| rule.id == id))
        .filter_map(|rule| rule.kind.question())
        .flat_map(|asked| asked.answers.iter())
        .flat_map(|answer| answer.effects.iter())
        .filter_map(|effect| match effect.does {
            Does::Decide { rank, .. } => Some(rank),
            _ => None,
        })
}
